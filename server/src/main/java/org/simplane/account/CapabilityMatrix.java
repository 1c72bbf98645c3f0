// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;

/**
 * Which operation of which dialect works with which operator. Everything in it comes from the
 * adapters: from what an operator that was opened with made-up settings offers.
 */
public final class CapabilityMatrix {

  /** What stands in for settings that have no default. Opening does no I/O. */
  private static final String MADE_UP = "https://example.org";

  /**
   * What can be done with the subscriptions of an operator.
   *
   * @param name by which people know it, such as {@code TMUS}
   * @param platform the adapter
   * @param transitions by present status
   */
  public record Column(
      String name,
      String platform,
      String title,
      Set<Ability> abilities,
      Map<StatusTarget, Set<StatusTarget>> transitions) {

    public Column {
      abilities = Set.copyOf(abilities);
      transitions = Map.copyOf(transitions);
    }
  }

  private final List<Column> columns;
  private final List<Operation> operations;

  private CapabilityMatrix(List<Column> columns, List<Operation> operations) {
    this.columns = List.copyOf(columns);
    this.operations = List.copyOf(operations);
  }

  /** Opens and closes an operator of each kind. */
  public static CapabilityMatrix of(
      List<OperatorPlatform> platforms, List<Operation> operations, Clock clock) {
    OperatorContext context =
        new OperatorContext(
            _ -> {
              throw new OperatorException(
                  OperatorException.Kind.UNREACHABLE, "There is no operator here");
            },
            clock);
    List<Column> columns = new ArrayList<>();
    for (OperatorPlatform platform : platforms) {
      for (Map<String, String> variant : platform.variants()) {
        Map<String, String> settings = new HashMap<>();
        platform
            .settings()
            .forEach(
                setting -> settings.put(setting.key(), setting.defaultValue().orElse(MADE_UP)));
        settings.putAll(variant);
        try (Operator operator = platform.open(settings, context)) {
          columns.add(column(platform, settings, operator));
        }
      }
    }
    return new CapabilityMatrix(columns, operations);
  }

  /** The operators, in the order in which the platforms are listed. */
  public List<Column> columns() {
    return columns;
  }

  public List<Operation> operations() {
    return operations;
  }

  private static Column column(
      OperatorPlatform platform, Map<String, String> settings, Operator operator) {
    boolean own = platform.name().equals(Accounts.OWN);
    Set<Ability> abilities = EnumSet.noneOf(Ability.class);
    for (Ability ability : Ability.values()) {
      if (ability.isOf(operator, own)) {
        abilities.add(ability);
      }
    }
    return new Column(
        platform.operatorName(settings),
        platform.name(),
        platform.title(),
        abilities,
        operator.statusControl().map(StatusControl::transitions).orElse(Map.of()));
  }
}

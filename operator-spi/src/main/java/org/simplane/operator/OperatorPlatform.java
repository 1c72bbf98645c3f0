// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A kind of operator platform, such as Cisco Control Center. Stateless; one instance per process.
 */
public interface OperatorPlatform {

  /** Lower-case name used in configuration and in product ids, such as {@code jasper}. */
  String name();

  /** What people call it, such as {@code 1NCE management API}. */
  String title();

  /**
   * The word by which people name the platform of an account, such as {@code 1NCE}; product ids
   * begin with it (seeds/003, "Supported backends"). It has letters and digits alone.
   *
   * @param settings of the account, without the secret ones; those with a default may be missing
   */
  default String operatorName(Map<String, String> settings) {
    return name().toUpperCase(Locale.ROOT);
  }

  /**
   * Settings by which the operators on this platform differ in what they let a customer do; one
   * without any where they do not.
   */
  default List<Map<String, String>> variants() {
    return List.of(Map.of());
  }

  /**
   * Every key {@link #open} reads. Unknown keys are refused when an account is added; secret ones
   * are masked.
   */
  List<Setting> settings();

  /**
   * What an account of this platform may be asked per second and at once, unless its owner sets
   * otherwise.
   */
  Pace defaultPace();

  /**
   * What the operators' events, pushed or asked for, tell of subscriptions; the core makes events
   * of the rest itself, from what it reads, and none of these. A {@link
   * OperatorEvent.StatusChanged} that is pushed where the status is not among them has the
   * subscription read, and is no event by itself. Of the platform, not of an account, so that it is
   * known without opening one.
   */
  default Set<Telling> tells() {
    return Set.of();
  }

  /**
   * Performs no I/O, so an unreachable operator cannot stop the server from starting.
   *
   * @throws IllegalArgumentException if a setting is missing or makes no sense; the message names
   *     the key and never shows a secret
   */
  Operator open(Map<String, String> settings, OperatorContext context);
}

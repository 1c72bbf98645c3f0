// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.DataConnectivity.Apn;
import org.simplane.operator.Details;
import org.simplane.operator.Eid;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.operator.Terminal;
import tools.jackson.databind.JsonNode;

/** Makes a subscription of what an operator says of it. */
final class SimReader {

  private final Description description;

  SimReader(Description description) {
    this.description = description;
  }

  /** Empty when the item lacks its key. */
  Optional<Sim> read(JsonNode item) {
    Facts facts = new Facts(item);
    Description.Fields fields = description.fields();
    Optional<String> key = facts.text(fields.key());
    Optional<String> businessId = facts.text(fields.businessId());
    if (key.isEmpty() || businessId.isEmpty()) {
      return Optional.empty();
    }
    Standing standing = standing(facts);
    return Optional.of(
        new Sim(
            new SubscriptionRef(key.get(), businessId.get()),
            standing.status(),
            standing.word(),
            Optional.empty(),
            facts.value(fields.iccid(), Iccid::of),
            facts.value(fields.imsi(), Imsi::of),
            facts.value(fields.msisdn(), Msisdn::of),
            facts.value(fields.imei(), Imei::of),
            facts.value(fields.eid(), Eid::of),
            facts.text(fields.ipAddress()),
            facts.text(fields.label()),
            Optional.empty(),
            facts.time(fields.activatedAt()),
            details(facts, fields)));
  }

  private record Standing(Status status, String word) {}

  private Standing standing(Facts facts) {
    for (Description.Rule rule : description.statuses()) {
      boolean all =
          rule.all().entrySet().stream()
              .allMatch(asked -> has(facts, asked.getKey(), asked.getValue()));
      boolean any =
          rule.anyOf().isEmpty()
              || rule.anyOf().entrySet().stream()
                  .anyMatch(asked -> has(facts, asked.getKey(), asked.getValue()));
      if (all && any) {
        List<String> words =
            rule.word().stream().map(pointer -> facts.text(pointer).orElse("")).toList();
        return new Standing(rule.status(), String.join("/", words));
      }
    }
    return new Standing(Status.UNKNOWN, facts.text(description.word()).orElse("unknown"));
  }

  private static boolean has(Facts facts, String pointer, List<String> words) {
    return facts
        .text(pointer)
        .filter(text -> words.stream().anyMatch(text::equalsIgnoreCase))
        .isPresent();
  }

  private static Details details(Facts facts, Description.Fields fields) {
    Map<String, String> characteristics = new TreeMap<>();
    if (fields.characteristics() != null) {
      fields
          .characteristics()
          .forEach((name, pointer) ->
              facts.text(pointer).ifPresent(value -> characteristics.put(name, value)));
    }
    return new Details(
        Optional.ofNullable(fields.dataConnectivity()).map(where -> connectivity(facts, where)),
        facts.text(fields.servicePlan()),
        facts.text(fields.customer()),
        Optional.ofNullable(fields.terminal()).flatMap(where -> terminal(facts, where)),
        characteristics);
  }

  private static DataConnectivity connectivity(Facts facts, Description.Connectivity where) {
    List<Apn> apns = new ArrayList<>();
    for (JsonNode item : items(facts, where.apns())) {
      Facts apn = new Facts(item);
      apn.text(where.apnName() == null ? "" : where.apnName())
          .ifPresent(name -> apns.add(new Apn(name, apn.text(where.apnAddress()))));
    }
    List<String> types = new ArrayList<>();
    items(facts, where.types()).forEach(item -> types.add(item.asString()));
    return new DataConnectivity(
        facts.text(where.provider()), types, facts.text(where.communicationPlan()), apns);
  }

  /** An array, or one value as an array of one. */
  private static List<JsonNode> items(Facts facts, @Nullable String pointer) {
    if (pointer == null) {
      return List.of();
    }
    JsonNode node = facts.at(pointer);
    if (node.isArray()) {
      return List.copyOf(node.values());
    }
    return facts.text(pointer).isPresent() ? List.of(node) : List.of();
  }

  private static Optional<Terminal> terminal(Facts facts, Description.TerminalFields where) {
    return facts
        .text(where.serialNumber())
        .map(serial ->
            new Terminal(
                serial,
                facts.text(where.name()),
                facts.decimal(where.latitude()),
                facts.decimal(where.longitude()),
                facts.text(where.model()),
                facts.text(where.mobilityType()),
                facts.text(where.antennaCode()),
                facts.time(where.updatedAt()),
                facts.text(where.imoNumber()),
                facts.text(where.mmsi())));
  }
}

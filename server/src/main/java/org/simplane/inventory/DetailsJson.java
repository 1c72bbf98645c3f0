// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.DataConnectivity.Apn;
import org.simplane.operator.Details;
import org.simplane.operator.Terminal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Details as the table keeps them. */
final class DetailsJson {

  private static final JsonMapper JSON = new JsonMapper();

  private DetailsJson() {}

  static String of(Details details) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    details
        .dataConnectivity()
        .ifPresent(connectivity -> {
          ObjectNode inner = node.putObject("dataConnectivity");
          put(inner, "provider", connectivity.provider());
          ArrayNode types = inner.putArray("types");
          connectivity.types().forEach(type -> types.add(clean(type)));
          put(inner, "communicationPlan", connectivity.communicationPlan());
          for (Apn apn : connectivity.apns()) {
            ObjectNode one = inner.withArray("apns").addObject();
            one.put("name", clean(apn.name()));
            put(one, "ipAddress", apn.ipAddress());
          }
        });
    put(node, "servicePlan", details.servicePlan());
    put(node, "customer", details.customer());
    details.terminal().ifPresent(terminal -> of(node.putObject("terminal"), terminal));
    if (!details.characteristics().isEmpty()) {
      ObjectNode inner = node.putObject("characteristics");
      details.characteristics().forEach((name, value) -> inner.put(clean(name), clean(value)));
    }
    return node.toString();
  }

  private static void of(ObjectNode node, Terminal terminal) {
    node.put("serialNumber", clean(terminal.serialNumber()));
    put(node, "name", terminal.name());
    terminal.latitude().ifPresent(degrees -> node.put("latitude", degrees));
    terminal.longitude().ifPresent(degrees -> node.put("longitude", degrees));
    put(node, "model", terminal.model());
    put(node, "mobilityType", terminal.mobilityType());
    put(node, "antennaCode", terminal.antennaCode());
    put(node, "updatedAt", terminal.updatedAt().map(Instant::toString));
    put(node, "imoNumber", terminal.imoNumber());
    put(node, "mmsi", terminal.mmsi());
  }

  static Details details(String json) {
    JsonNode node = JSON.readTree(json);
    Map<String, String> characteristics = new TreeMap<>();
    node.path("characteristics")
        .properties()
        .forEach(entry -> characteristics.put(entry.getKey(), entry.getValue().asString()));
    return new Details(
        node.has("dataConnectivity")
            ? Optional.of(dataConnectivity(node.path("dataConnectivity")))
            : Optional.empty(),
        text(node, "servicePlan"),
        text(node, "customer"),
        node.has("terminal") ? Optional.of(terminal(node.path("terminal"))) : Optional.empty(),
        characteristics);
  }

  private static DataConnectivity dataConnectivity(JsonNode node) {
    List<String> types = new ArrayList<>();
    node.path("types").forEach(type -> types.add(type.asString()));
    List<Apn> apns = new ArrayList<>();
    node.path("apns")
        .forEach(apn -> apns.add(new Apn(apn.path("name").asString(), text(apn, "ipAddress"))));
    return new DataConnectivity(
        text(node, "provider"), types, text(node, "communicationPlan"), apns);
  }

  private static Terminal terminal(JsonNode node) {
    return new Terminal(
        node.path("serialNumber").asString(),
        text(node, "name"),
        degrees(node, "latitude"),
        degrees(node, "longitude"),
        text(node, "model"),
        text(node, "mobilityType"),
        text(node, "antennaCode"),
        text(node, "updatedAt").map(Instant::parse),
        text(node, "imoNumber"),
        text(node, "mmsi"));
  }

  private static OptionalDouble degrees(JsonNode node, String field) {
    return node.has(field)
        ? OptionalDouble.of(node.path(field).asDouble())
        : OptionalDouble.empty();
  }

  private static Optional<String> text(JsonNode node, String field) {
    return node.has(field) ? Optional.of(node.path(field).asString()) : Optional.empty();
  }

  private static void put(ObjectNode node, String field, Optional<String> value) {
    if (value.isPresent()) {
      node.put(field, clean(value.get()));
    }
  }

  /** PostgreSQL keeps no character 0. */
  private static String clean(String text) {
    return text.replace("\0", "");
  }
}

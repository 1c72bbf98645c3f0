// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The groups of fields that the table keeps as JSON; null stands for an empty group, both ways. */
final class StoredJson {

  private static final JsonMapper JSON = new JsonMapper();

  private StoredJson() {}

  static Subscriber subscriber(@Nullable String json) {
    if (json == null) {
      return Subscriber.NONE;
    }
    JsonNode node = JSON.readTree(json);
    List<String> options = new ArrayList<>();
    node.path("options").forEach(option -> options.add(option.asString()));
    return new Subscriber(
        text(node, "identifier"),
        text(node, "label"),
        text(node, "offer"),
        text(node, "user"),
        text(node, "userReference"),
        options,
        instant(node, "createdAt"));
  }

  static @Nullable String of(Subscriber subscriber) {
    if (subscriber.equals(Subscriber.NONE)) {
      return null;
    }
    ObjectNode node = tree(subscriber);
    return node.isEmpty() ? null : node.toString();
  }

  static ObjectNode tree(Subscriber subscriber) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    put(node, "identifier", subscriber.identifier());
    put(node, "label", subscriber.label());
    put(node, "offer", subscriber.offer());
    put(node, "user", subscriber.user());
    put(node, "userReference", subscriber.userReference());
    if (!subscriber.options().isEmpty()) {
      subscriber.options().forEach(node.putArray("options")::add);
    }
    put(node, "createdAt", subscriber.createdAt().map(Instant::toString));
    return node;
  }

  static Device device(@Nullable String json) {
    if (json == null) {
      return Device.NONE;
    }
    JsonNode node = JSON.readTree(json);
    return new Device(
        text(node, "uniqueIdentifier"),
        text(node, "serialNumber"),
        text(node, "contactName"),
        text(node, "contactEmail"),
        text(node, "contactPhone"),
        text(node, "moduleBrand"),
        text(node, "moduleModel"),
        text(node, "category"),
        text(node, "description"),
        text(node, "address"),
        text(node, "location"),
        text(node, "holder"),
        instant(node, "updatedAt"));
  }

  static @Nullable String of(Device device) {
    if (device.equals(Device.NONE)) {
      return null;
    }
    ObjectNode node = tree(device);
    return node.isEmpty() ? null : node.toString();
  }

  static ObjectNode tree(Device device) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    put(node, "uniqueIdentifier", device.uniqueIdentifier());
    put(node, "serialNumber", device.serialNumber());
    put(node, "contactName", device.contactName());
    put(node, "contactEmail", device.contactEmail());
    put(node, "contactPhone", device.contactPhone());
    put(node, "moduleBrand", device.moduleBrand());
    put(node, "moduleModel", device.moduleModel());
    put(node, "category", device.category());
    put(node, "description", device.description());
    put(node, "address", device.address());
    put(node, "location", device.location());
    put(node, "holder", device.holder());
    put(node, "updatedAt", device.updatedAt().map(Instant::toString));
    return node;
  }

  static Machine machine(@Nullable String json) {
    if (json == null) {
      return Machine.NONE;
    }
    JsonNode node = JSON.readTree(json);
    return new Machine(
        text(node, "serialNumber"),
        text(node, "name"),
        text(node, "description"),
        instant(node, "updatedAt"));
  }

  static @Nullable String of(Machine machine) {
    if (machine.equals(Machine.NONE)) {
      return null;
    }
    ObjectNode node = tree(machine);
    return node.isEmpty() ? null : node.toString();
  }

  static ObjectNode tree(Machine machine) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    put(node, "serialNumber", machine.serialNumber());
    put(node, "name", machine.name());
    put(node, "description", machine.description());
    put(node, "updatedAt", machine.updatedAt().map(Instant::toString));
    return node;
  }

  static Map<String, String> texts(@Nullable String json) {
    if (json == null) {
      return Map.of();
    }
    Map<String, String> texts = new TreeMap<>();
    JSON.readTree(json).properties().forEach(e -> texts.put(e.getKey(), e.getValue().asString()));
    return Collections.unmodifiableMap(texts);
  }

  static @Nullable String of(Map<String, String> texts) {
    return texts.isEmpty() ? null : tree(texts).toString();
  }

  static ObjectNode tree(Map<String, String> texts) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(texts).forEach(node::put);
    return node;
  }

  static Map<Service, Allowance> allowances(@Nullable String json) {
    if (json == null) {
      return Map.of();
    }
    Map<Service, Allowance> allowances = new EnumMap<>(Service.class);
    JSON.readTree(json)
        .properties()
        .forEach(e -> {
          JsonNode node = e.getValue();
          allowances.put(
              Service.valueOf(e.getKey()),
              new Allowance(
                  node.path("total").asLong(),
                  Allowance.State.valueOf(node.path("state").asString()),
                  instant(node, "thresholdReachedAt"),
                  instant(node, "exhaustedAt")));
        });
    return Collections.unmodifiableMap(allowances);
  }

  static String ofAllowances(Map<Service, Allowance> allowances) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    allowances.forEach((service, allowance) -> {
      ObjectNode node = all.putObject(service.name());
      node.put("total", allowance.total());
      node.put("state", allowance.state().name());
      put(node, "thresholdReachedAt", allowance.thresholdReachedAt().map(Instant::toString));
      put(node, "exhaustedAt", allowance.exhaustedAt().map(Instant::toString));
    });
    return all.toString();
  }

  private static Optional<String> text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value.asString());
  }

  private static Optional<Instant> instant(JsonNode node, String field) {
    return text(node, field).map(Instant::parse);
  }

  private static void put(ObjectNode node, String field, Optional<String> value) {
    if (value.isPresent()) {
      node.put(field, value.get());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.inventory.SubscriptionPatch;

/**
 * What a patch makes of custom properties, which are kept here alone (seeds/003, "Create custom
 * attribute" and those after it).
 */
final class Properties {

  private static final String PATH = "customProperty";

  private Properties() {}

  static boolean isMeant(Patch.Operation operation) {
    return operation.path().equals(PATH) || operation.path().startsWith(PATH + "/");
  }

  /** From what there is to what there will be; operations are done in their order. */
  static SubscriptionPatch change(Map<String, String> present, Patch patch) {
    Map<String, String> wanted = new TreeMap<>(present);
    patch.operations().forEach(operation -> apply(wanted, operation));
    SubscriptionPatch change = SubscriptionPatch.NOTHING;
    for (String name : present.keySet()) {
      if (!wanted.containsKey(name)) {
        change = change.withAttribute(name, Optional.empty());
      }
    }
    for (Map.Entry<String, String> property : wanted.entrySet()) {
      if (!property.getValue().equals(present.get(property.getKey()))) {
        change = change.withAttribute(property.getKey(), Optional.of(property.getValue()));
      }
    }
    return change;
  }

  private static void apply(Map<String, String> wanted, Patch.Operation operation) {
    if (!isMeant(operation)) {
      throw Request.invalid(
          operation.where() + ".path", "custom properties are changed in requests of their own");
    }
    switch (operation.verb()) {
      case ADD -> add(wanted, operation);
      case REPLACE -> replace(wanted, operation);
      case REMOVE -> wanted.remove(named(wanted, operation));
    }
  }

  private static void add(Map<String, String> wanted, Patch.Operation operation) {
    if (!operation.path().equals(PATH) && !operation.path().equals(PATH + "/-")) {
      throw noSuchPath(operation);
    }
    put(wanted, operation.neededMember("name"), operation.neededMember("value"));
  }

  private static void replace(Map<String, String> wanted, Patch.Operation operation) {
    String name = named(wanted, operation);
    String value = wanted.getOrDefault(name, "");
    switch (operation.path()) {
      case PATH -> {
        String newName = operation.member("name").orElse(name);
        String newValue = operation.member("value").orElse(value);
        wanted.remove(name);
        put(wanted, newName, newValue);
      }
      case PATH + "/value" -> wanted.put(name, operation.text());
      case PATH + "/name" -> {
        wanted.remove(name);
        put(wanted, operation.text(), value);
      }
      default -> throw noSuchPath(operation);
    }
  }

  private static void put(Map<String, String> wanted, String name, String value) {
    if (wanted.putIfAbsent(name, value) != null) {
      throw new FailureException(
          new Failure.Conflict("There is a custom property '" + name + "' already"));
    }
  }

  private static String named(Map<String, String> wanted, Patch.Operation operation) {
    String name = operation.query().get("name");
    if (name == null) {
      throw Request.invalid(
          operation.where() + ".path", "must say which, as in " + PATH + "?name=colour");
    }
    if (!wanted.containsKey(name)) {
      throw new FailureException(new Failure.NotFound("custom property", name));
    }
    return name;
  }

  private static FailureException noSuchPath(Patch.Operation operation) {
    return Request.invalid(
        operation.where() + ".path",
        "is none of " + PATH + ", " + PATH + "/value and " + PATH + "/name");
  }
}

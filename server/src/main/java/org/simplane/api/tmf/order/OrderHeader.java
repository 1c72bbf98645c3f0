// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.api.tmf.rest.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client says of an order beside its items (definition {@code ProductOrder_Create} of TMF622
 * v4). It is kept and shown, and has no effect.
 */
final class OrderHeader {

  private static final int LARGEST = 64 * 1024;
  private static final int LONGEST_EXTERNAL_ID = 200;

  private static final Set<String> TEXTS =
      Set.of("category", "description", "externalId", "notificationContact", "priority");
  private static final Set<String> DATES = Set.of("requestedCompletionDate", "requestedStartDate");

  /** Arrays, with what each element has to have. */
  private static final Map<String, Set<String>> ARRAYS =
      Map.of(
          "agreement", Set.of("id"),
          "channel", Set.of("id"),
          "note", Set.of("text"),
          "relatedParty", Set.of("id", "@referredType"));

  /** Money is not what Simplane deals in. */
  private static final Set<String> NOT_OFFERED =
      Set.of("orderTotalPrice", "payment", "productOfferingQualification", "quote");

  private static final Set<String> NOT_KEPT = Set.of("@type", "@baseType", "@schemaLocation");

  private final ObjectNode kept = JsonNodeFactory.instance.objectNode();
  private int size;

  /** Takes one attribute, or refuses it. */
  void take(String name, JsonNode value) {
    size += name.length() + value.toString().length();
    if (size > LARGEST) {
      throw invalid("", "An order without its items has at most " + LARGEST / 1024 + " KiB");
    }
    if (value.isNull() || NOT_KEPT.contains(name)) {
      return;
    }
    if (TEXTS.contains(name)) {
      checkText(name, value);
    } else if (DATES.contains(name)) {
      checkDate(name, value);
    } else if (ARRAYS.containsKey(name)) {
      checkArray(name, value);
    } else if (name.equals("billingAccount")) {
      checkElement(name, value, Set.of("id"));
    } else if (NOT_OFFERED.contains(name)) {
      if (!value.isArray() || !value.isEmpty()) {
        throw Refusal.notOffered("Orders have no " + name + " here");
      }
      return;
    } else {
      throw invalid(name, "is not part of an order that is placed");
    }
    kept.set(name, value);
  }

  ObjectNode kept() {
    return kept;
  }

  private static void checkText(String name, JsonNode value) {
    if (!value.isString() || value.asString().indexOf('\0') >= 0) {
      throw invalid(name, "is to be a text");
    }
    boolean external = name.equals("externalId");
    if (external
        && (value.asString().isBlank() || value.asString().length() > LONGEST_EXTERNAL_ID)) {
      throw invalid(name, "is to have 1 to " + LONGEST_EXTERNAL_ID + " characters");
    }
  }

  private static void checkDate(String name, JsonNode value) {
    try {
      OffsetDateTime.parse(value.asString(""));
    } catch (DateTimeException e) {
      throw invalid(name, "is to be a date and time such as 2026-01-31T12:00:00Z");
    }
  }

  private static void checkArray(String name, JsonNode value) {
    if (!value.isArray()) {
      throw invalid(name, "is to be a list");
    }
    for (JsonNode element : value) {
      checkElement(name, element, ARRAYS.getOrDefault(name, Set.of()));
    }
  }

  private static void checkElement(String name, JsonNode element, Set<String> needed) {
    if (!element.isObject()) {
      throw invalid(name, "is to hold JSON objects");
    }
    for (String attribute : List.copyOf(needed)) {
      if (!element.path(attribute).isString()) {
        throw invalid(name + "." + attribute, "is missing, or no text");
      }
    }
    if (element.toString().contains("\\u0000")) {
      throw invalid(name, "holds a character 0");
    }
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonPatch;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;
import java.util.UUID;
import org.simplane.Failure;
import org.simplane.FailureException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a PATCH asks for, in one of the forms that TMF630 has for it. */
public final class Patch {

  /** {@code application/json} is the first of them, as the definitions of version 5 have it. */
  private enum Form {
    /** RFC 7386: arrays are replaced as a whole. */
    MERGE,
    /** RFC 6902. */
    OPERATIONS,
    /** RFC 6902 with paths that choose elements of arrays by what they hold (TMF630 part 5). */
    QUERY
  }

  private static final Map<String, Form> FORMS =
      Map.of(
          "application/json",
          Form.MERGE,
          "application/merge-patch+json",
          Form.MERGE,
          "application/json-patch+json",
          Form.OPERATIONS,
          "application/json-patch-query+json",
          Form.QUERY);

  private static final int MOST_OPERATIONS = 1000;

  /** What a resource may grow to, in characters and values; the real ones have a few thousand. */
  private static final int LARGEST = 1_000_000;

  private final Form form;
  private final JsonNode body;

  private Patch(Form form, JsonNode body) {
    this.form = form;
    this.body = body;
  }

  static boolean knows(String mediaType) {
    return FORMS.containsKey(mediaType);
  }

  static String mediaTypes() {
    return String.join(", ", FORMS.keySet().stream().sorted().toList());
  }

  static Patch of(String mediaType, JsonNode body) {
    Form form = FORMS.getOrDefault(mediaType, Form.MERGE);
    if (form == Form.MERGE ? !body.isObject() : !body.isArray()) {
      throw invalid(
          "",
          form == Form.MERGE
              ? "A JSON object is expected"
              : "A list of operations is expected, each with op and path");
    }
    if (form != Form.MERGE && body.size() > MOST_OPERATIONS) {
      throw invalid("", "There are more than " + MOST_OPERATIONS + " operations");
    }
    return new Patch(form, body);
  }

  /** As it was sent. */
  public String text() {
    return body.toString();
  }

  /** Whether it replaces arrays as a whole, so that what a client left out may be meant to stay. */
  public boolean isMerge() {
    return form == Form.MERGE;
  }

  /** The resource as it is to be; {@code present} is left alone. */
  public JsonNode applyTo(ObjectNode present) {
    try {
      return switch (form) {
        case MERGE ->
            jackson(
                Json.createMergePatch(jakarta(body.toString())).apply(jakarta(present.toString())));
        case OPERATIONS -> operate(present, (ArrayNode) body);
        case QUERY -> {
          JsonNode result = present;
          for (JsonNode operation : body) {
            // Each is resolved against what those before it have made.
            result = operate(result, PatchQuery.resolve(operation, result));
          }
          yield result;
        }
      };
    } catch (JsonException | JacksonException | IllegalArgumentException | ClassCastException e) {
      throw invalid("", "The patch cannot be applied: " + e.getMessage());
    }
  }

  /**
   * Whether it says anything of an attribute, be it that it is to stay as it is. What is under way
   * for a resource makes a difference between the two.
   */
  public boolean touches(ObjectNode present, String attribute) {
    String untouched = "untouched " + UUID.randomUUID();
    ObjectNode marked = present.deepCopy();
    marked.put(attribute, untouched);
    try {
      return !applyTo(marked).path(attribute).asString("").equals(untouched);
    } catch (FailureException e) {
      return true; // it tests the attribute
    }
  }

  private static JsonNode operate(JsonNode present, ArrayNode operations) {
    for (JsonNode operation : operations) {
      if (!operation.isObject()
          || !operation.path("op").isString()
          || !operation.path("path").isString()) {
        throw invalid("", "Each operation has op and path");
      }
      String op = operation.path("op").asString();
      if ((op.equals("move") || op.equals("copy")) && !operation.path("from").isString()) {
        throw invalid("", "The operation " + op + " has from");
      }
    }
    JsonStructure result = (JsonStructure) jakarta(present.toString());
    for (JsonValue operation : jakarta(operations.toString()).asJsonArray()) {
      JsonPatch one = Json.createPatch(Json.createArrayBuilder().add(operation).build());
      result = one.apply(result);
      // Copies share what they hold, so only writing them down would show how large they became.
      if (afterCounting(result, LARGEST) < 0) {
        throw invalid("", "The resource would become too large");
      }
    }
    return jackson(result);
  }

  /** What is left of {@code left} after each character and value; stops below zero. */
  private static int afterCounting(JsonValue value, int left) {
    int rest = left - 1;
    switch (value.getValueType()) {
      case STRING -> rest -= ((JsonString) value).getChars().length();
      case ARRAY -> {
        for (JsonValue element : value.asJsonArray()) {
          if (rest < 0) {
            return rest;
          }
          rest = afterCounting(element, rest);
        }
      }
      case OBJECT -> {
        for (Map.Entry<String, JsonValue> member : value.asJsonObject().entrySet()) {
          if (rest < 0) {
            return rest;
          }
          rest = afterCounting(member.getValue(), rest - member.getKey().length());
        }
      }
      case NUMBER, TRUE, FALSE, NULL -> {}
    }
    return rest;
  }

  private static JsonValue jakarta(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readValue();
    }
  }

  private static JsonNode jackson(JsonValue value) {
    return value == null
        ? JsonNodeFactory.instance.nullNode()
        : TmfJson.MAPPER.readTree(value.toString());
  }

  static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}

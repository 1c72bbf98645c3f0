// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import java.util.List;
import java.util.Set;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.api.tmf.rest.Refusal;
import org.simplane.lifecycle.Wish;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one item of an order (definition {@code ProductOrderItem} of TMF622 v4). */
final class ItemReader {

  private static final int LONGEST_ID = 200;
  private static final int LARGEST_CONTENT = 4_000;
  private static final Set<String> IGNORED =
      Set.of("id", "action", "product", "@type", "@baseType", "@schemaLocation");
  private static final Set<String> IDENTIFYING =
      Set.of(
          "id",
          "href",
          "name",
          "isBundle",
          "@type",
          "@baseType",
          "@schemaLocation",
          "@referredType");

  private ItemReader() {}

  /**
   * @param where its place in the order, for messages
   */
  static OrderItem read(JsonNode item, String where) {
    if (!item.isObject()) {
      throw invalid(where, "is to be a JSON object");
    }
    String id = text(item, "id", where);
    OrderItem.Action action = action(text(item, "action", where), where);
    JsonNode product = item.path("product");
    if (!product.isObject()) {
      throw invalid(where + ".product", "is missing");
    }
    String productId = text(product, "id", where + ".product");
    item.properties()
        .forEach(attribute -> {
          JsonNode value = attribute.getValue();
          boolean says = !value.isNull() && !(value.isArray() && value.isEmpty());
          if (says && attribute.getKey().equals("quantity")) {
            if (!value.isIntegralNumber() || !value.asString().equals("1")) {
              throw invalid(where + ".quantity", "is 1: an item is for one product");
            }
          } else if (says && !IGNORED.contains(attribute.getKey())) {
            throw Refusal.notOffered(
                "Items of orders have no " + attribute.getKey() + " here (" + where + ")");
          }
        });
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    ItemWishes collected = new ItemWishes(where + ".product");
    product
        .properties()
        .forEach(attribute -> {
          JsonNode value = attribute.getValue();
          boolean says = !value.isNull() && !(value.isArray() && value.isEmpty());
          if (says && !IDENTIFYING.contains(attribute.getKey())) {
            collected.take(attribute.getKey(), value);
            content.set(attribute.getKey(), shown(attribute.getKey(), value));
          }
        });
    String kept = content.toString();
    if (kept.length() > LARGEST_CONTENT || kept.contains("\\u0000")) {
      throw invalid(
          where + ".product",
          "is larger than " + LARGEST_CONTENT + " characters, or holds a character 0");
    }
    List<Wish> wishes = collected.wishes();
    if (action == OrderItem.Action.MODIFY && wishes.isEmpty()) {
      throw invalid(where + ".product", "says nothing that is to be modified");
    }
    return new OrderItem(
        id, productId, action, content, action == OrderItem.Action.NO_CHANGE ? List.of() : wishes);
  }

  /** With what the definition wants of references, where the client left it out. */
  private static JsonNode shown(String attribute, JsonNode value) {
    JsonNode copy = value.deepCopy();
    if (attribute.equals("productOffering") && !copy.path("id").isString()) {
      ((ObjectNode) copy).set("id", copy.path("name"));
    }
    if (attribute.equals("relatedParty")) {
      for (JsonNode party : copy) {
        if (!party.path("@referredType").isString()) {
          ((ObjectNode) party).put("@referredType", "Organization");
        }
      }
    }
    return copy;
  }

  private static OrderItem.Action action(String word, String where) {
    return switch (word) {
      case "modify" -> OrderItem.Action.MODIFY;
      case "noChange" -> OrderItem.Action.NO_CHANGE;
      case "add" ->
          throw Refusal.notOffered(
              "Products come with subscriptions, from operators and imports; an order modifies them ("
                  + where
                  + ")");
      case "delete" ->
          throw Refusal.notOffered(
              "A product is ended by action modify with status terminated (" + where + ")");
      default -> throw invalid(where + ".action", "is to be modify or noChange");
    };
  }

  private static String text(JsonNode object, String name, String where) {
    JsonNode value = object.path(name);
    if (!value.isString()
        || value.asString().isBlank()
        || value.asString().length() > LONGEST_ID
        || value.asString().indexOf('\0') >= 0) {
      throw invalid(
          where + "." + name, "is missing, or no text of 1 to " + LONGEST_ID + " characters");
    }
    return value.asString();
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}

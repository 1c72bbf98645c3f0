// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.product;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.FailureException;
import org.simplane.api.tmf.fleet.Found;
import org.simplane.api.tmf.fleet.Part;
import org.simplane.api.tmf.rest.Refusal;
import org.simplane.inventory.SubscriptionPatch;
import org.simplane.lifecycle.Wish;
import org.simplane.operator.CharacteristicControl.Characteristic;
import org.simplane.operator.CharacteristicControl.Kind;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;
import tools.jackson.databind.JsonNode;

/**
 * What is to be done for a product to become another: found by comparing the two.
 *
 * @param wishes asked of the operator
 * @param properties custom properties, which are ours alone
 */
record ProductChange(List<Wish> wishes, SubscriptionPatch properties) {

  private static final Set<String> FIXED =
      Set.of("id", "href", "creationDate", "@type", "@baseType", "@schemaLocation");

  private static final String CHANGEABLE =
      "Of a product, status, productOffering, the customer among relatedParty, customProperty and"
          + " the characteristics connectivityStatus, simProfile and communicationPlan are changed";

  /**
   * @param merge whether what is missing of an array of ours was perhaps only not repeated
   */
  static ProductChange between(
      Found found, JsonNode before, JsonNode after, boolean merge, boolean statusIsSaid) {
    if (!after.isObject()) {
      throw ProductQuery.invalid("", "A product is a JSON object");
    }
    Set<String> names = new LinkedHashSet<>(before.propertyNames());
    names.addAll(after.propertyNames());
    Collected collected = new Collected(found);
    for (String name : names) {
      JsonNode was = before.path(name);
      JsonNode is = after.path(name);
      if (!was.equals(is) || (statusIsSaid && name.equals("status"))) {
        collected.take(name, was, is, merge);
      }
    }
    return collected.change();
  }

  /** What was found so far. */
  private static final class Collected {

    private final Found found;
    private final Map<Kind, String> characteristics = new LinkedHashMap<>();
    private Optional<Status> status = Optional.empty();
    private SubscriptionPatch properties = SubscriptionPatch.NOTHING;

    private Collected(Found found) {
      this.found = found;
    }

    private ProductChange change() {
      List<Wish> wishes = new ArrayList<>();
      characteristics.forEach(
          (kind, value) -> wishes.add(new Wish.ToCharacteristic(new Characteristic(kind, value))));
      status.ifPresent(wanted -> wishes.add(new Wish.ToStatus(StatusTarget.of(wanted))));
      return new ProductChange(wishes, properties);
    }

    private void take(String name, JsonNode was, JsonNode is, boolean merge) {
      switch (name) {
        case "status" -> status(text(name, is));
        case "productCharacteristic" -> characteristics(was, is, merge);
        case "productOffering" -> {
          String id = text(name + ".id", is.path("id"));
          String offering =
              was.path("id").asString("").equals(id) ? is.path("name").asString(id) : id;
          put(Kind.SERVICE_PLAN, name, offering);
        }
        case "relatedParty" -> customer(was, is);
        case "customProperty" -> properties(was, is);
        case "@type" -> {
          // The name of the definition is as good as that of our type of it.
          if (!is.asString("").equals("Product")) {
            throw fixed(name);
          }
        }
        default -> {
          if (FIXED.contains(name)) {
            throw fixed(name);
          }
          throw Refusal.notOffered(CHANGEABLE + ", not " + name);
        }
      }
    }

    private void status(String word) {
      Part part = found.part();
      if (part != Part.BUNDLE && part != Part.of(found.member()).getFirst()) {
        throw Refusal.notOffered(
            "The status is that of "
                + found.member().productId(Part.of(found.member()).getFirst())
                + " or of the bundle");
      }
      Status wanted =
          ProductStates.wanted(word)
              .orElseThrow(() ->
                  ProductQuery.invalid("status", "There is no status '" + word + "' to ask for"));
      if (status.isPresent() && status.get() != wanted) {
        throw ProductQuery.invalid("status", "is asked for twice, and not the same");
      }
      status = Optional.of(wanted);
    }

    private void characteristics(JsonNode was, JsonNode is, boolean merge) {
      Map<String, JsonNode> before = named("productCharacteristic", was);
      Map<String, JsonNode> after = named("productCharacteristic", is);
      after.forEach((name, value) -> {
        if (!value.equals(before.get(name))) {
          String where = "productCharacteristic." + name;
          switch (name) {
            case Product.STATUS -> status(text(where, value));
            case Product.SIM_PROFILE -> put(Kind.SIM_PROFILE, where, text(where, value));
            case Product.COMMUNICATION_PLAN ->
                put(Kind.COMMUNICATION_PLAN, where, text(where, value));
            default -> throw Refusal.notOffered(CHANGEABLE + ", not '" + name + "'");
          }
        }
      });
      if (!merge && !after.keySet().containsAll(before.keySet())) {
        throw Refusal.notOffered("Characteristics are changed, and not taken away");
      }
    }

    private void customer(JsonNode was, JsonNode is) {
      List<String> before = customers(was);
      List<String> after = customers(is);
      if (after.size() != 1 || after.equals(before)) {
        throw Refusal.notOffered(
            "Of the related parties, the one with the role customer is changed, by its id");
      }
      put(Kind.CUSTOMER, "relatedParty", after.getFirst());
    }

    private static List<String> customers(JsonNode parties) {
      List<String> customers = new ArrayList<>();
      for (JsonNode party : parties) {
        if (party.path("role").asString("").equals(Product.CUSTOMER)) {
          JsonNode id = party.path("partyOrPartyRole").path("id");
          customers.add(text("relatedParty.id", id.isMissingNode() ? party.path("id") : id));
        }
      }
      return customers;
    }

    private void properties(JsonNode was, JsonNode is) {
      if (was.isMissingNode()) {
        throw Refusal.notOffered(
            "Custom properties are those of "
                + found.member().productId(Part.of(found.member()).getFirst())
                + " or of the bundle");
      }
      Map<String, JsonNode> before = named("customProperty", was);
      Map<String, JsonNode> after = named("customProperty", is);
      after.forEach((name, value) -> {
        if (!value.equals(before.get(name))) {
          properties =
              properties.withAttribute(name, Optional.of(text("customProperty." + name, value)));
        }
      });
      before.keySet().stream()
          .filter(name -> !after.containsKey(name))
          .forEach(name -> properties = properties.withAttribute(name, Optional.empty()));
    }

    private void put(Kind kind, String where, String value) {
      if (value.isBlank() || value.length() > 255 || value.indexOf('\0') >= 0) {
        throw ProductQuery.invalid(where, "must have 1 to 255 characters, none of them 0");
      }
      characteristics.put(kind, value);
    }

    private static Map<String, JsonNode> named(String array, JsonNode elements) {
      Map<String, JsonNode> all = new HashMap<>();
      if (!elements.isArray() && !elements.isMissingNode() && !elements.isNull()) {
        throw ProductQuery.invalid(array, "must be an array");
      }
      for (JsonNode element : elements) {
        String name = text(array + ".name", element.path("name"));
        if (element.path("value").isMissingNode()) {
          throw ProductQuery.invalid(array + "." + name, "has no value");
        }
        if (all.put(name, element.path("value")) != null) {
          throw ProductQuery.invalid(array, "has '" + name + "' twice");
        }
      }
      return all;
    }

    private static String text(String where, JsonNode node) {
      if (!node.isString()) {
        throw ProductQuery.invalid(where, "must be a text");
      }
      return node.asString();
    }

    private static FailureException fixed(String name) {
      return ProductQuery.invalid(name, "is never changed");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.api.tmf.product.ProductStates;
import org.simplane.api.tmf.rest.Refusal;
import org.simplane.lifecycle.Wish;
import org.simplane.operator.CharacteristicControl.Characteristic;
import org.simplane.operator.CharacteristicControl.Kind;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;
import tools.jackson.databind.JsonNode;

/** What an item asks for of its product: the same that a PATCH of the product would change. */
final class ItemWishes {

  private static final int LONGEST = 255;
  private static final String CUSTOMER = "customer";

  private final String where;
  private final Map<Kind, String> characteristics = new LinkedHashMap<>();
  private Optional<Status> status = Optional.empty();

  /**
   * @param where the product's place in the order, for messages
   */
  ItemWishes(String where) {
    this.where = where;
  }

  void take(String attribute, JsonNode value) {
    switch (attribute) {
      case "status" -> status(attribute, value);
      case "productOffering" ->
          put(
              Kind.SERVICE_PLAN,
              attribute,
              value.path("name").isString() ? value.path("name") : value.path("id"));
      case "relatedParty" -> customer(value);
      case "productCharacteristic" -> characteristics(value);
      default ->
          throw Refusal.notOffered(
              "Orders change status, productOffering, the customer among relatedParty, and the characteristics"
                  + " connectivityStatus, simProfile and communicationPlan, and not "
                  + attribute);
    }
  }

  List<Wish> wishes() {
    List<Wish> wishes = new ArrayList<>();
    characteristics.forEach(
        (kind, value) -> wishes.add(new Wish.ToCharacteristic(new Characteristic(kind, value))));
    status.ifPresent(wanted -> wishes.add(new Wish.ToStatus(StatusTarget.of(wanted))));
    return wishes;
  }

  private void status(String attribute, JsonNode value) {
    Status wanted =
        ProductStates.wanted(value.asString(""))
            .orElseThrow(() -> invalid(attribute, "is to be one of the words of the definition"));
    if (status.isPresent() && status.get() != wanted) {
      throw invalid(attribute, "is asked for twice, and not the same");
    }
    status = Optional.of(wanted);
  }

  private void customer(JsonNode parties) {
    if (!parties.isArray() || parties.size() != 1) {
      throw invalid("relatedParty", "is to be a list of the one party with the role customer");
    }
    JsonNode party = parties.get(0);
    if (!party.path("role").asString("").equals(CUSTOMER)) {
      throw Refusal.notOffered("Of the related parties, the customer is changed");
    }
    put(Kind.CUSTOMER, "relatedParty.id", party.path("id"));
  }

  private void characteristics(JsonNode all) {
    if (!all.isArray()) {
      throw invalid("productCharacteristic", "is to be a list");
    }
    for (JsonNode one : all) {
      String name = one.path("name").asString("");
      String attribute = "productCharacteristic." + name;
      switch (name) {
        case "connectivityStatus" -> status(attribute, one.path("value"));
        case "simProfile" -> put(Kind.SIM_PROFILE, attribute, one.path("value"));
        case "communicationPlan" -> put(Kind.COMMUNICATION_PLAN, attribute, one.path("value"));
        case "" -> throw invalid("productCharacteristic.name", "is missing");
        default ->
            throw Refusal.notOffered("The characteristic '" + name + "' is not changed by orders");
      }
    }
  }

  private void put(Kind kind, String attribute, JsonNode value) {
    String text = value.asString("");
    if (!value.isString() || text.isBlank() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
      throw invalid(attribute, "is to be a text of 1 to " + LONGEST + " characters");
    }
    characteristics.put(kind, text);
  }

  private FailureException invalid(String attribute, String message) {
    return new FailureException(Failure.Invalid.field(where + "." + attribute, message));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.simplane.lifecycle.Wish;
import org.simplane.operator.CharacteristicControl.Characteristic;
import org.simplane.operator.CharacteristicControl.Kind;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;
import tools.jackson.databind.JsonNode;

/**
 * What a patch asks of an operator: a status, or a characteristic (seeds/003, "Update selected
 * characteristics"). Which paths mean characteristics is assumed: no public text has them.
 */
final class Wishes {

  private static final int LONGEST = 255;

  private Wishes() {}

  /**
   * @param alsoOfBundle whether the status may be named on the product itself, as in a batch
   */
  static List<Wish> of(Patch patch, Part part, boolean alsoOfBundle) {
    List<Wish> wishes = new ArrayList<>();
    for (Patch.Operation operation : patch.operations()) {
      wishes.add(wish(operation, part, alsoOfBundle));
    }
    return wishes;
  }

  private static Wish wish(Patch.Operation operation, Part part, boolean alsoOfBundle) {
    if (operation.verb() == Patch.Verb.REMOVE) {
      throw Request.invalid(operation.where() + ".op", "this cannot be removed");
    }
    return switch (operation.path()) {
      case "status" -> status(operation, part, alsoOfBundle);
      case "productOffering", "productOffering/name", "productOffering/id" ->
          of(operation, part, Part.BUNDLE, Kind.SERVICE_PLAN, value(operation, "name"));
      case "relatedParty", "relatedParty/id", "relatedParty/0/id", "relatedParty/0" ->
          of(operation, part, Part.BUNDLE, Kind.CUSTOMER, value(operation, "id"));
      case "productCharacteristic", "productCharacteristic/value" ->
          characteristic(operation, part);
      default ->
          throw Request.invalid(operation.where() + ".path", "cannot be changed by this request");
    };
  }

  private static Wish status(Patch.Operation operation, Part part, boolean alsoOfBundle) {
    boolean carries = part == Part.SIM_CARD || part == Part.TERMINAL;
    if (!carries && !(alsoOfBundle && part == Part.BUNDLE)) {
      throw Request.invalid(
          operation.where() + ".path",
          "the status is that of the SIM card or terminal: the id must end with "
              + Part.SIM_CARD.suffix()
              + " or "
              + Part.TERMINAL.suffix());
    }
    String text = operation.text();
    try {
      Status status = Status.valueOf(text.toUpperCase(Locale.ROOT));
      if (status != Status.UNKNOWN) {
        return new Wish.ToStatus(StatusTarget.of(status));
      }
    } catch (IllegalArgumentException unknown) {
      // told below
    }
    throw Request.invalid(operation.where() + ".value", "is no status that can be asked for");
  }

  private static Wish characteristic(Patch.Operation operation, Part part) {
    String name = operation.query().get("name");
    if (name == null) {
      name = operation.neededMember("name");
    }
    String value = value(operation, "value");
    return switch (name) {
      case "simProfile" -> of(operation, part, Part.SIM_CARD, Kind.SIM_PROFILE, value);
      case "communicationPlan" ->
          of(operation, part, Part.DATA_CONNECTIVITY, Kind.COMMUNICATION_PLAN, value);
      default ->
          throw Request.invalid(
              operation.where() + ".path", "the characteristic '" + name + "' cannot be changed");
    };
  }

  private static Wish of(Patch.Operation operation, Part part, Part home, Kind kind, String value) {
    if (part != home) {
      throw Request.invalid(
          operation.where() + ".path",
          home == Part.BUNDLE
              ? "belongs to the product itself, without a suffix"
              : "belongs to the sub-product " + home.suffix());
    }
    if (value.isBlank() || value.length() > LONGEST) {
      throw Request.invalid(operation.where() + ".value", "has 1 to " + LONGEST + " characters");
    }
    return new Wish.ToCharacteristic(new Characteristic(kind, value));
  }

  /** A text, or a member of an object, or that of the only object of a list. */
  private static String value(Patch.Operation operation, String member) {
    JsonNode node = operation.needed();
    JsonNode one = node.isArray() && node.size() == 1 ? node.get(0) : node;
    if (!one.isObject()) {
      return Request.text(one, operation.where() + ".value");
    }
    JsonNode found = one.get(member) != null ? one.get(member) : one.get("id");
    if (found == null) {
      throw Request.invalid(operation.where() + ".value." + member, "is missing");
    }
    return Request.text(found, operation.where() + ".value." + member);
  }
}

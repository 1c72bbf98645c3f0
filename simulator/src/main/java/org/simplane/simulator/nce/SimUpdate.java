// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.simplane.simulator.control.Effect;
import tools.jackson.databind.JsonNode;

/**
 * SimUpdate of the wire: what is left out stays as it is.
 *
 * @param label empty takes it away (assumed)
 */
record SimUpdate(@Nullable Boolean enabled, @Nullable String label, @Nullable Boolean imeiLock) {

  /**
   * Reads the fields of an object, whatever else it holds.
   *
   * @throws IllegalArgumentException if one of them is of the wrong kind
   */
  static SimUpdate of(JsonNode body) {
    if (!body.isObject()) {
      throw new IllegalArgumentException("A SIM update is an object");
    }
    JsonNode label = body.path("label");
    JsonNode lock = body.path("imei_lock");
    if (!(absent(label) || label.isString()) || !(absent(lock) || lock.isBoolean())) {
      throw new IllegalArgumentException("'label' is a string, 'imei_lock' is true or false");
    }
    return new SimUpdate(
        enabled(body.path("status")),
        absent(label) ? null : label.asString(),
        absent(lock) ? null : lock.booleanValue());
  }

  /** What it does to a SIM that stands so; also what it sets to the value it has already. */
  List<Effect> effects(String iccid, Line line) {
    List<Effect> effects = new ArrayList<>();
    if (enabled != null) {
      effects.add(new Effect(iccid, "status", line.statusWord(), enabled ? "Enabled" : "Disabled"));
    }
    if (label != null) {
      effects.add(new Effect(iccid, "label", line.label() == null ? "" : line.label(), label));
    }
    if (imeiLock != null) {
      effects.add(
          new Effect(iccid, "imei_lock", String.valueOf(line.imeiLock()), imeiLock.toString()));
    }
    return effects;
  }

  /** {@code Activated} and {@code Deactivated}, which some clients send, are taken too. */
  private static @Nullable Boolean enabled(JsonNode status) {
    if (absent(status)) {
      return null;
    }
    return switch (status.asString("")) {
      case "Enabled", "Activated" -> true;
      case "Disabled", "Deactivated" -> false;
      default -> throw new IllegalArgumentException("'status' is Enabled or Disabled");
    };
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}

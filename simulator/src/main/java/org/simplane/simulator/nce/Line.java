// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed about a SIM.
 *
 * @param imei as the network reported it; null before the first attach
 * @param session held there by the control; null: as the SIM's rhythm has it
 */
record Line(
    boolean enabled,
    Instant statusChangedAt,
    @Nullable String label,
    boolean imeiLock,
    @Nullable String imei,
    @Nullable Session session) {

  /** What the device does. */
  enum Session {
    OFFLINE,
    ATTACHED,
    ONLINE
  }

  Line with(SimUpdate update, Instant at) {
    Boolean wanted = update.enabled();
    boolean on = wanted == null ? enabled : wanted;
    String name = update.label() == null ? label : update.label().isEmpty() ? null : update.label();
    Boolean lock = update.imeiLock();
    return new Line(
        on,
        on == enabled ? statusChangedAt : at,
        name,
        lock == null ? imeiLock : lock,
        imei,
        session);
  }

  String statusWord() {
    return enabled ? "Enabled" : "Disabled";
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.time.Instant;
import java.util.Optional;
import org.simplane.operator.Imei;
import org.simplane.operator.Plmn;

/**
 * Where a SIM is, as the own network last told.
 *
 * @param seenAt when it last told anything that has to do with it
 * @param locatedAt when it last told where the SIM is
 * @param radio the network's word for the radio access, such as {@code EUTRAN}
 * @param area location or tracking area code
 * @param session the data session that is open
 */
public record Presence(
    State state,
    Optional<Instant> seenAt,
    Optional<Instant> locatedAt,
    Optional<Plmn> network,
    Optional<String> radio,
    Optional<Imei> imei,
    Optional<String> area,
    Optional<String> cell,
    Optional<Session> session) {

  /** How far a SIM got. */
  public enum State {
    OFFLINE,
    ATTACHED,
    /** Attached, with a data session. */
    ONLINE
  }

  /** A data session that is open. */
  public record Session(Instant startedAt, Optional<String> ipAddress) {}

  /** Off the network, or never heard of. */
  public static final Presence NONE =
      new Presence(
          State.OFFLINE,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.operator.EventDetail;
import org.simplane.operator.Imei;
import org.simplane.operator.OnlineState;
import org.simplane.operator.Plmn;

/**
 * How a subscription stands on its network, as was last told.
 *
 * @param since when it came into its state, as far as that was told
 * @param asOf when this was so; empty where nothing was ever told
 * @param word the operator's own for the state; may be empty
 * @param locatedAt when it was last told where the device is
 * @param radio the network's word for the radio access, such as {@code EUTRAN}
 * @param session the data session that is open
 * @param services what it is attached for, where the operator tells
 * @param detail of location and session, under the names of {@link EventDetail}
 */
public record Presence(
    long subscription,
    OnlineState state,
    Optional<Instant> since,
    Optional<Instant> asOf,
    String word,
    Optional<Instant> locatedAt,
    Optional<Plmn> network,
    Optional<String> radio,
    Optional<Imei> imei,
    Optional<Session> session,
    List<String> services,
    Map<String, String> detail) {

  public Presence {
    services = List.copyOf(services);
    detail = Map.copyOf(detail);
  }

  /** A data session that is open; {@code startedAt} is empty where the operator does not tell. */
  public record Session(
      Optional<Instant> startedAt, Optional<String> apn, Optional<String> ipAddress) {}

  /** Never heard of. */
  public static Presence none(long subscription) {
    return new Presence(
        subscription,
        OnlineState.OFFLINE,
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Map.of());
  }

  /** Off the air, whatever was last told; where it was stays known. */
  Presence offline() {
    return new Presence(
        subscription,
        OnlineState.OFFLINE,
        state == OnlineState.OFFLINE ? since : Optional.empty(),
        asOf,
        word,
        locatedAt,
        network,
        radio,
        imei,
        Optional.empty(),
        List.of(),
        detail);
  }

  /** Location or tracking area code. */
  public Optional<String> area() {
    return detail(EventDetail.AREA);
  }

  public Optional<String> cell() {
    return detail(EventDetail.CELL);
  }

  public Optional<String> detail(String name) {
    return Optional.ofNullable(detail.get(name));
  }
}

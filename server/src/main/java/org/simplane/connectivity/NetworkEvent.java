// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.simplane.operator.Imei;
import org.simplane.operator.Plmn;

/**
 * Something that happened to a subscription, as it is stored.
 *
 * @param kind a word of {@link Kinds}, or the teller's own
 * @param radio the network's word for the radio access, such as {@code EUTRAN}
 * @param detail what else was told, under the names of {@code EventDetail} where they reach
 */
public record NetworkEvent(
    long id,
    Instant at,
    long subscription,
    String kind,
    Source source,
    Optional<Plmn> network,
    Optional<String> radio,
    Optional<Imei> imei,
    Map<String, String> detail) {

  public NetworkEvent {
    detail = Map.copyOf(detail);
  }

  /** Who made it so. */
  public enum Source {
    NETWORK,
    /** A quota, a limit, a lock. */
    POLICY,
    /** Somebody who asked for it. */
    API
  }

  public Optional<String> detail(String name) {
    return Optional.ofNullable(detail.get(name));
  }

  /** Where an event stands in its list. */
  public record Position(Instant at, long id) {}

  public Position position() {
    return new Position(at, id);
  }
}

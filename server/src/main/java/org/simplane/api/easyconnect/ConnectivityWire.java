// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.connectivity.Presence;
import org.simplane.operator.OnlineState;
import org.simplane.operator.Plmn;

/** {@code GET /v1/sims/{iccid}/connectivity_info}: whether the network found the device, where. */
record ConnectivityWire(
    @Nullable SubscriberInfo subscriberInfo,
    @Nullable UssdInfo ussdInfo,
    String requestTimestamp,
    String replyTimestamp) {

  private static final String NO_ANSWER = "Request Timeout Error";

  /** The location stands in two places: newer clients read {@code location}, older ones do not. */
  record SubscriberInfo(
      boolean success,
      @Nullable String state,
      @Nullable String error,
      @Nullable Location location,
      @Nullable Boolean currentLocationRetrieved,
      @Nullable Long ageOfLocation,
      @Nullable CellGlobalId cellGlobalId) {

    static SubscriberInfo failed(String error) {
      return new SubscriberInfo(false, null, error, null, null, null, null);
    }

    static SubscriberInfo of(Presence presence, Instant now) {
      Location location = Location.of(presence, now);
      return new SubscriberInfo(
          true,
          state(presence),
          null,
          location,
          location.currentLocationRetrieved(),
          location.ageOfLocation(),
          location.cellGlobalId());
    }

    /** The operator's own word, where it is one of this field; the own network's are ours. */
    private static String state(Presence presence) {
      return presence.word().matches("[a-z]+(_[a-z]+)+")
          ? presence.word()
          : presence.state() == OnlineState.OFFLINE ? "not_provided_from_vlr" : "assumed_idle";
    }
  }

  /**
   * Where it was last seen.
   *
   * @param ageOfLocation in minutes
   */
  record Location(
      boolean currentLocationRetrieved,
      @Nullable Long ageOfLocation,
      @Nullable CellGlobalId cellGlobalId) {

    private static Location of(Presence presence, Instant now) {
      Optional<Duration> age = presence.locatedAt().map(at -> Duration.between(at, now));
      return new Location(
          presence.state() != OnlineState.OFFLINE
              && age.filter(old -> old.toSeconds() < 5).isPresent(),
          age.map(old -> Math.max(0, old.toMinutes())).orElse(null),
          presence.network().map(plmn -> CellGlobalId.of(plmn, presence)).orElse(null));
    }
  }

  record CellGlobalId(String mcc, String mnc, @Nullable Long lac, @Nullable Long cid) {

    private static CellGlobalId of(Plmn plmn, Presence presence) {
      return new CellGlobalId(
          plmn.mcc(),
          plmn.mnc(),
          presence.area().flatMap(CellGlobalId::number).orElse(null),
          presence.cell().flatMap(CellGlobalId::number).orElse(null));
    }

    private static Optional<Long> number(String text) {
      return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
  }

  /** No network of ours takes part in USSD, so it never answers. */
  record UssdInfo(boolean success, String error) {

    static UssdInfo none() {
      return new UssdInfo(false, NO_ANSWER);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.connectivity.Presence;
import org.simplane.connectivity.Presence.Session;
import org.simplane.connectivity.Presence.State;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Plmn;

/**
 * Whether a SIM is online, and where.
 *
 * @param location only while attached
 * @param pdpContext only while online
 * @param services always there: a client joins them unseen
 */
record StatusWire(
    String status,
    @Nullable Location location,
    @Nullable PdpContext pdpContext,
    List<String> services) {

  /**
   * @param operatorId digits of MCC and MNC
   */
  record Location(
      String iccid,
      @Nullable String imsi,
      @Nullable String lastUpdated,
      @Nullable String lastUpdatedGprs,
      @Nullable String operatorId,
      @Nullable Country country) {}

  record Country(String mcc) {}

  /**
   * @param duration hours, minutes and seconds
   */
  record PdpContext(
      @Nullable String imsi,
      String created,
      String duration,
      @Nullable String mcc,
      @Nullable String mnc,
      @Nullable String lac,
      @Nullable String ci,
      @Nullable String ueIpAddress,
      @Nullable String imeisv,
      @Nullable RadioType ratType) {}

  record RadioType(String ratTypeId, String description) {

    private static @Nullable RadioType of(String radio) {
      return switch (radio.toUpperCase(Locale.ROOT)) {
        case "UTRAN", "3G" -> new RadioType("1", "3G");
        case "GERAN", "2G" -> new RadioType("2", "2G");
        case "HSPA", "HSPA+" -> new RadioType("5", "HSPA+");
        case "EUTRAN", "LTE", "4G" -> new RadioType("6", "LTE");
        case "NB-IOT" -> new RadioType("8", "NB-IoT");
        case "LTE-M", "CAT-M" -> new RadioType("9", "CAT-M");
        default -> null; // the original has no number for it
      };
    }
  }

  static StatusWire of(Subscription sim, Presence presence, Instant now) {
    boolean offline = presence.state() == State.OFFLINE;
    return new StatusWire(
        presence.state().name(),
        offline ? null : location(sim, presence),
        presence.session().map(session -> context(sim, presence, session, now)).orElse(null),
        offline ? List.of() : List.of("GPRS"));
  }

  private static Location location(Subscription sim, Presence presence) {
    return new Location(
        SimWire.iccid(sim.identity().iccid().orElseThrow()),
        imsi(sim),
        presence.locatedAt().map(Dates::plain).orElse(null),
        presence.seenAt().map(Dates::plain).orElse(null),
        presence.network().map(plmn -> plmn.mcc() + plmn.mnc()).orElse(null),
        presence.network().map(plmn -> new Country(plmn.mcc())).orElse(null));
  }

  private static PdpContext context(
      Subscription sim, Presence presence, Session session, Instant now) {
    Optional<Plmn> network = presence.network();
    return new PdpContext(
        imsi(sim),
        Dates.plain(session.startedAt()),
        duration(Duration.between(session.startedAt(), now)),
        network.map(Plmn::mcc).orElse(null),
        network.map(Plmn::mnc).orElse(null),
        presence.area().orElse(null),
        presence.cell().orElse(null),
        session.ipAddress().orElse(null),
        presence.imei().map(Imei::digits).orElse(null),
        presence.radio().map(RadioType::of).orElse(null));
  }

  private static @Nullable String imsi(Subscription sim) {
    return sim.identity().imsi().map(Imsi::digits).orElse(null);
  }

  private static String duration(Duration open) {
    Duration whole = open.isNegative() ? Duration.ZERO : open;
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d",
        whole.toHours(),
        whole.toMinutesPart(),
        whole.toSecondsPart());
  }
}

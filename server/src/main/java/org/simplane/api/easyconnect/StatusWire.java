// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.connectivity.NetworkNames;
import org.simplane.connectivity.Presence;
import org.simplane.connectivity.Presence.Session;
import org.simplane.inventory.Subscription;
import org.simplane.operator.EventDetail;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.OnlineState;
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

  /** All texts, as recorded, but for the operator. */
  record Location(
      String iccid,
      @Nullable String imsi,
      @Nullable String lastUpdated,
      @Nullable String lastUpdatedGprs,
      @Nullable String sgsnNumber,
      @Nullable String sgsnNumberNp,
      @Nullable String vlrNumber,
      @Nullable String vlrNumberNp,
      @Nullable String msc,
      @Nullable String mscNumberNp,
      @Nullable String sgsnIpAddress,
      @Nullable String operatorId,
      @Nullable NetworkWire operator,
      @Nullable CountryWire country) {}

  /** A network; its number is its MCC and MNC. */
  record NetworkWire(int id, @Nullable String name, @Nullable NetworkCountry country) {

    private static NetworkWire of(Plmn plmn) {
      return new NetworkWire(
          Integer.parseInt(plmn.mcc() + plmn.mnc()),
          NetworkNames.operator(plmn).orElse(null),
          NetworkNames.country(plmn)
              .map(c -> new NetworkCountry(Integer.parseInt(c.mcc()), c.name(), c.isoCode()))
              .orElse(null));
    }
  }

  record NetworkCountry(int id, String name, String isoCode) {}

  record CountryWire(
      @Nullable String countryId,
      @Nullable String name,
      @Nullable String countryCode,
      String mcc,
      @Nullable String isoCode,
      @Nullable String latitude,
      @Nullable String longitude) {

    private static CountryWire of(Plmn plmn) {
      return NetworkNames.country(plmn)
          .map(c ->
              new CountryWire(
                  c.mcc(),
                  c.name(),
                  c.callingCode(),
                  c.mcc(),
                  c.isoCode(),
                  degrees(c.latitude()),
                  degrees(c.longitude())))
          .orElseGet(() -> new CountryWire(null, null, null, plmn.mcc(), null, null, null));
    }

    private static String degrees(int whole) {
      return String.format(Locale.ROOT, "%d.000000", whole);
    }
  }

  /**
   * All texts.
   *
   * @param duration hours, minutes and seconds
   */
  record PdpContext(
      @Nullable String pdpContextId,
      String endpointId,
      String organisationId,
      @Nullable String imsi,
      String simId,
      @Nullable String sgsnControlPlaneIpAddress,
      @Nullable String sgsnDataPlaneIpAddress,
      @Nullable String ggsnControlPlaneIpAddress,
      @Nullable String ggsnDataPlaneIpAddress,
      @Nullable String apn,
      @Nullable String created,
      @Nullable String mcc,
      @Nullable String mnc,
      @Nullable String operatorId,
      @Nullable String lac,
      @Nullable String ci,
      @Nullable String ueIpAddress,
      @Nullable String imeisv,
      @Nullable String duration,
      @Nullable RadioType ratType) {}

  record RadioType(String ratTypeId, String description) {

    /** Whether the network numbers tracking areas in place of location areas. */
    boolean isLate() {
      return switch (ratTypeId) {
        case "6", "8", "9" -> true;
        default -> false;
      };
    }

    static @Nullable RadioType of(String radio) {
      return switch (radio.toUpperCase(Locale.ROOT)) {
        case "UTRAN", "3G" -> new RadioType("1", "3G");
        case "GERAN", "2G" -> new RadioType("2", "2G");
        case "HSPA", "HSPA+" -> new RadioType("5", "HSPA+");
        case "EUTRAN", "E_UTRAN", "LTE", "4G" -> new RadioType("6", "LTE");
        case "NB-IOT" -> new RadioType("8", "NB-IoT");
        case "LTE-M", "CAT-M" -> new RadioType("9", "CAT-M");
        default -> null; // the original has no number for it
      };
    }
  }

  static StatusWire of(Subscription sim, Presence presence, Instant now) {
    boolean offline = presence.state() == OnlineState.OFFLINE;
    List<String> services =
        !presence.services().isEmpty() || offline ? presence.services() : List.of("GPRS");
    return new StatusWire(
        presence.state().name(),
        offline ? null : location(sim, presence),
        presence.session().map(session -> context(sim, presence, session, now)).orElse(null),
        services);
  }

  static Location location(Subscription sim, Presence presence) {
    String vlr = presence.detail(EventDetail.VLR).orElse(null);
    String sgsn = presence.detail(EventDetail.SGSN).orElse(null);
    String msc = presence.detail(EventDetail.MSC).orElse(vlr);
    return new Location(
        SimWire.iccid(sim.identity().iccid().orElseThrow()),
        imsi(sim),
        presence.locatedAt().map(Dates::plain).orElse(null),
        presence.asOf().map(Dates::plain).orElse(null),
        sgsn,
        sgsn,
        vlr,
        vlr,
        msc,
        msc,
        presence.detail(EventDetail.SGSN_ADDRESS).orElse(null),
        presence.network().map(StatusWire::operatorId).orElse(null),
        presence.network().map(NetworkWire::of).orElse(null),
        presence.network().map(CountryWire::of).orElse(null));
  }

  private static PdpContext context(
      Subscription sim, Presence presence, Session session, Instant now) {
    Optional<Plmn> network = presence.network();
    String sgsn = presence.detail(EventDetail.SGSN_ADDRESS).orElse(null);
    String gateway = presence.detail(EventDetail.GATEWAY_ADDRESS).orElse(null);
    String id = Long.toString(sim.id());
    return new PdpContext(
        presence.detail(EventDetail.SESSION).orElse(null),
        id,
        Long.toString(sim.organisation()),
        imsi(sim),
        id,
        sgsn,
        sgsn,
        gateway,
        gateway,
        session.apn().orElse(null),
        session.startedAt().map(Dates::plain).orElse(null),
        network.map(Plmn::mcc).orElse(null),
        network.map(Plmn::mnc).orElse(null),
        network.map(StatusWire::operatorId).orElse(null),
        presence.area().orElse(null),
        presence.cell().orElse(null),
        session.ipAddress().orElse(null),
        presence.imei().map(Imei::digits).orElse(null),
        session.startedAt().map(at -> duration(Duration.between(at, now))).orElse(null),
        presence.radio().map(RadioType::of).orElse(null));
  }

  private static String operatorId(Plmn plmn) {
    return plmn.mcc() + plmn.mnc();
  }

  static @Nullable String imsi(Subscription sim) {
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

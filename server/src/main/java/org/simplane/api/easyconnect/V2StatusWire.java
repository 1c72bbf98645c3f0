// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.connectivity.Presence;
import org.simplane.connectivity.Presence.Session;
import org.simplane.inventory.Allowance;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Imei;
import org.simplane.operator.OnlineState;
import org.simplane.operator.Plmn;
import org.simplane.operator.Service;
import org.simplane.operator.Status;

/**
 * Whether a SIM is online, and where, in version 2.
 *
 * @param location only while attached
 * @param pdpContexts none unless online
 */
record V2StatusWire(
    Described status,
    Described dataTrafficLimitState,
    @Nullable Location location,
    List<PdpContext> pdpContexts,
    List<String> services) {

  record Described(String description) {}

  record Location(
      String iccid,
      @Nullable String imsi,
      @Nullable String lastUpdated,
      @Nullable String sgsnNumber,
      @Nullable String vlrNumber,
      @Nullable String operatorId,
      @Nullable String msc,
      @Nullable String sgsnIpAddress) {}

  /**
   * @param gtpV1Uli where the SIM is, on 2G and 3G; on later networks {@code gtpV2Uli}
   */
  record PdpContext(
      String simId,
      String organisationId,
      @Nullable String imsi,
      @Nullable String apn,
      @Nullable String created,
      @Nullable String mcc,
      @Nullable String mnc,
      @Nullable GtpV1Uli gtpV1Uli,
      @Nullable GtpV2Uli gtpV2Uli,
      @Nullable String ueIpAddress,
      @Nullable String imeisv,
      StatusWire.@Nullable RadioType ratType) {}

  record GtpV1Uli(@Nullable String lac, @Nullable String ci) {}

  record GtpV2Uli(@Nullable String tac, @Nullable String eci) {}

  static V2StatusWire of(Subscription sim, Presence presence) {
    boolean offline = presence.state() == OnlineState.OFFLINE;
    boolean blocked = sim.standing().status() == Status.BLOCKED;
    return new V2StatusWire(
        new Described(blocked ? "BLOCKED" : presence.state().name()),
        new Described(isUsedUp(sim) ? "REACHED" : "NOT_REACHED"),
        offline ? null : location(sim, presence),
        presence
            .session()
            .map(session -> List.of(context(sim, presence, session)))
            .orElse(List.of()),
        offline || !presence.services().isEmpty() ? presence.services() : List.of("GPRS"));
  }

  private static boolean isUsedUp(Subscription sim) {
    Allowance data = sim.allowances().get(Service.DATA);
    return data != null && data.state() == Allowance.State.EXHAUSTED;
  }

  private static Location location(Subscription sim, Presence presence) {
    StatusWire.Location first = StatusWire.location(sim, presence);
    return new Location(
        first.iccid(),
        first.imsi(),
        first.lastUpdated(),
        first.sgsnNumber(),
        first.vlrNumber(),
        first.operatorId(),
        first.msc(),
        first.sgsnIpAddress());
  }

  private static PdpContext context(Subscription sim, Presence presence, Session session) {
    Optional<Plmn> network = presence.network();
    StatusWire.RadioType radio = presence.radio().map(StatusWire.RadioType::of).orElse(null);
    String area = presence.area().orElse(null);
    String cell = presence.cell().orElse(null);
    boolean located = area != null || cell != null;
    boolean late = radio != null && radio.isLate();
    return new PdpContext(
        Long.toString(sim.id()),
        Long.toString(sim.organisation()),
        StatusWire.imsi(sim),
        session.apn().orElse(null),
        session.startedAt().map(Dates::iso).orElse(null),
        network.map(Plmn::mcc).orElse(null),
        network.map(Plmn::mnc).orElse(null),
        located && !late ? new GtpV1Uli(area, cell) : null,
        located && late ? new GtpV2Uli(area, cell) : null,
        session.ipAddress().orElse(null),
        presence.imei().map(Imei::digits).orElse(null),
        radio);
  }
}

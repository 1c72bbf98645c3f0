// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.simplane.connectivity.Kinds;
import org.simplane.connectivity.NetworkEvent;
import org.simplane.connectivity.NetworkNames;
import org.simplane.inventory.Subscription;
import org.simplane.operator.EventDetail;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Plmn;

/**
 * Something that happened to a SIM.
 *
 * @param eventType a whole sentence
 */
record EventWire(
    String timestamp,
    String eventType,
    String iccid,
    @Nullable String imei,
    @Nullable String imsi,
    @Nullable String country,
    @Nullable String operator,
    @Nullable String mcc,
    @Nullable String mnc,
    boolean alert,
    String eventSeverity) {

  private static final Set<String> ALERTS =
      Set.of(Kinds.QUOTA_THRESHOLD, Kinds.QUOTA_EXHAUSTED, Kinds.LOCK_VIOLATED);

  static EventWire of(NetworkEvent event, Subscription sim) {
    Optional<Plmn> network = event.network();
    Optional<String> imsi = sim.identity().imsi().map(Imsi::digits);
    boolean alert = isAlert(event);
    return new EventWire(
        Dates.millis(event.at()),
        EventTexts.of(event, imsi.orElse("")),
        SimWire.iccid(sim.identity().iccid().orElseThrow()),
        event.imei().map(Imei::digits).orElse(null),
        imsi.orElse(null),
        network
            .flatMap(NetworkNames::country)
            .map(NetworkNames.Country::name)
            .or(() -> event.detail(EventDetail.COUNTRY_NAME))
            .orElse(null),
        event
            .detail(EventDetail.OPERATOR_NAME)
            .or(() -> network.flatMap(NetworkNames::operator))
            .orElse(null),
        network.map(Plmn::mcc).orElse(null),
        network.map(Plmn::mnc).orElse(null),
        alert,
        event
            .detail(EventDetail.SEVERITY)
            .map(EventWire::severity)
            .orElse(alert ? "Warn" : "Info"));
  }

  /** As the operator says, else by what it is. */
  static boolean isAlert(NetworkEvent event) {
    return event
        .detail(EventDetail.ALERT)
        .map(Boolean::valueOf)
        .orElseGet(() -> ALERTS.contains(event.kind()));
  }

  private static String severity(String word) {
    return switch (word) {
      case "WARN", "WARNING" -> "Warn";
      case "CRITICAL" -> "Critical";
      default -> "Info";
    };
  }
}

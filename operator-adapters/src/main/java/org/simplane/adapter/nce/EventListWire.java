// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.EventDetail;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.OperatorEvent.Severity;
import org.simplane.operator.Plmn;
import org.simplane.operator.SubscriptionRef;

/** Answer of {@code GET /v1/sims/{iccid}/events} (contract section 5). */
record EventListWire(@Nullable List<Event> events) {

  /**
   * An event; only time and sentence are sure to be there.
   *
   * @param eventType the sentence
   */
  record Event(
      @Nullable String timestamp,
      @Nullable String eventType,
      @Nullable String imei,
      @Nullable String imsi,
      @Nullable String country,
      @Nullable String operator,
      @Nullable String mcc,
      @Nullable String mnc,
      @Nullable Boolean alert,
      @Nullable String eventSeverity) {

    /** Empty for one without a time. */
    Optional<OperatorEvent> event(SubscriptionRef ref) {
      Optional<Instant> at = Optional.ofNullable(timestamp).flatMap(NceDates::read);
      String sentence = eventType == null ? "" : eventType;
      return at.map(time ->
          EventWords.event(
              new EventWords.Told(
                  Optional.empty(),
                  sentence,
                  sentence,
                  Optional.of(ref),
                  time,
                  severity(),
                  alert != null && alert,
                  SimWire.read(imsi, Imsi::of),
                  SimWire.read(imei, Imei::of),
                  SimWire.read(mcc == null || mnc == null ? null : mcc + "-" + mnc, Plmn::of),
                  Optional.empty(),
                  detail())));
    }

    private Severity severity() {
      String word = eventSeverity == null ? "" : eventSeverity.toUpperCase(Locale.ROOT);
      return word.startsWith("WARN")
          ? Severity.WARNING
          : word.startsWith("CRIT") ? Severity.CRITICAL : Severity.INFO;
    }

    private String detail() {
      Map<String, String> detail = new LinkedHashMap<>();
      if (operator != null) {
        detail.put(EventDetail.OPERATOR_NAME, operator);
      }
      if (country != null) {
        detail.put(EventDetail.COUNTRY_NAME, country);
      }
      return Json.write(detail);
    }
  }
}

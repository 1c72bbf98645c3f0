// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.ConnectivityReports.ConnectivityReport;
import org.simplane.operator.ConnectivityReports.OpenSession;
import org.simplane.operator.EventDetail;
import org.simplane.operator.Imei;
import org.simplane.operator.OnlineState;
import org.simplane.operator.Plmn;
import tools.jackson.databind.JsonNode;

/** Answer of {@code GET /v1/sims/{iccid}/status} (contract section 5). */
record ConnectivityWire(
    @Nullable String status,
    @Nullable JsonNode location,
    @Nullable JsonNode pdpContext,
    @Nullable List<String> services) {

  ConnectivityReport report() {
    String word = status == null ? "" : status;
    JsonNode place = location == null ? Json.nothing() : location;
    JsonNode context = pdpContext == null ? Json.nothing() : pdpContext;
    Map<String, String> detail = new LinkedHashMap<>();
    put(detail, EventDetail.AREA, text(context, "lac"));
    put(detail, EventDetail.CELL, text(context, "ci"));
    put(detail, EventDetail.VLR, text(place, "vlr_number"));
    put(detail, EventDetail.SGSN, text(place, "sgsn_number"));
    put(detail, EventDetail.MSC, text(place, "msc"));
    put(detail, EventDetail.SGSN_ADDRESS, text(place, "sgsn_ip_address"));
    put(detail, EventDetail.SESSION, text(context, "pdp_context_id"));
    put(detail, EventDetail.OPERATOR_NAME, text(place.path("operator"), "name"));
    put(detail, EventDetail.COUNTRY_NAME, text(place.path("country"), "name"));
    String mcc =
        text(context, "mcc") == null ? text(place.path("country"), "mcc") : text(context, "mcc");
    String mnc = text(context, "mnc");
    OnlineState state = state(word);
    return new ConnectivityReport(
        state,
        word,
        Optional.ofNullable(text(place, "last_updated_gprs"))
            .or(() -> Optional.ofNullable(text(place, "last_updated")))
            .flatMap(NceDates::read),
        SimWire.read(mcc == null || mnc == null ? null : mcc + "-" + mnc, Plmn::of),
        EventWords.radio(number(context.path("rat_type"))),
        SimWire.read(text(context, "imeisv"), Imei::of),
        state == OnlineState.ONLINE
            ? Optional.of(
                new OpenSession(
                    Optional.ofNullable(text(context, "created")).flatMap(NceDates::read),
                    Optional.ofNullable(text(context, "apn")),
                    Optional.ofNullable(text(context, "ue_ip_address"))))
            : Optional.empty(),
        services == null ? List.of() : services.stream().filter(Objects::nonNull).toList(),
        detail);
  }

  private static OnlineState state(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "ONLINE" -> OnlineState.ONLINE;
      case "ATTACHED" -> OnlineState.ATTACHED;
      default -> OnlineState.OFFLINE;
    };
  }

  private static int number(JsonNode ratType) {
    String id = text(ratType, "rat_type_id");
    return id != null && id.matches("\\d{1,3}") ? Integer.parseInt(id) : 0;
  }

  private static @Nullable String text(JsonNode node, String field) {
    String text = node.path(field).asString("");
    return text.isBlank() ? null : text;
  }

  private static void put(Map<String, String> detail, String name, @Nullable String value) {
    if (value != null) {
      detail.put(name, value);
    }
  }
}

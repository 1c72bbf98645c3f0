// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.ConnectivityReports;
import org.simplane.operator.EventDetail;
import org.simplane.operator.OnlineState;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Plmn;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code GET /devices/{iccid}/sessionInfo}, and where the device is from {@code
 * /locationHistory}, which not every operator has (contract A.5).
 */
final class JasperConnectivity implements ConnectivityReports {

  record SessionWire(
      @Nullable String ipAddress,
      @Nullable String ipv6Address,
      @Nullable String apn,
      @Nullable String dateSessionStarted,
      @Nullable String dateSessionEnded) {}

  private final JasperClient client;
  private volatile boolean showsPlaces = true;

  JasperConnectivity(JasperClient client) {
    this.client = client;
  }

  /** In a session, or nothing is known of the device: Control Center tells no registration. */
  @Override
  public ConnectivityReport report(SubscriptionRef ref) throws OperatorException {
    String device = "/devices/" + RestClient.encoded(ref.operatorKey());
    SessionWire session = client.get(device + "/sessionInfo", SessionWire.class);
    if (session.dateSessionStarted() == null || session.dateSessionEnded() != null) {
      return ConnectivityReport.of(OnlineState.OFFLINE, "");
    }
    Optional<Instant> started = JasperDates.read(session.dateSessionStarted());
    Optional<JsonNode> place = place(device);
    Map<String, String> detail = new HashMap<>();
    place.ifPresent(found -> {
      text(found, "cellLac", "cellLAC").ifPresent(area -> detail.put(EventDetail.AREA, area));
      text(found, "cellId").ifPresent(cell -> detail.put(EventDetail.CELL, cell));
    });
    return new ConnectivityReport(
        OnlineState.ONLINE,
        "",
        place.flatMap(found -> text(found, "date")).flatMap(JasperDates::read).or(() -> started),
        place.flatMap(JasperConnectivity::network),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new OpenSession(
                started,
                Optional.ofNullable(session.apn()),
                Optional.ofNullable(session.ipAddress())
                    .or(() -> Optional.ofNullable(session.ipv6Address())))),
        List.of(),
        detail);
  }

  /** Without dates the two most recent are shown; which of them comes first is assumed. */
  private Optional<JsonNode> place(String device) throws OperatorException {
    if (!showsPlaces) {
      return Optional.empty();
    }
    try {
      JsonNode first =
          client.get(device + "/locationHistory", JsonNode.class).path("simLocations").path(0);
      return first.isObject() ? Optional.of(first) : Optional.empty();
    } catch (OperatorException e) {
      if (e.kind() != Kind.NOT_FOUND && e.kind() != Kind.REJECTED) {
        throw e;
      }
      showsPlaces = false; // this operator does not offer it
      return Optional.empty();
    }
  }

  private static Optional<Plmn> network(JsonNode place) {
    String mcc = text(place, "servingMcc", "servingMCC").orElse("");
    String mnc = text(place, "servingMnc", "servingMNC").orElse("");
    return mcc.matches("\\d{3}") && mnc.matches("\\d{2,3}")
        ? Optional.of(new Plmn(mcc, mnc))
        : Optional.empty();
  }

  private static Optional<String> text(JsonNode node, String... names) {
    for (String name : names) {
      String value = node.path(name).asString("");
      if (!value.isBlank()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.adapter.rest.RestClient;
import org.simplane.adapter.rest.Xml;
import org.simplane.operator.ConnectivityReports;
import org.simplane.operator.EventDetail;
import org.simplane.operator.Imei;
import org.simplane.operator.OnlineState;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Plmn;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.databind.JsonNode;

/**
 * Whether a subscription is on the network: {@code SubscriptionTraffic.Query} of the portal's SOAP
 * service, the only one that tells it for every operator; and its cell, by REST, where the operator
 * has that (contract B.5, B.6).
 */
final class IotaTraffic implements ConnectivityReports {

  /** Of the location update; what other words there are is not documented. */
  private static final Set<String> PRESENT =
      Set.of("attached", "registered", "active", "true", "1");

  private final SoapClient soap;
  private final Optional<IotaClient> locations;
  private volatile boolean showsCells = true;

  IotaTraffic(SoapClient soap, Optional<IotaClient> locations) {
    this.soap = soap;
    this.locations = locations;
  }

  @Override
  public ConnectivityReport report(SubscriptionRef ref) throws OperatorException {
    Xml answer =
        soap.call(
            "SubscriptionTraffic",
            "Query",
            SoapClient.resource(ref.operatorKey()) + SoapClient.elements(Map.of("range", "1")));
    Xml traffic =
        answer
            .find("traffic")
            .orElseThrow(() ->
                new OperatorException(
                    Kind.MALFORMED_REPLY, "IoT Accelerator's answer holds no traffic"));
    return switch (traffic.textOf("returnCode").orElse("0")) {
      case "0" -> report(ref, traffic);
      case "1" -> ConnectivityReport.of(OnlineState.OFFLINE, "");
      case "4" ->
          throw new OperatorException(
              Kind.NOT_FOUND, "IoT Accelerator does not show " + ref.businessId());
      default ->
          throw new OperatorException(
              Kind.OPERATOR_FAULT, "IoT Accelerator cannot tell of " + ref.businessId());
    };
  }

  private ConnectivityReport report(SubscriptionRef ref, Xml traffic) throws OperatorException {
    Optional<Xml> update = traffic.find("lastLu");
    Optional<Xml> data = traffic.find("gprs");
    boolean online =
        data.flatMap(gprs -> gprs.textOf("pdpActive")).map(IotaTraffic::isYes).orElse(false);
    boolean attached =
        update.flatMap(lu -> lu.textOf("status")).map(IotaTraffic::isYes).orElse(false)
            || update.flatMap(lu -> lu.textOf("gprsStatus")).map(IotaTraffic::isYes).orElse(false);
    String word = update.flatMap(lu -> lu.textOf("status")).orElse("");
    if (!online && !attached) {
      return ConnectivityReport.of(OnlineState.OFFLINE, word);
    }
    Optional<JsonNode> cell = cell(ref);
    Map<String, String> detail = new HashMap<>();
    update.flatMap(lu -> lu.textOf("vlrGt")).ifPresent(vlr -> detail.put(EventDetail.VLR, vlr));
    cell.ifPresent(found -> {
      put(detail, EventDetail.AREA, found.path("lac").asString(""));
      put(detail, EventDetail.CELL, found.path("cellId").asString(""));
    });
    Optional<OpenSession> session =
        online
            ? data.map(gprs ->
                new OpenSession(
                    gprs.textOf("activation").flatMap(SubscriptionWire::time),
                    gprs.textOf("apn"),
                    gprs.textOf("ip")))
            : Optional.empty();
    return new ConnectivityReport(
        online ? OnlineState.ONLINE : OnlineState.ATTACHED,
        word,
        locatedAt(update, cell),
        network(update, cell),
        cell.map(found -> found.path("radioType").asString("")).filter(radio -> !radio.isEmpty()),
        imei(traffic),
        session,
        List.of(),
        detail);
  }

  private static Optional<Instant> locatedAt(Optional<Xml> update, Optional<JsonNode> cell) {
    return cell.map(found -> found.path("updatedAt").asString(""))
        .flatMap(SubscriptionWire::time)
        .or(() -> update.flatMap(lu -> lu.textOf("timestamp")).flatMap(SubscriptionWire::time));
  }

  /** Whether the codes of a location update are those of the network is not documented. */
  private static Optional<Plmn> network(Optional<Xml> update, Optional<JsonNode> cell) {
    Optional<Plmn> served =
        cell.flatMap(found -> plmn(found.path("mcc").asString(""), found.path("mnc").asString("")));
    return served.or(() ->
        update.flatMap(
            lu -> plmn(lu.textOf("countryCode").orElse(""), lu.textOf("operatorCode").orElse(""))));
  }

  private static Optional<Plmn> plmn(String country, String network) {
    return country.matches("\\d{3}") && network.matches("\\d{2,3}")
        ? Optional.of(new Plmn(country, network))
        : Optional.empty();
  }

  /** One without a place is 404; an operator without the service refuses. */
  private Optional<JsonNode> cell(SubscriptionRef ref) throws OperatorException {
    if (locations.isEmpty() || !showsCells) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          locations
              .get()
              .get(
                  "/iot/api/subscriptions/locations/cell-global-identities"
                      + "?subscriptionIdType=IMSI&subscriptionId="
                      + RestClient.encoded(ref.operatorKey())));
    } catch (OperatorException e) {
      if (e.kind() == Kind.REJECTED) {
        showsCells = false;
      } else if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static void put(Map<String, String> detail, String name, String value) {
    if (!value.isEmpty()) {
      detail.put(name, value);
    }
  }

  private static Optional<Imei> imei(Xml traffic) {
    try {
      return traffic.textOf("imei").map(Imei::of);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean isYes(String word) {
    return PRESENT.contains(word.toLowerCase(Locale.ROOT));
  }
}

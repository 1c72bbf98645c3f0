// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.time.Duration;
import java.util.LinkedHashMap;
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

/**
 * Whether a SIM is online, and where: {@code GET /v1/sims/{iccid}/status}. Easy Connect's guide
 * does not have that call; where it is not there, {@code connectivity_info} is asked, which tells
 * less.
 */
final class NceConnectivity implements ConnectivityReports {

  private final NceClient client;

  NceConnectivity(NceClient client) {
    this.client = client;
  }

  /** Answer of {@code connectivity_info}: the place in either of two places. */
  record InfoWire(@Nullable SubscriberWire subscriberInfo, @Nullable String replyTimestamp) {}

  /** What the network said. */
  record SubscriberWire(
      @Nullable Boolean success,
      @Nullable String state,
      @Nullable LocationWire location,
      @Nullable Integer ageOfLocation,
      @Nullable CellWire cellGlobalId) {}

  /** Where the device is; its age in minutes. */
  record LocationWire(@Nullable Integer ageOfLocation, @Nullable CellWire cellGlobalId) {}

  /** A cell. */
  record CellWire(
      @Nullable String mcc, @Nullable String mnc, @Nullable Long lac, @Nullable Long cid) {}

  @Override
  public ConnectivityReport report(SubscriptionRef ref) throws OperatorException {
    String sim = "/v1/sims/" + RestClient.encoded(ref.operatorKey());
    try {
      return client.get(sim + "/status", ConnectivityWire.class).report();
    } catch (OperatorException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
    }
    InfoWire wire = client.get(sim + "/connectivity_info?subscriber=true", InfoWire.class);
    SubscriberWire subscriber = wire.subscriberInfo();
    if (subscriber == null || !Boolean.TRUE.equals(subscriber.success())) {
      return ConnectivityReport.of(OnlineState.OFFLINE, "");
    }
    String word = subscriber.state() == null ? "" : subscriber.state();
    CellWire cell =
        subscriber.location() == null
            ? subscriber.cellGlobalId()
            : subscriber.location().cellGlobalId();
    if (cell == null) {
      return ConnectivityReport.of(OnlineState.OFFLINE, word);
    }
    Integer age =
        subscriber.location() == null
            ? subscriber.ageOfLocation()
            : subscriber.location().ageOfLocation();
    Map<String, String> detail = new LinkedHashMap<>();
    detail.put(EventDetail.AREA, String.valueOf(cell.lac()));
    detail.put(EventDetail.CELL, String.valueOf(cell.cid()));
    return new ConnectivityReport(
        OnlineState.ATTACHED,
        word,
        Optional.ofNullable(wire.replyTimestamp())
            .flatMap(NceDates::read)
            .map(at -> at.minus(Duration.ofMinutes(age == null ? 0 : age))),
        SimWire.read(cell.mcc() + "-" + cell.mnc(), Plmn::of),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        detail);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.simplane.connectivity.History;
import org.simplane.connectivity.NetworkEvent;
import org.simplane.connectivity.NetworkNames;
import org.simplane.connectivity.Presence;
import org.simplane.operator.EventDetail;
import org.simplane.operator.Imei;
import org.simplane.operator.OnlineState;
import org.simplane.operator.Plmn;

/** What is shown of SIMs on their networks. */
final class ConnectivityWires {

  private ConnectivityWires() {}

  /** A visited network, with the names that Simplane has for it. */
  record NetworkWire(String plmn, Optional<String> operator, Optional<String> country) {

    static NetworkWire of(Plmn plmn) {
      return new NetworkWire(
          plmn.toString(),
          NetworkNames.operator(plmn),
          NetworkNames.country(plmn).map(NetworkNames.Country::name));
    }
  }

  /** How a SIM stands. */
  record StateWire(
      String sim,
      OnlineState state,
      Optional<Instant> since,
      Optional<Instant> asOf,
      Optional<LocationWire> location,
      Optional<OpenSessionWire> session,
      Optional<String> imei,
      List<String> services,
      Map<String, String> detail) {

    static StateWire of(Presence presence, Ids ids) {
      return new StateWire(
          ids.show(Ids.Kind.SIM, presence.subscription()),
          presence.state(),
          presence.since(),
          presence.asOf(),
          presence.locatedAt().map(at -> LocationWire.of(at, presence)),
          presence.session().map(OpenSessionWire::of),
          presence.imei().map(Imei::digits),
          presence.services(),
          new TreeMap<>(presence.detail()));
    }
  }

  /** Where a SIM is, or was last. */
  record LocationWire(
      Instant at,
      Optional<NetworkWire> network,
      Optional<String> rat,
      Optional<String> area,
      Optional<String> cell,
      Optional<String> vlr,
      Optional<String> sgsn) {

    private static LocationWire of(Instant at, Presence presence) {
      return new LocationWire(
          at,
          presence.network().map(NetworkWire::of),
          presence.radio(),
          presence.area(),
          presence.cell(),
          presence.detail(EventDetail.VLR),
          presence.detail(EventDetail.SGSN));
    }
  }

  /** The data session that is open. */
  record OpenSessionWire(
      Optional<Instant> startedAt, Optional<String> apn, Optional<String> ipAddress) {

    private static OpenSessionWire of(Presence.Session session) {
      return new OpenSessionWire(session.startedAt(), session.apn(), session.ipAddress());
    }
  }

  /** Something that happened. */
  record EventWire(
      String id,
      Instant at,
      String kind,
      NetworkEvent.Source source,
      Optional<NetworkWire> network,
      Optional<String> rat,
      Optional<String> imei,
      Map<String, String> detail) {

    static EventWire of(NetworkEvent event, Ids ids) {
      return new EventWire(
          ids.show(Ids.Kind.EVENT, event.id()),
          event.at(),
          event.kind(),
          event.source(),
          event.network().map(NetworkWire::of),
          event.radio(),
          event.imei().map(Imei::digits),
          new TreeMap<>(event.detail()));
    }
  }

  /** A data session, as the network told. */
  record NetworkSessionWire(
      Instant startedAt,
      Optional<Instant> endedAt,
      Optional<NetworkWire> network,
      Optional<String> rat,
      Optional<String> imei,
      Optional<String> apn,
      Optional<String> ipAddress,
      Optional<String> area,
      Optional<String> cell) {

    static NetworkSessionWire of(History.Span span) {
      NetworkEvent start = span.start();
      return new NetworkSessionWire(
          start.at(),
          span.endedAt(),
          start.network().map(NetworkWire::of),
          start.radio(),
          start.imei().map(Imei::digits),
          start.detail(EventDetail.APN),
          start.detail(EventDetail.IP),
          start.detail(EventDetail.AREA),
          start.detail(EventDetail.CELL));
    }
  }

  /** A time on a network. */
  record AttachmentWire(
      Instant startedAt,
      Optional<Instant> endedAt,
      Optional<NetworkWire> network,
      Optional<String> rat,
      Optional<String> imei) {

    static AttachmentWire of(History.Span span) {
      NetworkEvent start = span.start();
      return new AttachmentWire(
          start.at(),
          span.endedAt(),
          start.network().map(NetworkWire::of),
          start.radio(),
          start.imei().map(Imei::digits));
    }
  }

  /** A place that a SIM was in. */
  record PlaceWire(
      Instant from,
      Optional<Instant> until,
      Optional<NetworkWire> network,
      Optional<String> rat,
      Optional<String> area,
      Optional<String> cell,
      Optional<String> vlr,
      Optional<String> sgsn) {

    static PlaceWire of(History.Place place) {
      return new PlaceWire(
          place.from(),
          place.until(),
          place.network().map(NetworkWire::of),
          place.radio(),
          place.area(),
          place.cell(),
          place.vlr(),
          place.sgsn());
    }
  }

  /** A change of device, or what the lock on one came to. */
  record DeviceWire(Instant at, String kind, String imei, Optional<String> before) {

    static DeviceWire of(History.DeviceChange change) {
      return new DeviceWire(
          change.at(), change.kind(), change.imei().digits(), change.before().map(Imei::digits));
    }
  }
}

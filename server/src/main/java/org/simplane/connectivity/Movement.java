// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import static java.util.function.Predicate.not;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.operator.EventDetail;
import org.simplane.operator.OnlineState;
import tools.jackson.databind.json.JsonMapper;

/** What an event makes of how a subscription stands. */
final class Movement {

  /** By time; events of one second in the order in which a device does them. */
  static final Comparator<NewEvent> IN_ORDER =
      Comparator.comparing(NewEvent::at).thenComparingInt(event -> rank(event.kind()));

  private static int rank(String kind) {
    int moving = Kinds.MOVING.indexOf(kind);
    return moving < 0 ? Kinds.MOVING.size() : moving;
  }

  private static final Set<String> OF_A_SESSION =
      Set.of(EventDetail.APN, EventDetail.IP, EventDetail.GATEWAY_ADDRESS, EventDetail.SESSION);
  private static final JsonMapper JSON = JsonMapper.shared();

  private Movement() {}

  static boolean isOne(NewEvent event) {
    return Kinds.MOVING.contains(event.kind());
  }

  /** As it stands after the event; an older one than is known says nothing new. */
  static Presence after(Presence before, NewEvent event) {
    if (before.asOf().filter(known -> event.at().isBefore(known)).isPresent()) {
      return before;
    }
    OnlineState state =
        switch (event.kind()) {
          case Kinds.DETACH -> OnlineState.OFFLINE;
          case Kinds.SESSION_START, Kinds.SESSION_UPDATE -> OnlineState.ONLINE;
          case Kinds.LOCATION_UPDATE ->
              before.state() == OnlineState.OFFLINE ? OnlineState.ATTACHED : before.state();
          default -> OnlineState.ATTACHED;
        };
    boolean located = event.network().isPresent() && !event.kind().equals(Kinds.DETACH);
    Map<String, String> told = detail(event.detail());
    return new Presence(
        before.subscription(),
        state,
        state == before.state() && before.since().isPresent()
            ? before.since()
            : Optional.of(event.at()),
        Optional.of(event.at()),
        "",
        located ? Optional.of(event.at()) : before.locatedAt(),
        located ? event.network() : before.network(),
        located ? event.radio() : before.radio(),
        event.imei().or(before::imei),
        session(before, event, state, told),
        List.of(),
        detail(before, state, located, told));
  }

  private static Optional<Presence.Session> session(
      Presence before, NewEvent event, OnlineState state, Map<String, String> told) {
    if (state != OnlineState.ONLINE) {
      return Optional.empty();
    }
    Optional<Instant> start =
        event.kind().equals(Kinds.SESSION_START)
            ? Optional.of(event.at())
            : before.session().flatMap(Presence.Session::startedAt);
    return Optional.of(
        new Presence.Session(
            start,
            Optional.ofNullable(told.get(EventDetail.APN))
                .or(() -> before.session().flatMap(Presence.Session::apn)),
            Optional.ofNullable(told.get(EventDetail.IP))
                .or(() -> before.session().flatMap(Presence.Session::ipAddress))));
  }

  private static Map<String, String> detail(
      Presence before, OnlineState state, boolean located, Map<String, String> told) {
    Map<String, String> detail = new HashMap<>();
    before
        .detail()
        .forEach((name, value) -> {
          boolean ofSession = OF_A_SESSION.contains(name);
          if (ofSession ? state == OnlineState.ONLINE : !located) {
            detail.put(name, value);
          }
        });
    told.forEach((name, value) -> {
      boolean ofSession = OF_A_SESSION.contains(name);
      if (ofSession ? state == OnlineState.ONLINE : located) {
        detail.put(name, value);
      }
    });
    return detail;
  }

  /** The texts of a JSON object; what is no scalar is left as JSON. */
  static Map<String, String> detail(String json) {
    Map<String, String> detail = new HashMap<>();
    JSON.readTree(json)
        .properties()
        .forEach(entry -> {
          if (!entry.getValue().isNull()) {
            detail.put(
                entry.getKey(),
                entry.getValue().isValueNode()
                    ? entry.getValue().asString()
                    : entry.getValue().toString());
          }
        });
    return detail;
  }

  static String json(Map<String, String> detail) {
    return JSON.writeValueAsString(detail);
  }

  /** The subscriptions that events are about, in the order of their ids. */
  static List<Long> subscriptions(List<NewEvent> events) {
    return events.stream().map(NewEvent::subscription).distinct().sorted().toList();
  }

  static Optional<String> given(String text) {
    return Optional.of(text).filter(not(String::isEmpty));
  }
}

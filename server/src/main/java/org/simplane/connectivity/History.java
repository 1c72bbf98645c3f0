// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.account.Accounts;
import org.simplane.connectivity.NetworkEvent.Position;
import org.simplane.connectivity.PresenceStore.Known;
import org.simplane.db.Database;
import org.simplane.inventory.Subscription;
import org.simplane.operator.EventDetail;
import org.simplane.operator.Imei;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.Plmn;

/**
 * What happened to a subscription on its network: its events, and the sessions, attachments,
 * locations and devices that follow from them. Safe for use by many threads.
 */
public final class History {

  /** How far back an operator is asked at first. */
  private static final Duration FIRST_LOOK = Duration.ofDays(7);

  /** Operators tell some things late. */
  private static final Duration OVERLAP = Duration.ofHours(1);

  private static final List<String> SESSIONS =
      List.of(Kinds.SESSION_START, Kinds.SESSION_END, Kinds.DETACH);
  private static final List<String> ATTACHMENTS = List.of(Kinds.ATTACH, Kinds.DETACH);
  private static final List<String> PLACES =
      List.of(Kinds.ATTACH, Kinds.LOCATION_UPDATE, Kinds.SESSION_START, Kinds.DETACH);

  private final Database database;
  private final Accounts accounts;
  private final OperatorEvents operatorEvents;
  private final Clock clock;

  public History(Database database, Accounts accounts, OperatorEvents operatorEvents, Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.operatorEvents = operatorEvents;
    this.clock = clock;
  }

  /** A page of events, with how many there are in all. */
  public record Page(List<NetworkEvent> events, long total) {

    public Page {
      events = List.copyOf(events);
    }
  }

  public Page events(Scope scope, EventQuery query, long offset, int limit) {
    return database.read(handle -> {
      long total = EventStore.count(scope, handle, query);
      return new Page(
          offset >= total ? List.of() : EventStore.page(scope, handle, query, offset, limit),
          total);
    });
  }

  /** Newest first, from behind the position on. */
  public List<NetworkEvent> events(
      Scope scope,
      long subscription,
      Collection<String> kinds,
      Optional<Position> after,
      int limit) {
    Position from = after.orElseGet(this::now);
    return database.read(
        handle -> EventStore.before(scope, handle, subscription, kinds, from, limit));
  }

  private Position now() {
    return new Position(clock.instant().plus(Duration.ofDays(1)), Long.MAX_VALUE);
  }

  /**
   * A time in which something was so.
   *
   * @param start the event that began it
   * @param endedAt empty while it goes on
   * @param endedBy the kind of event that ended it
   */
  public record Span(
      NetworkEvent start,
      Optional<Instant> endedAt,
      Optional<String> endedBy,
      Optional<NetworkEvent> end) {}

  /** Data sessions, newest first. */
  public List<Span> sessions(Scope scope, long subscription, Optional<Position> after, int limit) {
    return spans(scope, subscription, SESSIONS, Kinds.SESSION_START, after, limit);
  }

  /** Times on a network, newest first. */
  public List<Span> attachments(
      Scope scope, long subscription, Optional<Position> after, int limit) {
    return spans(scope, subscription, ATTACHMENTS, Kinds.ATTACH, after, limit);
  }

  private List<Span> spans(
      Scope scope,
      long subscription,
      List<String> kinds,
      String start,
      Optional<Position> after,
      int limit) {
    Position from = after.orElseGet(this::now);
    List<Span> spans = new ArrayList<>();
    // What ended the first of a later page is the event that the page begins behind.
    Optional<NetworkEvent> next =
        after.flatMap(position ->
            database.read(handle -> EventStore.at(scope, handle, subscription, position)));
    int most = 3 * limit + 3;
    while (spans.size() < limit) {
      Position position = from;
      List<NetworkEvent> events =
          database.read(
              handle -> EventStore.before(scope, handle, subscription, kinds, position, most));
      for (NetworkEvent event : events) {
        if (event.kind().equals(start) && spans.size() < limit) {
          spans.add(
              new Span(event, next.map(NetworkEvent::at), next.map(NetworkEvent::kind), next));
        }
        next = Optional.of(event);
      }
      if (events.size() < most) {
        break;
      }
      from = events.getLast().position();
    }
    return spans;
  }

  /** Where a device was, from when on. */
  public record Place(
      Instant from,
      Optional<Instant> until,
      Optional<Plmn> network,
      Optional<String> radio,
      Optional<String> area,
      Optional<String> cell,
      Optional<String> vlr,
      Optional<String> sgsn) {

    private static Place of(NetworkEvent event, Optional<Instant> until) {
      return new Place(
          event.at(),
          until,
          event.network(),
          event.radio(),
          event.detail(EventDetail.AREA),
          event.detail(EventDetail.CELL),
          event.detail(EventDetail.VLR),
          event.detail(EventDetail.SGSN));
    }

    private boolean isSameAs(Place other) {
      return network.equals(other.network)
          && radio.equals(other.radio)
          && area.equals(other.area)
          && cell.equals(other.cell);
    }
  }

  /** Where it was, newest first; to be told twice of the same place is one. */
  public List<Place> places(Scope scope, long subscription, Instant from, int limit) {
    List<NetworkEvent> events =
        database.read(handle ->
            EventStore.page(
                scope,
                handle,
                new EventQuery(subscription, from, now().at(), PLACES, EventQuery.OLDEST_FIRST),
                0,
                10_000));
    List<Place> places = new ArrayList<>();
    for (NetworkEvent event : events) {
      boolean open = !places.isEmpty() && places.getLast().until().isEmpty();
      if (event.kind().equals(Kinds.DETACH)) {
        if (open) {
          places.set(places.size() - 1, until(places.getLast(), event.at()));
        }
      } else if (event.network().isPresent()) {
        Place place = Place.of(event, Optional.empty());
        if (!open || !places.getLast().isSameAs(place)) {
          if (open) {
            places.set(places.size() - 1, until(places.getLast(), event.at()));
          }
          places.add(place);
        }
      }
    }
    return places.reversed().stream().limit(limit).toList();
  }

  private static Place until(Place place, Instant end) {
    return new Place(
        place.from(),
        Optional.of(end),
        place.network(),
        place.radio(),
        place.area(),
        place.cell(),
        place.vlr(),
        place.sgsn());
  }

  /**
   * A change of device, or what the lock on one came to.
   *
   * @param kind {@code CHANGED}, {@code LOCKED}, {@code VIOLATED} or {@code RETURNED}
   * @param before the device before, or the one that the SIM is locked to
   */
  public record DeviceChange(Instant at, String kind, Imei imei, Optional<Imei> before) {}

  /** Newest first. */
  public List<DeviceChange> devices(Scope scope, long subscription, int limit) {
    return database.read(handle -> DeviceStore.history(scope, handle, subscription, limit)).stream()
        .map(change -> new DeviceChange(change.at(), change.kind(), change.imei(), change.before()))
        .toList();
  }

  /**
   * Asks the operator what happened since it was asked last, and stores it.
   *
   * @return how many events were new
   * @throws FailureException {@code NotSupported} where it tells no events; the own network's come
   *     by themselves
   */
  public int refresh(Caller caller, Subscription subscription) {
    caller.require(Permission.READ_SUBSCRIPTIONS);
    Optional<Instant> asked =
        database
            .read(handle -> PresenceStore.find(caller.scope(), handle, subscription.id()))
            .flatMap(Known::asked);
    Instant now = clock.instant();
    Instant from = asked.map(at -> at.minus(OVERLAP)).orElseGet(() -> now.minus(FIRST_LOOK));
    List<OperatorEvent> told =
        accounts.ask(
            subscription.account(),
            operator ->
                operator
                    .eventReports()
                    .orElseThrow(() ->
                        new FailureException(
                            new Failure.NotSupported(
                                "The operator of this SIM tells no events when asked")))
                    .events(subscription.ref(), from));
    int fresh = operatorEvents.take(subscription, told);
    database.useTransaction(
        transaction -> PresenceStore.asked(transaction, subscription.id(), now));
    return fresh;
  }

  /**
   * As {@link #refresh} where the operator was not asked for so long; what is stored serves where
   * it cannot be asked.
   */
  public void refreshIfOlder(Caller caller, Subscription subscription, Duration age) {
    Optional<Known> known =
        database.read(handle -> PresenceStore.find(caller.scope(), handle, subscription.id()));
    if (known.isEmpty()
        || known.get().own()
        || known.get().asked().filter(at -> at.isAfter(clock.instant().minus(age))).isPresent()) {
      return;
    }
    try {
      var _ = refresh(caller, subscription);
    } catch (FailureException e) {
      switch (e.failure()) {
        case Failure.NotSupported _,
            Failure.OperatorDown _,
            Failure.Throttled _,
            Failure.TimedOut _ -> {}
        default -> throw e;
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.simplane.Permission;
import org.simplane.account.Account;
import org.simplane.account.Accounts;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.operator.Plmn;
import org.simplane.usage.Bearer;
import org.simplane.usage.Direction;
import org.simplane.usage.Session;
import org.simplane.usage.UsageReader;
import org.simplane.usage.UsageRecord;
import org.simplane.usage.UsageTotal;

/** {@code /sims/{id}/usage}, {@code /sessions} and {@code /records}: what a SIM has used. */
final class UsageRoutes {

  private static final Duration LONGEST = Duration.ofDays(62);
  private static final int MOST_DAYS = 400;

  private final UsageReader reader;
  private final Subscriptions subscriptions;
  private final Accounts accounts;
  private final Clock clock;

  UsageRoutes(UsageReader reader, Subscriptions subscriptions, Accounts accounts, Clock clock) {
    this.reader = reader;
    this.subscriptions = subscriptions;
    this.accounts = accounts;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/sims/{id}/usage", Permission.READ_USAGE, this::daily)
            .taking("first", "last", "zone"),
        Route.get("/sims/{id}/usage/hours", Permission.READ_USAGE, this::hours)
            .taking("from", "until"),
        Route.get("/sims/{id}/sessions", Permission.READ_USAGE, this::sessions)
            .taking("from", "until", "limit"),
        Route.get("/sims/{id}/records", Permission.READ_USAGE, this::records)
            .taking("from", "until", "limit"));
  }

  /** What was metered of one bearer, one direction, in one visited network. */
  record TotalWire(
      Optional<LocalDate> day,
      Optional<Instant> hour,
      Bearer bearer,
      Direction direction,
      Optional<String> network,
      long bytesUp,
      long bytesDown,
      long seconds,
      long records) {

    static TotalWire of(Optional<LocalDate> day, Optional<Instant> hour, UsageTotal total) {
      return new TotalWire(
          day,
          hour,
          total.bearer(),
          total.direction(),
          total.network().map(Plmn::toString),
          total.bytesUp(),
          total.bytesDown(),
          total.seconds(),
          total.records());
    }
  }

  /** Usage by day, with the zone whose days they are. */
  record DaysWire(String zone, List<TotalWire> items) {}

  /** A communication on the wire. */
  record SessionWire(
      Bearer bearer,
      Direction direction,
      Instant startedAt,
      Instant endedAt,
      long seconds,
      long bytesUp,
      long bytesDown,
      int records,
      Optional<String> network,
      Optional<String> rat,
      Optional<String> imei,
      Optional<String> apn,
      Optional<String> ip,
      Optional<String> cause) {

    static SessionWire of(Session session) {
      return new SessionWire(
          session.bearer(),
          session.direction(),
          session.startedAt(),
          session.endedAt(),
          session.seconds(),
          session.bytesUp(),
          session.bytesDown(),
          session.records(),
          session.network().map(Plmn::toString),
          session.rat(),
          session.imei(),
          session.apn(),
          session.ip(),
          session.cause());
    }
  }

  /** A usage record on the wire. */
  record RecordWire(
      String recordId,
      String feed,
      Instant startedAt,
      Bearer bearer,
      Direction direction,
      int seconds,
      long bytesUp,
      long bytesDown,
      Optional<String> network,
      Optional<String> rat,
      Optional<String> imei,
      Optional<String> apn,
      Optional<String> ip,
      Optional<String> chargingId,
      Optional<String> cause) {

    static RecordWire of(UsageRecord usage, Ids ids) {
      return new RecordWire(
          usage.recordId(),
          ids.show(Ids.Kind.FEED, usage.feed()),
          usage.startedAt(),
          usage.bearer(),
          usage.direction(),
          usage.seconds(),
          usage.bytesUp(),
          usage.bytesDown(),
          usage.network().map(Plmn::toString),
          usage.rat(),
          usage.imei(),
          usage.apn(),
          usage.ip(),
          usage.chargingId(),
          usage.cause());
    }
  }

  private Answer daily(Request request) {
    Subscription sim = known(request);
    ZoneId zone =
        request
            .parameter("zone")
            .map(text -> Fields.parsed(text, "zone", ZoneId::of))
            .orElseGet(() -> zone(request, sim));
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    LocalDate last = request.day("last").orElse(today);
    LocalDate first = request.day("first").orElse(sane(last, "last").minusDays(29));
    if (sane(last, "last").isBefore(sane(first, "first"))
        || first.plusDays(MOST_DAYS).isBefore(last)) {
      throw Fields.invalid(
          "first", "must be at or before last, and at most " + MOST_DAYS + " days before it");
    }
    return Answer.ok(
        new DaysWire(
            zone.getId(),
            reader.daily(request.caller().scope(), sim.id(), first, last, zone).stream()
                .map(day -> TotalWire.of(Optional.of(day.day()), Optional.empty(), day.total()))
                .toList()));
  }

  private Answer hours(Request request) {
    Window window = window(request, Duration.ofDays(1));
    return list(
        reader
            .hours(request.caller().scope(), known(request).id(), window.from(), window.until())
            .stream()
            .map(hour -> TotalWire.of(Optional.empty(), Optional.of(hour.hour()), hour.total()))
            .toList());
  }

  private Answer sessions(Request request) {
    Window window = window(request, Duration.ofDays(7));
    return list(
        reader
            .sessions(
                request.caller().scope(),
                known(request).id(),
                window.from(),
                window.until(),
                request.limit())
            .stream()
            .map(SessionWire::of)
            .toList());
  }

  private Answer records(Request request) {
    Window window = window(request, Duration.ofDays(7));
    return list(
        reader
            .records(
                request.caller().scope(),
                known(request).id(),
                window.from(),
                window.until(),
                request.limit())
            .stream()
            .map(found -> RecordWire.of(found, request.ids()))
            .toList());
  }

  private record Window(Instant from, Instant until) {}

  private Window window(Request request, Duration usual) {
    Instant until = request.instant("until").orElseGet(() -> clock.instant());
    Instant from = request.instant("from").orElseGet(() -> until.minus(usual));
    if (!from.isBefore(until) || Duration.between(from, until).compareTo(LONGEST) > 0) {
      throw Fields.invalid(
          "from", "must be before until, and at most " + LONGEST.toDays() + " days");
    }
    sane(LocalDate.ofInstant(from, ZoneId.of("UTC")), "from");
    return new Window(from, until);
  }

  /** Years that PostgreSQL and people can read. */
  private static LocalDate sane(LocalDate day, String field) {
    if (day.getYear() < 1970 || day.getYear() > 9999) {
      throw Fields.invalid(field, "must be in the years 1970 to 9999");
    }
    return day;
  }

  private ZoneId zone(Request request, Subscription sim) {
    return accounts
        .find(request.caller().scope(), sim.account())
        .map(Account::billingZone)
        .orElse(ZoneId.of("UTC"));
  }

  private Subscription known(Request request) {
    return subscriptions
        .find(request.caller().scope(), request.id(Ids.Kind.SIM))
        .orElseThrow(() -> request.unknown(Ids.Kind.SIM));
  }

  private static <T> Answer list(List<T> items) {
    return Answer.ok(new ListWire<>(items, Optional.empty()));
  }
}

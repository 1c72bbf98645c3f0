// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.account.Accounts;
import org.simplane.connectivity.PresenceStore.Known;
import org.simplane.db.Database;
import org.simplane.inventory.Subscription;
import org.simplane.operator.ConnectivityReports;
import org.simplane.operator.ConnectivityReports.ConnectivityReport;
import org.simplane.operator.EventDetail;
import org.simplane.operator.OnlineState;
import org.simplane.operator.Operator;

/**
 * Who is attached and online, and where: as stored, with the time of which it was so, or asked of
 * the operator. Safe for use by many threads.
 */
public final class Presences {

  private final Database database;
  private final Accounts accounts;
  private final Clock clock;

  public Presences(Database database, Accounts accounts, Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * As stored. A SIM of the own network that is out of service is offline, even if the word of it
   * is still on its way.
   *
   * @return empty for a subscription out of scope
   */
  public Optional<Presence> find(Scope scope, long subscription) {
    return database
        .read(handle -> PresenceStore.find(scope, handle, subscription))
        .map(Presences::shown);
  }

  private static Presence shown(Known known) {
    Presence presence = known.presence().orElseGet(() -> Presence.none(known.id()));
    return known.onAir() ? presence : presence.offline();
  }

  /** Those attached or online, by id; {@code after} is the last one seen, 0 at first. */
  public List<Presence> list(Scope scope, Collection<OnlineState> states, long after, int limit) {
    return database.read(handle -> PresenceStore.list(scope, handle, states, after, limit));
  }

  /**
   * Asks the operator now and stores what it says: the own network pages the device.
   *
   * @throws FailureException {@code NotSupported} where the operator tells nothing of it, {@code
   *     OperatorDown} or {@code Throttled} where it cannot be asked now
   */
  public Presence refresh(Caller caller, Subscription subscription) {
    caller.require(Permission.READ_SUBSCRIPTIONS);
    ConnectivityReport report =
        accounts.ask(
            subscription.account(), operator -> reports(operator).report(subscription.ref()));
    Instant now = clock.instant();
    return database.inTransaction(transaction -> {
      Presence before =
          PresenceStore.lock(transaction, List.of(subscription.id()))
              .getOrDefault(subscription.id(), Presence.none(subscription.id()));
      Presence after = after(before, report, now);
      PresenceStore.write(transaction, List.of(after));
      return after;
    });
  }

  /**
   * As {@link #refresh}, where what is stored is older than this; where the operator cannot be
   * asked, as stored. Empty where nothing was ever told either.
   */
  public Optional<Presence> recent(Caller caller, Subscription subscription, Duration age) {
    Optional<Known> known =
        database.read(handle -> PresenceStore.find(caller.scope(), handle, subscription.id()));
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> asOf = known.get().presence().flatMap(Presence::asOf);
    boolean told = known.get().own() || asOf.isPresent();
    if (known.get().own()
        || asOf.filter(at -> at.isAfter(clock.instant().minus(age))).isPresent()) {
      return Optional.of(shown(known.get()));
    }
    try {
      return Optional.of(refresh(caller, subscription));
    } catch (FailureException e) {
      return switch (e.failure()) {
        case Failure.NotSupported _ -> told ? Optional.of(shown(known.get())) : Optional.empty();
        case Failure.OperatorDown _, Failure.Throttled _, Failure.TimedOut _ when told ->
            Optional.of(shown(known.get()));
        default -> throw e;
      };
    }
  }

  private static ConnectivityReports reports(Operator operator) {
    return operator
        .connectivityReports()
        .orElseThrow(() ->
            new FailureException(
                new Failure.NotSupported(
                    "The operator of this SIM does not tell whether it is online")));
  }

  private static Presence after(Presence before, ConnectivityReport report, Instant now) {
    // Being found on the network says nothing against the session that is known to be open.
    OnlineState state = report.state();
    boolean located = report.locatedAt().isPresent() || report.network().isPresent();
    boolean same = state == before.state();
    Optional<Presence.Session> session =
        report
            .session()
            .map(open -> new Presence.Session(open.startedAt(), open.apn(), open.ipAddress()))
            .or(() ->
                state != OnlineState.ONLINE
                    ? Optional.empty()
                    : before
                        .session()
                        .or(() ->
                            Optional.of(
                                new Presence.Session(
                                    Optional.empty(), Optional.empty(), Optional.empty()))));
    Map<String, String> detail = new HashMap<>(located ? report.detail() : before.detail());
    if (!located) {
      detail.putAll(report.detail());
    }
    session.ifPresent(open -> {
      open.apn().ifPresent(apn -> detail.put(EventDetail.APN, apn));
      open.ipAddress().ifPresent(ip -> detail.put(EventDetail.IP, ip));
    });
    return new Presence(
        before.subscription(),
        state,
        same && before.since().isPresent() ? before.since() : Optional.of(now),
        Optional.of(now),
        report.word(),
        located ? report.locatedAt().or(() -> Optional.of(now)) : before.locatedAt(),
        located ? report.network() : before.network(),
        located ? report.radio() : before.radio(),
        report.imei().or(before::imei),
        session,
        report.services(),
        detail);
  }
}

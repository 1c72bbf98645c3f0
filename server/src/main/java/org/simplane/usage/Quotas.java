// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.lifecycle.Restrictions;
import org.simplane.notification.Outbox;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.QuotaReports;
import org.simplane.operator.QuotaReports.QuotaReport;
import org.simplane.operator.Service;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How much the SIMs may use. Quotas of the own network are kept here; those of an operator that has
 * them are asked there and remembered. Safe for use by many threads.
 */
public final class Quotas {

  /** What an operator told stays good for so long. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private static final int EXPIRED_AT_ONCE = 1_000;

  /** Whatever is booked, sums stay far from the end of what the store can count to. */
  static final long MOST = 1L << 60;

  private final Database database;
  private final Subscriptions subscriptions;
  private final Accounts accounts;
  private final Audit audit;
  private final QuotaKeeper keeper;
  private final QuotaTopUps topUps;
  private final Clock clock;

  /** With a keeper of its own. */
  public Quotas(
      Database database,
      Subscriptions subscriptions,
      Accounts accounts,
      Restrictions restrictions,
      Outbox outbox,
      Audit audit,
      Allowances allowances,
      Clock clock) {
    this(
        database,
        subscriptions,
        accounts,
        new QuotaKeeper(restrictions, outbox, allowances),
        audit,
        clock);
  }

  /**
   * @param keeper the one that the ingest charges
   */
  public Quotas(
      Database database,
      Subscriptions subscriptions,
      Accounts accounts,
      QuotaKeeper keeper,
      Audit audit,
      Clock clock) {
    this.database = database;
    this.subscriptions = subscriptions;
    this.accounts = accounts;
    this.audit = audit;
    this.keeper = keeper;
    this.topUps = new QuotaTopUps(keeper, audit, clock);
    this.clock = clock;
  }

  /**
   * A subscription's quotas, data before SMS; empty where it has none. Those that an operator keeps
   * are asked there when what is known is older than five minutes; {@link Quota#asOf()} tells.
   *
   * @throws FailureException {@code NotFound}; {@code OperatorDown} when there is nothing known and
   *     the operator cannot tell
   */
  public List<Quota> of(Scope scope, long subscription) {
    List<Quota> known = of(scope, List.of(subscription)).getOrDefault(subscription, List.of());
    Instant stale = clock.instant().minus(FRESH);
    if (!known.isEmpty() && known.stream().noneMatch(quota -> quota.asOf().isBefore(stale))) {
      return known;
    }
    Subscription found = found(scope, subscription);
    Optional<List<QuotaReport>> reports;
    try {
      reports = ask(found);
    } catch (FailureException e) {
      if (known.isEmpty()) {
        throw e;
      }
      return known; // older, and it says so
    }
    return reports.isEmpty() ? known : remember(scope, found, known, reports.get());
  }

  /**
   * What is known of many at once, by subscription; no operator is asked. One without quotas has no
   * entry.
   */
  public Map<Long, List<Quota>> of(Scope scope, Collection<Long> ids) {
    return database.read(handle -> QuotaStore.of(scope, handle, ids, clock.instant())).stream()
        .collect(Collectors.groupingBy(Quota::subscription));
  }

  /**
   * Adds to a quota of the own network; a service barred because it was used up is free again if
   * something is left.
   *
   * @param amount bytes for data, messages for SMS
   */
  public Quota topUp(Caller caller, long subscription, Service service, long amount) {
    return topUp(caller, subscription, service, amount, false);
  }

  /**
   * As {@link #topUp(Caller, long, Service, long)}. With {@code dryRun} everything is checked and
   * nothing kept; the answer is what it would be.
   */
  public Quota topUp(
      Caller caller, long subscription, Service service, long amount, boolean dryRun) {
    caller.require(Permission.CHANGE_QUOTAS);
    check("amount", amount);
    return database.inTransaction(transaction -> {
      Subscription found = found(caller.scope(), subscription);
      String hindrance =
          topUps
              .topUp(transaction, caller, List.of(found), Map.of(service, amount))
              .get(found.id());
      if (hindrance != null) {
        throw new FailureException(new Failure.Conflict(hindrance));
      }
      Quota raised =
          current(caller.scope(), transaction, new QuotaStore.Key(subscription, service));
      if (dryRun) {
        transaction.handle().rollback();
      }
      return raised;
    });
  }

  /** For orders of many at once, in transactions of theirs. */
  public QuotaTopUps topUps() {
    return topUps;
  }

  /** Sets a quota of the own network anew: nothing used, no end but the one given. */
  public Quota assign(
      Caller caller,
      long subscription,
      Service service,
      long total,
      int thresholdPercent,
      Optional<Instant> expiresAt) {
    return assign(caller, subscription, service, total, thresholdPercent, expiresAt, false);
  }

  public Quota assign(
      Caller caller,
      long subscription,
      Service service,
      long total,
      int thresholdPercent,
      Optional<Instant> expiresAt,
      boolean dryRun) {
    caller.require(Permission.CHANGE_QUOTAS);
    check("total", total);
    if (thresholdPercent < 0 || thresholdPercent > 100) {
      throw new FailureException(
          Failure.Invalid.field("thresholdPercent", "has to be between 0 and 100"));
    }
    Subscription found = found(caller.scope(), subscription);
    boolean own = accounts.platform(found.account()).equals(Accounts.OWN);
    if (!own && accounts.capabilities(found.account()).keepsQuotas()) {
      throw new FailureException(new Failure.Conflict("The SIM's operator keeps its quotas"));
    }
    return database.inTransaction(transaction -> {
      Instant now = clock.instant();
      QuotaStore.Key key = new QuotaStore.Key(subscription, service);
      Optional<Quota> before = find(caller.scope(), transaction, key);
      // The state before is kept, so that settling sees what changes.
      Quota wanted =
          new Quota(
              subscription,
              service,
              total,
              0,
              total,
              thresholdPercent,
              before.map(Quota::state).orElse(QuotaState.AVAILABLE),
              Optional.empty(),
              Optional.empty(),
              expiresAt,
              before.map(Quota::peakBitsPerSecond).orElse(OptionalLong.empty()),
              now,
              now);
      Quota put = QuotaStore.put(caller.scope(), transaction, wanted, false);
      keeper.show(transaction, List.of(put));
      keeper.settle(transaction, caller, List.of(key), now);
      record(
          transaction,
          caller,
          found,
          "quota.assign",
          before.map(Quota::total).orElse(0L),
          total,
          service);
      Quota assigned = current(caller.scope(), transaction, key);
      if (dryRun) {
        transaction.handle().rollback();
      }
      return assigned;
    });
  }

  /** Ends quotas whose time is over; called from time to time. Gives how many. */
  public int expire() {
    int ended = 0;
    while (true) {
      Instant now = clock.instant();
      List<QuotaStore.Key> due =
          database.read(handle -> QuotaStore.expired(handle, now, EXPIRED_AT_ONCE));
      if (due.isEmpty()) {
        return ended;
      }
      database.useTransaction(transaction -> keeper.settle(transaction, due, now));
      ended += due.size();
    }
  }

  private Optional<List<QuotaReport>> ask(Subscription subscription) {
    return accounts.ask(
        subscription.account(),
        operator ->
            operator.quotaReports().isEmpty()
                ? Optional.<List<QuotaReport>>empty()
                : Optional.of(operator.quotaReports().get().quotas(subscription.ref())));
  }

  /** Asks for a SIM's quotas in the background, and tells what has changed. */
  void read(Operator operator, Subscription subscription) throws OperatorException {
    Optional<QuotaReports> reports = operator.quotaReports();
    if (reports.isPresent()) {
      List<QuotaReport> told = reports.get().quotas(subscription.ref());
      Scope scope = Scope.of(subscription.organisation());
      List<Quota> known =
          of(scope, List.of(subscription.id())).getOrDefault(subscription.id(), List.of());
      var _ = remember(scope, subscription, known, told);
    }
  }

  /** Of one that was moved meanwhile nothing is kept, and nobody is told. */
  private List<Quota> remember(
      Scope scope, Subscription of, List<Quota> known, List<QuotaReport> reports) {
    return database.inTransaction(transaction -> {
      Instant now = clock.instant();
      Map<Service, QuotaState> told = QuotaStore.told(transaction, of.id());
      if (!SimStore.hold(Scope.of(of.organisation()), transaction, of.id())) {
        return of(scope, List.of(of.id())).getOrDefault(of.id(), List.of());
      }
      List<Quota> kept = new ArrayList<>();
      for (QuotaReport report : reports) {
        Optional<Quota> before =
            known.stream().filter(quota -> quota.service() == report.service()).findFirst();
        kept.add(QuotaStore.put(scope, transaction, quota(of.id(), report, before, now), true));
      }
      List<Quota> changed =
          kept.stream()
              .filter(quota -> known.stream().noneMatch(old -> isShownAlike(old, quota)))
              .toList();
      keeper.show(transaction, changed);
      keeper.tell(
          transaction,
          kept.stream()
              .filter(quota -> told.getOrDefault(quota.service(), quota.state()) != quota.state())
              .map(quota ->
                  new QuotaStore.Settled(
                      quota,
                      of.organisation(),
                      of.businessId(),
                      told.getOrDefault(quota.service(), quota.state())))
              .toList());
      return kept;
    });
  }

  private static boolean isShownAlike(Quota one, Quota other) {
    return one.service() == other.service()
        && one.total() == other.total()
        && one.state() == other.state();
  }

  private static Quota quota(
      long subscription, QuotaReport report, Optional<Quota> before, Instant now) {
    QuotaState state =
        report.remaining() <= 0
            ? QuotaState.EXHAUSTED
            : report.remaining() * 100.0 < (double) report.total() * report.thresholdPercent()
                ? QuotaState.LOW
                : QuotaState.AVAILABLE;
    boolean same = before.isPresent() && before.get().state() == state;
    return new Quota(
        subscription,
        report.service(),
        report.total(),
        report.total() - report.remaining(),
        before
            .map(old ->
                report.total() > old.total() ? report.total() - old.total() : old.lastAdded())
            .orElse(report.total()),
        report.thresholdPercent(),
        state,
        state == QuotaState.AVAILABLE
            ? Optional.empty()
            : Optional.of(before.flatMap(Quota::thresholdReachedAt).orElse(now)),
        state == QuotaState.EXHAUSTED
            ? Optional.of(before.flatMap(Quota::exhaustedAt).orElse(now))
            : Optional.empty(),
        report.expiresAt(),
        OptionalLong.empty(),
        same ? before.get().changedAt() : now,
        now);
  }

  private Optional<Quota> find(Scope scope, Transaction transaction, QuotaStore.Key key) {
    return QuotaStore.of(scope, transaction.handle(), List.of(key.subscription()), clock.instant())
        .stream()
        .filter(quota -> quota.service() == key.service())
        .findFirst();
  }

  private Quota current(Scope scope, Transaction transaction, QuotaStore.Key key) {
    return find(scope, transaction, key).orElseThrow();
  }

  private Subscription found(Scope scope, long subscription) {
    return subscriptions
        .find(scope, subscription)
        .orElseThrow(
            () -> new FailureException(new Failure.NotFound("SIM", Long.toString(subscription))));
  }

  private static void check(String field, long amount) {
    if (amount <= 0 || amount > MOST) {
      throw new FailureException(
          Failure.Invalid.field(field, "has to be above 0 and at most " + MOST));
    }
  }

  private void record(
      Transaction transaction,
      Caller caller,
      Subscription subscription,
      String action,
      long before,
      long after,
      Service service) {
    audit.record(
        transaction,
        caller,
        List.of(
            new Audit.Entry(
                subscription.organisation(),
                action,
                "subscription",
                subscription.id(),
                subscription.businessId(),
                shown(service, before),
                shown(service, after))));
  }

  static ObjectNode shown(Service service, long total) {
    return JsonNodeFactory.instance.objectNode().put("service", service.name()).put("total", total);
  }
}

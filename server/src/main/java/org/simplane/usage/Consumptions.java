// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import org.simplane.inventory.Subscription;
import org.simplane.operator.ConsumptionReports;
import org.simplane.operator.ConsumptionReports.Consumption;
import org.simplane.operator.ConsumptionReports.Counted;
import org.simplane.operator.ConsumptionReports.Level;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.SubscriptionRef;
import org.simplane.operator.UsageReports;

/**
 * What was used of a subscription so far in its current period: as its operator counts it, kept for
 * a while and for as long as the operator cannot be reached; of the own network from our own sums,
 * for the current month in the account's billing zone.
 */
public final class Consumptions {

  private final Database database;
  private final Accounts accounts;
  private final UsageReader usage;
  private final Duration fresh;
  private final ConsumptionListener listener;
  private final Clock clock;

  /** Without anybody to tell. */
  public Consumptions(
      Database database, Accounts accounts, UsageReader usage, Duration fresh, Clock clock) {
    this(database, accounts, usage, fresh, ConsumptionListener.NOOP, clock);
  }

  /**
   * @param fresh how old a kept count may be before the operator is asked again
   */
  public Consumptions(
      Database database,
      Accounts accounts,
      UsageReader usage,
      Duration fresh,
      ConsumptionListener listener,
      Clock clock) {
    this.listener = listener;
    this.database = database;
    this.accounts = accounts;
    this.usage = usage;
    this.fresh = fresh;
    this.clock = clock;
  }

  /**
   * The levels are those of seeds/003: where there is satellite traffic, it and cellular traffic
   * each and both together as the global level; else the global level alone, which then is the
   * cellular one.
   *
   * @param scope in which the subscription was found
   * @throws FailureException {@code NotSupported} where the operator counts nothing; {@code
   *     OperatorDown} and {@code Throttled} where it cannot be asked and nothing is kept
   */
  public CurrentConsumption current(Scope scope, Subscription subscription) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (accounts.platform(subscription.account()).equals(Accounts.OWN)) {
      return new CurrentConsumption(own(scope, subscription, now), now);
    }
    Optional<CurrentConsumption> kept =
        database.read(handle -> ConsumptionStore.find(scope, handle, subscription.id()));
    if (kept.isPresent() && kept.get().asOf().plus(fresh).isAfter(now)) {
      return kept.get();
    }
    List<Consumption> told;
    try {
      told =
          levels(
              accounts.ask(subscription.account(), operator -> ask(operator, subscription, now)));
    } catch (FailureException e) {
      return switch (e.failure()) {
        case Failure.OperatorDown _, Failure.Throttled _ -> kept.orElseThrow(() -> e);
        case Failure other -> throw new FailureException(other);
      };
    }
    CurrentConsumption current = new CurrentConsumption(told, now);
    keep(subscription, current);
    return current;
  }

  /** Asks for a SIM's consumption in the background. */
  void read(Operator operator, Subscription subscription) throws OperatorException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    keep(subscription, new CurrentConsumption(levels(ask(operator, subscription, now)), now));
  }

  /** Of one that was moved meanwhile nothing is kept, and nobody is told. */
  private void keep(Subscription subscription, CurrentConsumption current) {
    database.useTransaction(transaction -> {
      if (!SimStore.hold(Scope.of(subscription.organisation()), transaction, subscription.id())) {
        return;
      }
      Optional<CurrentConsumption> before = ConsumptionStore.lock(transaction, subscription.id());
      if (before.isEmpty() || before.get().asOf().isBefore(current.asOf())) {
        ConsumptionStore.keep(transaction, subscription.id(), current);
        listener.kept(transaction, subscription, before, current);
      }
    });
  }

  private List<Consumption> ask(Operator operator, Subscription subscription, Instant now)
      throws OperatorException {
    SubscriptionRef ref = subscription.ref();
    Optional<ConsumptionReports> consumption = operator.consumptionReports();
    if (consumption.isPresent()) {
      return consumption.get().current(ref);
    }
    Optional<UsageReports> reports = operator.usageReports();
    if (reports.isPresent()) {
      ZoneId zone = accounts.billingZone(subscription.account());
      LocalDate today = LocalDate.ofInstant(now, zone);
      return ofDays(
          reports.get().daily(ref, today.withDayOfMonth(1), today), YearMonth.from(today), zone);
    }
    throw new FailureException(
        new Failure.NotSupported("The operator's API does not tell what was consumed"));
  }

  /** Of an operator that tells days alone: its month so far. */
  private static List<Consumption> ofDays(
      List<UsageReports.DayUsage> days, YearMonth month, ZoneId zone) {
    long bytes = 0;
    long messages = 0;
    for (UsageReports.DayUsage day : days) {
      bytes += day.bytesUp() + day.bytesDown();
      messages += day.smsMobileOriginated() + day.smsMobileTerminated();
    }
    return List.of(
        ofMonth(Level.GLOBAL, Counted.DATA, bytes, month, zone),
        ofMonth(Level.GLOBAL, Counted.SMS, messages, month, zone));
  }

  private List<Consumption> own(Scope scope, Subscription subscription, Instant now) {
    ZoneId zone = accounts.billingZone(subscription.account());
    YearMonth month = YearMonth.from(now.atZone(zone));
    Map<Counted, Long> used = new EnumMap<>(Counted.class);
    used.put(Counted.DATA, 0L);
    used.put(Counted.SMS, 0L);
    for (MonthUsage one : usage.monthly(scope, subscription.id(), month, month, zone)) {
      counted(one.total().bearer())
          .ifPresent(counted -> used.merge(counted, one.total().amount(), Long::sum));
    }
    Level level =
        subscription.kind() == Subscription.Kind.TERMINAL ? Level.SATELLITE : Level.GLOBAL;
    return levels(
        used.entrySet().stream()
            .map(entry -> ofMonth(level, entry.getKey(), entry.getValue(), month, zone))
            .toList());
  }

  private static Consumption ofMonth(
      Level level, Counted counted, long used, YearMonth month, ZoneId zone) {
    return new Consumption(
        level,
        counted,
        used,
        Optional.empty(),
        Optional.of(month.atDay(1).atStartOfDay(zone).toInstant()),
        Optional.of(month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant()));
  }

  private static Optional<Counted> counted(Bearer bearer) {
    if (bearer.isData()) {
      return Optional.of(Counted.DATA);
    }
    return switch (bearer) {
      case SMS -> Optional.of(Counted.SMS);
      case VOICE -> Optional.of(Counted.VOICE);
      default -> Optional.empty();
    };
  }

  /** As the seed words them, whatever levels the operator has. */
  static List<Consumption> levels(List<Consumption> told) {
    List<Consumption> levels = new ArrayList<>();
    for (Counted counted : Counted.values()) {
      Map<Level, Consumption> of = new EnumMap<>(Level.class);
      told.stream()
          .filter(one -> one.counted() == counted)
          .forEach(one -> of.merge(one.level(), one, Consumptions::sum));
      Consumption cellular = of.get(Level.CELLULAR);
      Consumption satellite = of.get(Level.SATELLITE);
      Consumption all = of.get(Level.GLOBAL);
      if (all == null && cellular != null) {
        all = satellite == null ? cellular : sum(cellular, satellite);
      } else if (all == null) {
        all = satellite;
      }
      if (all == null) {
        continue;
      }
      levels.add(at(Level.GLOBAL, all));
      if (satellite != null && satellite.used() > 0) {
        if (cellular != null) {
          levels.add(cellular);
        }
        levels.add(satellite);
      }
    }
    return levels;
  }

  private static Consumption at(Level level, Consumption one) {
    return new Consumption(
        level, one.counted(), one.used(), one.allowance(), one.from(), one.until());
  }

  private static Consumption sum(Consumption one, Consumption other) {
    return new Consumption(
        one.level(),
        one.counted(),
        one.used() + other.used(),
        one.allowance().flatMap(mine -> other.allowance().map(theirs -> mine + theirs)),
        one.from().or(other::from),
        one.until().or(other::until));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.account.Account;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an organisation allows its own SIMs together in a calendar month of its billing zone: that
 * of the own-network account that serves it. Those below it have limits of their own. Use is
 * counted whether it is limited or not, so a limit set in mid-month knows what was used before.
 * Safe for use by many threads.
 */
public final class MonthlyLimits {

  /** Writers that are at work at once seldom meet in one of so many rows. */
  private static final int SLOTS = 16;

  private static final long MOST = 1L << 60;
  private static final int KEPT_MONTHS = 13;

  private final AccountLimits ofAccounts;
  private final Database database;
  private final Audit audit;
  private final Clock clock;
  private final LoadingCache<Long, ZoneId> zones;
  private volatile Runnable enforcer = () -> {};

  public MonthlyLimits(Database database, Accounts accounts, Audit audit, Clock clock) {
    this.ofAccounts = new AccountLimits(database, accounts, audit);
    this.database = database;
    this.audit = audit;
    this.clock = clock;
    this.zones =
        Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build(organisation ->
                accounts.ownAccount(organisation).map(Account::billingZone).orElse(ZoneOffset.UTC));
  }

  /** Those that operators set. */
  public AccountLimits ofAccounts() {
    return ofAccounts;
  }

  /** To be called once, while wiring; must not throw, and is called often. */
  void tellWhenUsed(Runnable listener) {
    enforcer = listener;
  }

  /** Everything that may be chosen, by measure and number. */
  public List<MonthlyLimit.Choice> choices() {
    return database.read(LimitStore::choices);
  }

  /** The limits of the caller's own organisation, one for each measure. */
  public Map<Measure, MonthlyLimit> of(Scope scope) {
    LocalDate month = month(scope.organisation());
    return database.read(handle -> {
      Map<Measure, LimitStore.Stored> stored = LimitStore.of(scope, handle);
      Map<Measure, MonthlyLimit> limits = new TreeMap<>();
      for (Measure measure : Measure.values()) {
        LimitStore.Stored limit =
            stored.getOrDefault(
                measure, new LimitStore.Stored(OptionalLong.empty(), OptionalInt.empty()));
        long used = LimitStore.used(handle, scope.organisation(), measure, month);
        limits.put(measure, new MonthlyLimit(measure, limit.amount(), limit.choice(), month, used));
      }
      return limits;
    });
  }

  /**
   * Chooses limits for the caller's own organisation by their numbers; takes {@link
   * Permission#CHANGE_QUOTAS}. Those not named stay. What was used so far stays counted.
   */
  public Map<Measure, MonthlyLimit> choose(
      Caller caller, Map<Measure, Integer> wanted, boolean dryRun) {
    List<MonthlyLimit.Choice> choices = choices();
    Map<Measure, LimitStore.Stored> limits = new TreeMap<>();
    wanted.forEach((measure, id) -> {
      MonthlyLimit.Choice choice =
          choices.stream()
              .filter(offered -> offered.measure() == measure && offered.id() == id)
              .findFirst()
              .orElseThrow(() ->
                  new FailureException(
                      Failure.Invalid.field(
                          measure.name(), "there is no limit " + id + " to choose")));
      limits.put(measure, new LimitStore.Stored(choice.amount(), OptionalInt.of(id)));
    });
    return put(caller, limits, dryRun);
  }

  /**
   * As {@link #choose}, with amounts of one's own.
   *
   * @param wanted empty: no end
   */
  public Map<Measure, MonthlyLimit> set(
      Caller caller, Map<Measure, OptionalLong> wanted, boolean dryRun) {
    Map<Measure, LimitStore.Stored> limits = new TreeMap<>();
    wanted.forEach((measure, amount) -> {
      if (amount.isPresent() && (amount.getAsLong() < 0 || amount.getAsLong() > MOST)) {
        throw new FailureException(
            Failure.Invalid.field(measure.name(), "has to be from 0 to " + MOST));
      }
      limits.put(measure, new LimitStore.Stored(amount, OptionalInt.empty()));
    });
    return put(caller, limits, dryRun);
  }

  private Map<Measure, MonthlyLimit> put(
      Caller caller, Map<Measure, LimitStore.Stored> limits, boolean dryRun) {
    caller.require(Permission.CHANGE_QUOTAS);
    if (!dryRun) {
      long organisation = caller.scope().organisation();
      database.useTransaction(transaction -> {
        Map<Measure, LimitStore.Stored> before =
            LimitStore.of(caller.scope(), transaction.handle());
        List<Audit.Entry> entries = new ArrayList<>();
        limits.forEach((measure, limit) -> {
          LimitStore.put(transaction, organisation, measure, limit, clock.instant());
          LimitStore.Stored was = before.get(measure);
          entries.add(
              new Audit.Entry(
                  organisation,
                  "limit.set",
                  "organisation",
                  organisation,
                  measure.name(),
                  was == null ? null : shown(was),
                  shown(limit)));
        });
        audit.record(transaction, caller, entries);
        transaction.afterCommit(enforcer);
      });
    }
    return of(caller.scope());
  }

  private static ObjectNode shown(LimitStore.Stored limit) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    limit.amount().ifPresent(amount -> shown.put("amount", amount));
    return shown;
  }

  /**
   * Counts messages that are about to be sent to a SIM of this organisation; to be called when one
   * is accepted, one for each segment.
   *
   * @throws FailureException {@code Conflict} when the month's limit does not allow them
   */
  public void takeMt(Transaction transaction, long organisation, int messages) {
    OptionalLong limit = take(transaction, organisation, Measure.SMS_MT, messages);
    if (limit.isPresent()) {
      throw new FailureException(
          new Failure.Conflict(
              "Traffic limit of " + limit.getAsLong() + " SMS per month exceeded"));
    }
  }

  /** Messages accepted in this month that were never delivered count no longer. */
  public void giveBackMt(Transaction transaction, long organisation, int messages) {
    LimitStore.use(
        transaction, organisation, Measure.SMS_MT, month(organisation), slot(), -messages);
  }

  /** Counts messages from a SIM; false when the month's limit does not allow them. */
  public boolean takesMo(Transaction transaction, long organisation, int messages) {
    return take(transaction, organisation, Measure.SMS_MO, messages).isEmpty();
  }

  /** The limit that stands in the way; empty when it was counted. */
  private OptionalLong take(
      Transaction transaction, long organisation, Measure measure, int messages) {
    LocalDate month = month(organisation);
    OptionalLong limit = LimitStore.lock(transaction, organisation, measure);
    if (limit.isPresent()
        && LimitStore.used(transaction.handle(), organisation, measure, month) + messages
            > limit.getAsLong()) {
      return limit;
    }
    LimitStore.use(transaction, organisation, measure, month, slot(), messages);
    return OptionalLong.empty();
  }

  /** Counts the data of a batch that belongs to the present month. */
  void charge(Transaction transaction, Sums sums) {
    Map<Long, Long> bytes = new TreeMap<>(); // in order, against deadlocks
    long organisation = -1;
    long from = 0;
    for (int i = 0; i < sums.size; i++) {
      if (sums.organisation[i] != organisation) {
        organisation = sums.organisation[i];
        ZoneId zone = zones.get(organisation);
        from = month(organisation).atStartOfDay(zone).toEpochSecond();
      }
      if (sums.hour[i] >= from && Bearer.of(sums.bearer[i]).isData()) {
        bytes.merge(organisation, sums.bytesUp[i] + sums.bytesDown[i], Long::sum);
      }
    }
    if (bytes.isEmpty()) {
      return;
    }
    int slot = slot();
    bytes.forEach(
        (of, amount) -> LimitStore.use(transaction, of, Measure.DATA, month(of), slot, amount));
    transaction.afterCommit(enforcer);
  }

  /** The first day of the month that it is where the organisation is billed. */
  LocalDate month(long organisation) {
    return LocalDate.ofInstant(clock.instant(), zones.get(organisation)).withDayOfMonth(1);
  }

  /** Deletes what was counted more than a year ago; for a recurring task. */
  public void purge() {
    LocalDate before =
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusMonths(KEPT_MONTHS);
    database.useTransaction(transaction -> LimitStore.forget(transaction, before));
  }

  private static int slot() {
    return ThreadLocalRandom.current().nextInt(SLOTS);
  }
}

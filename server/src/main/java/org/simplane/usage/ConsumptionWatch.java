// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.notification.Listening;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Pace;
import org.simplane.operator.Telling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is left and used of SIMs whose operators do not tell it of their own accord, so that
 * it can be told here: one after the other, for organisations that somebody listens to alone, with
 * about a tenth of what the account may ask. A round begins anew when what was read is as old as it
 * may become.
 */
public final class ConsumptionWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConsumptionWatch.class);
  private static final List<String> KINDS =
      List.of("quota.low", "quota.exhausted", "quota.available", ConsumptionEvents.OUTBOX_KIND);
  private static final Duration LEASE = Duration.ofMinutes(5);

  /** A step that takes longer ends where it is, well within its lease. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final Duration STEP = Duration.ofSeconds(30);
  private static final Duration NOBODY = Duration.ofMinutes(1);
  private static final Duration NOTHING = Duration.ofHours(1);
  private static final int LEAST = 10;
  private static final int MOST = 500;

  /** After so many in one step that were answered wrongly, or not in time, it is the operator. */
  private static final int MOST_FAULTS = 3;

  private static final long LOOK_SECONDS = 5;

  private final Database database;
  private final Accounts accounts;
  private final Subscriptions subscriptions;
  private final Quotas quotas;
  private final Consumptions consumptions;
  private final Listening listening;
  private final Duration age;
  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("consumption").unstarted(this::run);

  /**
   * @param age how old what was read may become
   */
  public ConsumptionWatch(
      Database database,
      Accounts accounts,
      Subscriptions subscriptions,
      Quotas quotas,
      Consumptions consumptions,
      Listening listening,
      Duration age,
      Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.subscriptions = subscriptions;
    this.quotas = quotas;
    this.consumptions = consumptions;
    this.listening = listening;
    this.age = age;
    this.clock = clock;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (true) {
      try {
        if (stopped.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
        while (stopped.getCount() > 0 && readSome()) {
          // until nothing is due
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (stopped.getCount() > 0) {
          LOG.warn("What operators count will be read again", e);
        }
      }
    }
  }

  /** Reads some SIMs of one account; false when it is nobody's turn. */
  public boolean readSome() {
    Instant now = clock.instant();
    Optional<WatchStore.Watched> claimed =
        database.inTransaction(transaction -> WatchStore.claim(transaction, now, LEASE));
    claimed.ifPresent(watched -> {
      Step step = new Step(watched);
      try {
        read(watched, step);
      } catch (FailureException | OperatorException e) {
        LOG.info("What account {} counts is read later: {}", watched.account(), e.getMessage());
        step.pause = STEP;
      } finally {
        later(watched, step);
      }
    });
    return claimed.isPresent();
  }

  /** How far it came; what it says when a step ends early is true too. */
  private static final class Step {

    private long after;
    private Instant roundAt;
    private Duration pause = STEP;
    private int faults;

    private Step(WatchStore.Watched watched) {
      after = watched.after();
      roundAt = watched.roundAt();
    }
  }

  private void read(WatchStore.Watched watched, Step step) throws OperatorException {
    long account = watched.account();
    Operator operator = accounts.operator(account);
    boolean left = operator.quotaReports().isPresent() && !isTold(account);
    boolean used = operator.consumptionReports().isPresent();
    if (!left && !used) {
      step.after = 0;
      step.pause = NOTHING;
      return;
    }
    List<Long> owners =
        database.read(handle -> WatchStore.owners(handle, account)).stream()
            .filter(owner -> KINDS.stream().anyMatch(kind -> listening.anyone(owner, kind)))
            .toList();
    if (owners.isEmpty()) {
      step.after = 0;
      step.pause = NOBODY;
      return;
    }
    Instant begun = clock.instant();
    if (step.after == 0) {
      step.roundAt = begun;
    }
    int most = most(accounts.pace(account));
    List<Long> next =
        database.read(handle -> WatchStore.next(handle, account, owners, step.after, most));
    Scope scope = Scope.of(owners.getFirst(), Set.copyOf(owners));
    for (Subscription subscription : subscriptions.findAll(scope, next)) {
      if (clock.instant().isAfter(begun.plus(LONGEST)) || stopped.getCount() == 0) {
        return;
      }
      read(operator, subscription, left, used, step);
    }
    if (next.size() == most) {
      step.after = next.getLast();
    } else {
      Duration rest = Duration.between(clock.instant(), step.roundAt.plus(age));
      step.after = 0;
      step.pause = rest.compareTo(STEP) > 0 || age.compareTo(STEP) < 0 ? rest : STEP;
    }
  }

  /** A tenth of what may be asked until the next step. */
  private static int most(Pace pace) {
    double calls = pace.callsPerSecond() * STEP.toSeconds() / 10;
    return calls <= 0 ? MOST : Math.clamp((long) calls, LEAST, MOST);
  }

  /**
   * One that the operator does not know, or answers wrongly for, keeps no other from being read: it
   * is passed, and its turn comes with the next round.
   */
  private void read(
      Operator operator, Subscription subscription, boolean left, boolean used, Step step)
      throws OperatorException {
    long before = step.after;
    step.after = subscription.id();
    try {
      if (left) {
        quotas.read(operator, subscription);
      }
      if (used) {
        consumptions.read(operator, subscription);
      }
    } catch (OperatorException e) {
      LOG.debug("{}: {}", subscription.businessId(), e.getMessage());
      switch (e.kind()) {
        case NOT_FOUND, REJECTED, MALFORMED_REPLY -> {
          // Of this one alone.
        }
        case TIMEOUT, OPERATOR_FAULT -> {
          if (++step.faults == MOST_FAULTS) {
            throw e;
          }
        }
        case UNREACHABLE, THROTTLED, CREDENTIALS -> {
          step.after = before;
          throw e;
        }
      }
    }
  }

  private boolean isTold(long account) {
    return accounts.tells(accounts.platform(account), Telling.QUOTA)
        && database.read(handle -> WatchStore.isPushedTo(handle, account));
  }

  private void later(WatchStore.Watched watched, Step step) {
    database.useTransaction(transaction ->
        WatchStore.later(
            transaction, watched, step.after, step.roundAt, clock.instant().plus(step.pause)));
  }

  @Override
  public void close() {
    stopped.countDown();
    thread.interrupt();
  }
}

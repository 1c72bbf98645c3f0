// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.access.Audit;
import org.simplane.db.Database;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Job;
import org.simplane.job.Jobs;
import org.simplane.job.NewJob;
import org.simplane.job.Progress;
import org.simplane.notification.Outbox;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.SubscriptionRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the operators' lists into the inventory, page by page; each page is kept with the place
 * where the next begins, so that a restart, or another node, goes on from there.
 */
public final class Synchroniser implements AutoCloseable {

  /** What a job of synchronisation says it is. */
  public static final String SYNCHRONISATION = "synchronisation";

  private static final Logger LOG = LoggerFactory.getLogger(Synchroniser.class);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration LATER = Duration.ofSeconds(30);

  private final Database database;
  private final Accounts accounts;
  private final Jobs jobs;
  private final Progress progress;
  private final SyncReader reader;
  private final Clock clock;
  private final ReadingConfig config;
  private final DetailsReader details;
  private final Semaphore wake = new Semaphore(0);
  private final Map<Long, Thread> passes = new ConcurrentHashMap<>();
  private final Map<Long, RollCall> rollCalls = new ConcurrentHashMap<>();
  private final Thread dispatcher = Thread.ofVirtual().name("synchroniser").unstarted(this::run);
  private volatile boolean running = true;

  public Synchroniser(
      Database database,
      Accounts accounts,
      Subscriptions subscriptions,
      Jobs jobs,
      Progress progress,
      Audit audit,
      Outbox outbox,
      Clock clock,
      ReadingConfig config) {
    this.database = database;
    this.accounts = accounts;
    this.jobs = jobs;
    this.progress = progress;
    this.reader = new SyncReader(database, subscriptions, progress, audit, outbox, config, clock);
    this.details = new DetailsReader(database, accounts, progress, reader, clock, config.node());
    this.clock = clock;
    this.config = config;
  }

  /** Only one at a time may be at work under the name of its node. */
  public void start() {
    database.useTransaction(transaction -> {
      SyncStore.letGo(transaction, config.node());
      ReadingStore.letGo(transaction, config.node());
    });
    dispatcher.start();
  }

  /** Begins a pass now; one that is under way is what is given back. */
  public Job synchronise(Caller caller, long account) {
    caller.require(Permission.MANAGE_ACCOUNTS);
    Account known =
        accounts
            .find(caller.scope(), account)
            .orElseThrow(() ->
                new FailureException(new Failure.NotFound("account", Long.toString(account))));
    if (known.platform().equals(Accounts.OWN)) {
      throw new FailureException(
          new Failure.NotSupported(
              "Simplane knows the SIMs of its own network: there is nobody to read them from"));
    }
    long job =
        database.inTransaction(transaction -> {
          OptionalLong present = SyncStore.job(transaction, account);
          if (present.isPresent()) {
            // A pass that nobody asked for would take its job back when it finds nothing new.
            progress.adopt(transaction, present.getAsLong(), caller);
            return present.getAsLong();
          }
          Job begun =
              progress.begin(transaction, newJob(known.organisation(), known.name(), caller));
          SyncStore.ask(transaction, account, begun.id(), clock.instant());
          return begun.id();
        });
    wake.release();
    return jobs.find(Scope.of(known.organisation()), job)
        .orElseThrow(() -> new FailureException(new Failure.NotFound("job", Long.toString(job))));
  }

  /** Begins a pass as soon as may be, unless one is under way. */
  public void soon(long account) {
    database.useTransaction(transaction -> SyncStore.hasten(transaction, account, clock.instant()));
    wake.release();
  }

  /**
   * Begins a pass as soon as may be, unless one is under way or has begun since then; also over an
   * account that is otherwise read on demand alone.
   */
  public void soon(long account, Instant since) {
    database.useTransaction(
        transaction -> SyncStore.hastenOnce(transaction, account, since, clock.instant()));
    wake.release();
  }

  /** Looks now for accounts that are due, such as one that was just added. */
  public void look() {
    wake.release();
  }

  /** Reads some of the operator's subscriptions at once. */
  void read(long account, long organisation, Operator operator, List<SubscriptionRef> refs)
      throws OperatorException {
    Urgency.<Boolean, OperatorException>urgently(() -> {
      reader.read(account, organisation, operator, refs);
      return true;
    });
  }

  /**
   * Reads a subscription at its operator now; what it tells is kept. Nothing happens where there is
   * nobody to ask, as on the own network.
   *
   * @throws FailureException {@code OperatorDown} and {@code Throttled} where it cannot be asked
   */
  public void refresh(Subscription subscription) {
    long account = subscription.account();
    Account known = accounts.open().get(account).account();
    if (!known.platform().equals(Accounts.OWN)) {
      accounts.ask(
          account,
          operator -> {
            reader.read(account, known.organisation(), operator, List.of(subscription.ref()));
            return true;
          });
    }
  }

  /** How far the reading of an account is; empty: there is no such account. */
  public Optional<ReadingProgress> progress(Scope scope, long account) {
    return database.read(handle -> ReadingStore.progress(scope, handle, account, clock.instant()));
  }

  /** Subscriptions that the account's operator did not show in its last whole list. */
  public List<MissingSubscription> missing(Scope scope, long account, long after, int limit) {
    return database.read(handle -> SyncStore.missing(scope, handle, account, after, limit));
  }

  private static NewJob newJob(long organisation, String account, Caller caller) {
    return new NewJob(
        organisation,
        SYNCHRONISATION,
        "Synchronisation of '" + account + "'",
        caller,
        Optional.empty());
  }

  private void run() {
    while (running) {
      try {
        for (long account : database.read(handle -> SyncStore.due(handle, clock.instant()))) {
          passes.computeIfAbsent(
              account,
              id -> Thread.ofVirtual().name("synchronisation-" + id).start(() -> pass(id)));
        }
        details.look();
      } catch (RuntimeException e) {
        LOG.warn("Accounts to be synchronised could not be looked for", e);
      }
      try {
        if (wake.tryAcquire(config.look().toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void pass(long account) {
    SyncStore.Pass pass = null;
    try {
      pass = take(account).orElse(null);
      if (pass != null) {
        RollCall seen = rollCall(pass);
        boolean more = true;
        while (running && more) {
          Optional<SyncStore.Pass> next =
              reader.readPage(pass, accounts.operator(account), seen, lease());
          more = next.isPresent();
          pass = next.orElse(pass);
        }
        // What the list does not show is read one by one from now on.
        wake.release();
        if (more) {
          later(pass, null, false, Duration.ZERO);
        }
      }
    } catch (OperatorException e) {
      // A place that the operator does not know any more: begin again.
      boolean restart =
          e.kind() == OperatorException.Kind.NOT_FOUND
              || e.kind() == OperatorException.Kind.REJECTED;
      LOG.info("Synchronisation of account {} goes on later: {}", account, e.getMessage());
      later(pass, e.getMessage(), restart, e.retryAfter().orElse(LATER));
    } catch (FailureException e) {
      later(pass, e.getMessage(), false, LATER);
    } catch (RuntimeException e) {
      LOG.error("Synchronisation of account {} failed", account, e);
      later(pass, "Simplane failed: " + e.getMessage(), false, LATER);
    } finally {
      passes.remove(account);
    }
  }

  private Optional<SyncStore.Pass> take(long account) {
    return database.inTransaction(transaction ->
        SyncStore.take(
                transaction,
                account,
                config.node(),
                clock.instant().minus(config.wholeEvery()),
                clock.instant(),
                lease())
            .map(pass -> {
              if (pass.job().isPresent()) {
                return pass;
              }
              Job begun =
                  progress.begin(
                      transaction,
                      newJob(
                          pass.organisation(),
                          accounts.open().get(account).account().name(),
                          Caller.system(SYNCHRONISATION, Scope.of(pass.organisation()))));
              SyncStore.Pass known =
                  new SyncStore.Pass(
                      account,
                      pass.organisation(),
                      OptionalLong.of(begun.id()),
                      pass.from(),
                      pass.since(),
                      pass.startedAt(),
                      pass.leasedUntil());
              SyncStore.advance(transaction, known, pass.from().orElse(null), pass.leasedUntil());
              return known;
            }));
  }

  /** A pass that began here can tell at its end who was absent; one that was taken over cannot. */
  private RollCall rollCall(SyncStore.Pass pass) {
    if (pass.from().isEmpty()) {
      RollCall begun = RollCall.whole();
      rollCalls.put(pass.account(), begun);
      return begun;
    }
    return rollCalls.getOrDefault(pass.account(), RollCall.partial());
  }

  private void later(
      SyncStore.@Nullable Pass pass, @Nullable String error, boolean restart, Duration wait) {
    if (pass != null) {
      try {
        database.useTransaction(transaction ->
            SyncStore.interrupted(transaction, pass, error, restart, clock.instant().plus(wait)));
      } catch (RuntimeException e) {
        LOG.warn("The pass over account {} is left to its lease", pass.account(), e);
      }
    }
  }

  private Instant lease() {
    return clock.instant().plus(LEASE).truncatedTo(ChronoUnit.MICROS);
  }

  /** Ends after the page under way. */
  @Override
  public void close() {
    running = false;
    wake.release();
    for (Thread pass : passes.values()) {
      try {
        pass.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    details.close();
  }
}

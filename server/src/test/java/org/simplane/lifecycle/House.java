// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.access.Audit;
import org.simplane.account.Account;
import org.simplane.account.AccountConfig;
import org.simplane.account.AccountUpkeep;
import org.simplane.account.Accounts;
import org.simplane.account.NewAccount;
import org.simplane.account.ReadingConfig;
import org.simplane.account.Synchroniser;
import org.simplane.db.Database;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Bell;
import org.simplane.job.Job;
import org.simplane.job.JobItem;
import org.simplane.job.Jobs;
import org.simplane.job.Progress;
import org.simplane.job.WorkQueue;
import org.simplane.notification.Outbox;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Iccid;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;

/**
 * One node: everything from the database up to the worker, wired as the server wires it. Several
 * may share a database.
 */
final class House implements AutoCloseable {

  static final Secrets SECRETS = Secrets.random();
  private static final AtomicLong NAMES = new AtomicLong();
  private static final AtomicLong ICCIDS = new AtomicLong(1);

  /** Quick where the server is patient, so that tests need not be. */
  static final Patience HASTY =
      new Patience(
          3,
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofMillis(20),
          Duration.ofHours(1));

  static final WorkConfig CONFIG =
      new WorkConfig(
          Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ofSeconds(5), 4, HASTY);

  final Database database;
  final Clock clock;
  final Audit audit;
  final Outbox outbox;
  final Bell bell = new Bell();
  final Jobs jobs;
  final WorkQueue queue;
  final Accounts accounts;
  final AccountUpkeep upkeep;
  final Subscriptions subscriptions;
  final Lifecycle lifecycle;
  final ChangeWorker worker;

  House(TestDatabase testDatabase, List<? extends OperatorPlatform> platforms) {
    this(testDatabase, platforms, CONFIG, Clock.systemUTC());
  }

  House(
      TestDatabase testDatabase,
      List<? extends OperatorPlatform> platforms,
      WorkConfig config,
      Clock clock) {
    this.database = testDatabase.database();
    this.clock = clock;
    audit = new Audit(database, clock);
    outbox = new Outbox(database, clock);
    jobs = new Jobs(database, clock, bell);
    queue = new WorkQueue(database, clock, bell);
    accounts =
        new Accounts(
            database, SECRETS, List.copyOf(platforms), audit, clock, AccountConfig.of(true));
    upkeep = new AccountUpkeep(accounts);
    subscriptions = new Subscriptions(database, audit, outbox, SECRETS, List.of(), clock);
    lifecycle = new Lifecycle(database, accounts, subscriptions, jobs, queue, audit, outbox, clock);
    worker =
        new ChangeWorker(
            database, accounts, subscriptions, queue, bell, audit, outbox, clock, config);
  }

  House start() {
    upkeep.start();
    worker.start();
    return this;
  }

  long organisation() {
    return database.read(handle ->
        handle
            .createUpdate(
                "insert into organisation (name, created_at, updated_at) values (:name, now(), now())")
            .bind("name", "Organisation " + NAMES.incrementAndGet())
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one());
  }

  static Caller caller(long organisation) {
    return new Caller(
        Caller.Kind.USER,
        1,
        "somebody",
        Scope.of(organisation),
        Set.of(Permission.values()),
        "test");
  }

  Account account(long organisation, String platform, MisbehavingOperator operator, Pace pace) {
    return accounts.add(
        caller(organisation),
        new NewAccount(
            organisation,
            platform,
            "Account " + NAMES.incrementAndGet(),
            Map.of("url", operator.url().toString(), "token", "s3cret"),
            ZoneId.of("UTC"),
            Optional.of(pace),
            Optional.of(Duration.ZERO)),
        false);
  }

  /**
   * An account on a {@link TellingPlatform}.
   *
   * @param syncEvery zero: only when somebody asks for it
   */
  Account telling(long organisation, Duration syncEvery) {
    return accounts.add(
        caller(organisation),
        new NewAccount(
            organisation,
            "telling",
            "Account",
            Map.of(),
            ZoneId.of("UTC"),
            Optional.of(Pace.UNLIMITED),
            Optional.of(syncEvery)),
        false);
  }

  /** Not at work yet. */
  Synchroniser synchroniser(ReadingConfig config) {
    return new Synchroniser(
        database,
        accounts,
        subscriptions,
        jobs,
        new Progress(clock, bell),
        audit,
        outbox,
        clock,
        config);
  }

  /** What an operator shows of a SIM comes in. */
  Subscription take(Account account, Sim sim) {
    return database
        .inTransaction(transaction ->
            subscriptions.upsertFromOperator(
                transaction, account.organisation(), account.id(), List.of(sim), clock.instant()))
        .added()
        .getFirst();
  }

  /** Active SIMs here and, where one is given, at the operator. */
  List<Long> sims(
      Account account, int count, Optional<BillingPhase> phase, MisbehavingOperator operator) {
    List<Sim> sims = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String iccid = "8999901%012d".formatted(ICCIDS.getAndIncrement());
      String word = phase.map(p -> "ACTIVE/" + p).orElse("ACTIVE");
      operator.put(iccid, word);
      sims.add(
          new Sim(
              new SubscriptionRef(iccid, iccid),
              Status.ACTIVE,
              word,
              phase,
              Optional.of(new Iccid(iccid)),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    return database.inTransaction(transaction ->
        subscriptions
            .upsertFromOperator(
                transaction, account.organisation(), account.id(), sims, clock.instant())
            .added()
            .stream()
            .map(added -> added.id())
            .toList());
  }

  String key(long organisation, long subscription) {
    return subscriptions.find(Scope.of(organisation), subscription).orElseThrow().operatorKey();
  }

  Status status(long organisation, long subscription) {
    return subscriptions
        .find(Scope.of(organisation), subscription)
        .orElseThrow()
        .standing()
        .status();
  }

  Job suspend(long organisation, List<Long> ids) {
    return lifecycle.request(
        caller(organisation),
        ChangeRequest.of(
            "Suspend", new Target.Same(ids, new Wish.ToStatus(MisbehavingPlatform.SUSPENDED))));
  }

  Job await(Job job) {
    return lifecycle.await(Scope.of(job.organisation()), job.id(), Duration.ofSeconds(20));
  }

  JobItem item(Job job) {
    return jobs.items(Scope.of(job.organisation()), job.id(), 0, 10).getFirst();
  }

  @Override
  public void close() {
    worker.close();
    upkeep.close();
    accounts.close();
  }
}

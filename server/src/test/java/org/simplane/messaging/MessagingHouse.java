// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.access.Organisation;
import org.simplane.access.Organisations;
import org.simplane.account.AccountConfig;
import org.simplane.account.Accounts;
import org.simplane.account.NewAccount;
import org.simplane.connectivity.Audience;
import org.simplane.db.Database;
import org.simplane.db.DatabaseLogin;
import org.simplane.db.Partitions;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.lifecycle.Restriction;
import org.simplane.lifecycle.RestrictionListener;
import org.simplane.lifecycle.Restrictions;
import org.simplane.notification.Outbox;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Service;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.usage.MessageMeter;
import org.simplane.usage.Quota;
import org.simplane.usage.QuotaKeeper;
import org.simplane.usage.Quotas;
import org.simplane.usage.RecordEvents;

/** The messaging feature with everything below it on a database of its own. */
public final class MessagingHouse implements AutoCloseable {

  private final TestDatabase testDatabase = TestDatabase.create();
  public final Database database = testDatabase.database();
  final Clock clock;
  final Audit audit;
  final Outbox outbox;
  final Organisations organisations;
  final Organisation tenant;
  final Subscriptions subscriptions;
  final Restrictions restrictions;
  final Accounts accounts;
  final Quotas quotas;
  final QuotaKeeper keeper;
  final Partitions partitions;
  final long account;

  MessagingHouse(Clock clock, OperatorPlatform... platforms) {
    this.clock = clock;
    audit = new Audit(database, clock);
    outbox = new Outbox(database, clock);
    organisations = new Organisations(database, audit, clock);
    tenant = organisations.root("Tenant");
    subscriptions = new Subscriptions(database, audit, outbox, Secrets.random(), List.of(), clock);
    restrictions = new Restrictions(database, RestrictionListener.NOOP, audit, outbox, clock);
    accounts =
        new Accounts(
            database, Secrets.random(), List.of(platforms), audit, clock, AccountConfig.of(true));
    keeper = new QuotaKeeper(restrictions, outbox, subscriptions::applyValues);
    quotas = new Quotas(database, subscriptions, accounts, keeper, audit, clock);
    partitions = new Partitions(database, clock, Map.of("message", Period.ofDays(90)));
    account = account("own");
  }

  /** Messages of a house that has only what is below them. */
  public static Messages messages(
      Database database,
      Subscriptions subscriptions,
      Restrictions restrictions,
      Accounts accounts,
      Outbox outbox,
      ShortMessageLink link,
      Clock clock) {
    QuotaKeeper keeper = new QuotaKeeper(restrictions, outbox, subscriptions::applyValues);
    Partitions partitions = new Partitions(database, clock, Map.of());
    return new Messages(
        new Messages.Tools(
            database,
            partitions,
            subscriptions,
            accounts,
            new MessageMeter(
                keeper, (_, _) -> {}, new RecordEvents(outbox, Audience.NOBODY), partitions, clock),
            MessageGate.OPEN,
            outbox,
            link),
        MessagingConfig.USUAL,
        clock);
  }

  Messages messages(ShortMessageLink link, MessageGate gate, Duration lease) {
    return new Messages(
        new Messages.Tools(
            database,
            partitions,
            subscriptions,
            accounts,
            new MessageMeter(
                keeper, (_, _) -> {}, new RecordEvents(outbox, Audience.NOBODY), partitions, clock),
            gate,
            outbox,
            link),
        new MessagingConfig(
            Duration.ofHours(24), Duration.ofDays(30), lease, 2, Duration.ofSeconds(1)),
        clock);
  }

  Messages messages(ShortMessageLink link) {
    return messages(link, MessageGate.OPEN, Duration.ofSeconds(60));
  }

  long account(String platform) {
    if (!platform.equals("own")) {
      return accounts
          .add(
              caller(),
              new NewAccount(
                  tenant.id(),
                  platform,
                  "Account of " + platform,
                  Map.of(),
                  ZoneOffset.UTC,
                  Optional.empty(),
                  Optional.empty()),
              false)
          .id();
    }
    return database.read(handle ->
        handle
            .createUpdate(
                """
                insert into operator_account
                  (organisation_id, platform, name, settings, calls_per_second, in_flight, state, created_at, updated_at)
                values (:organisation, 'own', 'Own', '{}', 0, 0, 'ACTIVE', now(), now())
                """)
            .bind("organisation", tenant.id())
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one());
  }

  DatabaseLogin login() {
    return testDatabase.login();
  }

  Caller caller() {
    return Caller.system("somebody", scope());
  }

  Scope scope() {
    return organisations.scopeOf(tenant.id());
  }

  static String imsi(int number) {
    return "99901%010d".formatted(number);
  }

  Subscription sim(int number) {
    return sims(account, number, 1).getFirst();
  }

  /** So many SIMs of an account, from that number on. */
  List<Subscription> sims(long of, int first, int count) {
    List<Sim> sims =
        IntStream.range(first, first + count)
            .mapToObj(number ->
                new Sim(
                    new SubscriptionRef(imsi(number), "8999901%011d".formatted(number)),
                    Status.ACTIVE,
                    "ACTIVE",
                    Optional.of(BillingPhase.PRODUCTIVE),
                    Optional.of(new Iccid("8999901%011d".formatted(number))),
                    Optional.of(new Imsi(imsi(number))),
                    Optional.of(new Msisdn("88290%07d".formatted(number))),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
            .toList();
    database.useTransaction(transaction ->
        subscriptions.upsertFromOperator(transaction, tenant.id(), of, sims, clock.instant()));
    return sims.stream()
        .map(sim -> subscriptions.find(scope(), sim.iccid().orElseThrow()).orElseThrow())
        .toList();
  }

  void quota(Subscription sim, long total) {
    quotas.assign(caller(), sim.id(), Service.SMS, total, 20, Optional.empty());
  }

  long used(Subscription sim) {
    return quotas.of(scope(), sim.id()).stream()
        .filter(quota -> quota.service() == Service.SMS)
        .mapToLong(Quota::used)
        .sum();
  }

  void bar(Subscription sim, boolean barred) {
    Restriction restriction =
        new Restriction(sim.id(), Service.SMS, Restriction.Cause.ADMINISTRATOR);
    database.useTransaction(transaction -> {
      if (barred) {
        restrictions.add(transaction, caller(), List.of(restriction));
      } else {
        restrictions.lift(transaction, caller(), List.of(restriction));
      }
    });
  }

  void attach(Messages messages, Subscription sim) {
    database.useTransaction(
        (Transaction transaction) -> messages.attached(transaction, List.of(sim.id())));
  }

  List<Outbox.StoredEvent> told(String kind) {
    return outbox.read(scope(), Outbox.Position.START, Optional.of(kind), 10_000);
  }

  long one(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  Instant now() {
    return clock.instant();
  }

  @Override
  public void close() {
    accounts.close();
    testDatabase.close();
  }
}

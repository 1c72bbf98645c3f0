// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.access.Audit;
import org.simplane.access.Organisation;
import org.simplane.access.Organisations;
import org.simplane.account.AccountConfig;
import org.simplane.account.Accounts;
import org.simplane.connectivity.AttachListener;
import org.simplane.connectivity.Audience;
import org.simplane.connectivity.DeviceWatch;
import org.simplane.connectivity.NetworkEvents;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.lifecycle.Restrictions;
import org.simplane.messaging.Messages;
import org.simplane.messaging.MessagingHouse;
import org.simplane.messaging.ShortMessageLink;
import org.simplane.notification.Outbox;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imsi;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;

/** The own network's feature with what is below it, on a database of its own. */
final class NetworkHouse implements AutoCloseable {

  private final TestDatabase testDatabase = TestDatabase.create();
  private final AtomicInteger names = new AtomicInteger();
  final Clock clock = Clock.systemUTC();
  final Database database = testDatabase.database();
  final Audit audit = new Audit(database, clock);
  final Outbox outbox = new Outbox(database, clock);
  final Organisations organisations = new Organisations(database, audit, clock);
  final RegisterQueue queue;
  final Subscriptions subscriptions;
  final Restrictions restrictions;
  final EventDoor events;
  final SmsDoor doors;
  final Messages messages;
  final Organisation tenant = organisations.root("Tenant");
  final long account = account(tenant.id(), OwnPlatform.NAME);

  NetworkHouse(SubscriberRegister register) {
    queue = new RegisterQueue(database, register, clock);
    subscriptions =
        new Subscriptions(database, audit, outbox, Secrets.random(), List.of(queue), clock);
    restrictions = new Restrictions(database, queue, audit, outbox, clock);
    Partitions partitions =
        new Partitions(database, clock, Map.of("network_event", Period.ofDays(90)));
    events =
        new EventDoor(
            database,
            new NetworkEvents(
                database,
                partitions,
                new DeviceWatch(subscriptions, restrictions, audit, outbox),
                outbox,
                Audience.NOBODY,
                AttachListener.NOOP),
            clock,
            Duration.ofDays(90));
    messages =
        MessagingHouse.messages(
            database,
            subscriptions,
            restrictions,
            new Accounts(
                database, Secrets.random(), List.of(), audit, clock, AccountConfig.of(true)),
            outbox,
            ShortMessageLink.NONE,
            clock);
    doors = new SmsDoor(database, messages, clock, Duration.ofDays(90));
  }

  void start() {
    queue.start(subscriptions, restrictions);
  }

  long account(long organisation, String platform) {
    return database.read(handle ->
        handle
            .createUpdate(
                """
                insert into operator_account
                  (organisation_id, platform, name, settings, calls_per_second, in_flight, state, created_at, updated_at)
                values (:organisation, :platform, :name, '{}', 0, 0, 'ACTIVE', now(), now())
                """)
            .bind("organisation", organisation)
            .bind("platform", platform)
            .bind("name", "Account " + names.incrementAndGet())
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one());
  }

  Caller caller(Organisation organisation) {
    return Caller.system("test", organisations.scopeOf(organisation.id()));
  }

  Scope scope() {
    return organisations.scopeOf(tenant.id());
  }

  /** So many SIMs of the fleet, from the first on. */
  void add(long account, int first, int count, Status status) {
    List<Sim> sims =
        new ArrayList<>(
            IntStream.range(first, first + count).mapToObj(number -> sim(number, status)).toList());
    database.useTransaction(transaction ->
        subscriptions.upsertFromOperator(transaction, tenant.id(), account, sims, clock.instant()));
  }

  Subscription find(int number) {
    return subscriptions.find(scope(), iccid(number)).orElseThrow();
  }

  static Iccid iccid(int number) {
    String body = "8999901%012d".formatted(number);
    return IntStream.range(0, 10)
        .mapToObj(digit -> new Iccid(body + digit))
        .filter(iccid -> iccid.luhn() == Iccid.Luhn.VALID)
        .findFirst()
        .orElseThrow();
  }

  static String imsi(int number) {
    return "99901%010d".formatted(number);
  }

  private static Sim sim(int number, Status status) {
    return new Sim(
        new SubscriptionRef(imsi(number), iccid(number).digits()),
        status,
        status.name(),
        status == Status.ACTIVE ? Optional.of(BillingPhase.PRODUCTIVE) : Optional.empty(),
        Optional.of(iccid(number)),
        Optional.of(new Imsi(imsi(number))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  long waiting() {
    return database.read(handle ->
        handle.createQuery("select count(*) from register_command").mapTo(Long.class).one());
  }

  @Override
  public void close() {
    queue.close();
    testDatabase.close();
  }
}

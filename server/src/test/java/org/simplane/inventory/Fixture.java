// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.db.Database;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;
import org.simplane.notification.Outbox;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;

/** An inventory on a database of its own, with organisations and accounts to put SIMs into. */
final class Fixture implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  final TestDatabase testDatabase = TestDatabase.create();
  final Database database = testDatabase.database();
  final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  final Secrets secrets = Secrets.random();
  final List<Subscription> heardAdded = new ArrayList<>();
  final List<Subscription> heardMoved = new ArrayList<>();
  final Subscriptions subscriptions =
      new Subscriptions(
          database,
          new Audit(database, clock),
          new Outbox(database, clock),
          secrets,
          List.of(new Listener()),
          clock);
  private final AtomicLong names = new AtomicLong();

  private final class Listener implements SubscriptionListener {
    @Override
    public void added(Transaction transaction, List<Subscription> added) {
      heardAdded.addAll(added);
    }

    @Override
    public void moved(Transaction transaction, List<Subscription> moved) {
      heardMoved.addAll(moved);
    }
  }

  long organisation() {
    return database.read(handle ->
        handle
            .createUpdate(
                "insert into organisation (name, created_at, updated_at) values (:name, now(), now())")
            .bind("name", "Organisation " + names.incrementAndGet())
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one());
  }

  long account(long organisation, String platform) {
    return database.read(handle ->
        handle
            .createUpdate(
                """
                insert into operator_account
                  (organisation_id, platform, name, settings, calls_per_second, in_flight, state, created_at, updated_at)
                values (:organisation, :platform, :name, '{}', 0, 0, 'ACTIVE', now(), now())\
                """)
            .bind("organisation", organisation)
            .bind("platform", platform)
            .bind("name", "Account " + names.incrementAndGet())
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one());
  }

  Caller caller(Scope scope) {
    return new Caller(Caller.Kind.USER, 1, "somebody", scope, Set.of(Permission.values()), "test");
  }

  /** SIMs numbered on from {@code first}, read from an operator. */
  SyncReport add(long organisation, long account, int first, int count) {
    List<Sim> sims = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      sims.add(sim(i));
    }
    return database.inTransaction(transaction ->
        subscriptions.upsertFromOperator(transaction, organisation, account, sims, NOW));
  }

  /** Satellite terminals numbered on from {@code first}, read from an operator. */
  void addTerminals(long organisation, long account, int first, int count) {
    List<Sim> terminals = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      terminals.add(
          new Sim(
              new SubscriptionRef("T-" + i, "T-" + i),
              Status.ACTIVE,
              "active",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    database.useTransaction(transaction ->
        subscriptions.upsertFromOperator(transaction, organisation, account, terminals, NOW));
  }

  static Iccid iccid(int number) {
    return new Iccid("8999901%011d".formatted(number));
  }

  static Sim sim(int number) {
    Iccid iccid = new Iccid(iccid(number).withCheckDigit());
    return new Sim(
        new SubscriptionRef("key-" + number, iccid.digits()),
        Status.ACTIVE,
        "Enabled",
        Optional.empty(),
        Optional.of(iccid),
        Optional.of(new Imsi("90143%010d".formatted(number))),
        Optional.of(new Msisdn("88228%010d".formatted(number))),
        Optional.of(new Imei("35%012d17".formatted(number))),
        Optional.empty(),
        Optional.of(
            "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255)),
        Optional.of("Meter " + number),
        Optional.of(false),
        Optional.empty());
  }

  @Override
  public void close() {
    testDatabase.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.access.NewOrganisation;
import org.simplane.access.Organisations;
import org.simplane.account.AccountConfig;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.inventory.ValueChange;
import org.simplane.lifecycle.RestrictionListener;
import org.simplane.lifecycle.Restrictions;
import org.simplane.notification.Outbox;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;

/**
 * The usage feature on a database of its own, with an organisation, a feed, and a clock that stands
 * still unless moved.
 */
final class UsageHouse {

  static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  static final String HEADER =
      "record_id,record_type,iccid,start,duration_s,bytes_up,bytes_down,visited_mcc,visited_mnc\n";

  private static final AtomicLong NAMES = new AtomicLong();

  final Database database;
  Instant now = NOW;
  final Clock clock = new Moved();
  final Outbox outbox;
  final Organisations organisations;
  final Partitions partitions;
  final Subscriptions subscriptions;
  final Restrictions restrictions;
  final QuotaKeeper keeper;
  final Quotas quotas;
  final MonthlyLimits limits;
  final Feeds feeds;
  final UsageReader reader;
  final Path directory;

  /** Organisations that are told of their usage records. */
  final Set<Long> audience = new HashSet<>();

  final List<Long> woken = new ArrayList<>();
  final long organisation;
  final long account;
  final Feed feed;

  UsageHouse(TestDatabase testDatabase) {
    this(testDatabase, QuotaPlan.NONE, List.of());
  }

  UsageHouse(TestDatabase testDatabase, QuotaPlan plan, List<OperatorPlatform> platforms) {
    database = testDatabase.database();
    Audit audit = new Audit(database, clock);
    outbox = new Outbox(database, clock);
    organisations = new Organisations(database, audit, clock);
    partitions = new Partitions(database, clock, Map.of());
    restrictions = new Restrictions(database, RestrictionListener.NOOP, audit, outbox, clock);
    keeper = new QuotaKeeper(restrictions, outbox, this::show);
    feeds = new Feeds(database, audit, clock, Duration.ofDays(390));
    reader = new UsageReader(database);
    directory = temporary();
    Secrets secrets = Secrets.random();
    subscriptions =
        new Subscriptions(
            database,
            audit,
            outbox,
            secrets,
            List.of(new DefaultQuotas(plan, this::show, clock)),
            clock);
    Accounts accounts =
        new Accounts(database, secrets, platforms, audit, clock, AccountConfig.of(true));
    quotas = new Quotas(database, subscriptions, accounts, keeper, audit, clock);
    limits = new MonthlyLimits(database, accounts, audit, clock);
    keeper.countTowards(limits);
    organisation = organisation(0);
    account = account(organisation, Accounts.OWN);
    feed = feeds.add(caller(), "feed-" + NAMES.incrementAndGet(), Feeds.DEFAULT_ACCEPTANCE);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("simplane-usage-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Moved extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private void show(Transaction transaction, List<ValueChange> changes) {
    subscriptions.applyValues(transaction, changes);
  }

  UsageIngest ingest(int chunkRows) {
    return ingest(chunkRows, (_, ids) -> woken.addAll(ids));
  }

  UsageIngest ingest(int chunkRows, FirstUsage firstUsage) {
    BatchLoader loader =
        new BatchLoader(
            database,
            organisations,
            keeper,
            firstUsage,
            new RecordEvents(outbox, audience::contains),
            new RecordPartitions(partitions),
            clock,
            chunkRows);
    return new UsageIngest(database, loader, directory.resolve("spool"), clock);
  }

  /** Loads lines behind {@link #HEADER}. */
  BatchReport load(String... lines) {
    return file(HEADER + String.join("\n", lines) + "\n");
  }

  BatchReport file(String content) {
    return file(content.getBytes(UTF_8));
  }

  BatchReport file(byte[] content) {
    return ingest(1_000).ingest(caller(), feed.id(), "test.csv", new ByteArrayInputStream(content));
  }

  /** One data record in the columns of {@link #HEADER}. */
  static String data(String id, String iccid, String start, long up, long down) {
    return "%s,DATA,%s,%s,60,%d,%d,262,01".formatted(id, iccid, start, up, down);
  }

  /** Below {@code parent}; 0: a root. */
  long organisation(long parent) {
    String name = "Organisation " + NAMES.incrementAndGet();
    return parent == 0
        ? organisations.root(name).id()
        : organisations
            .create(
                caller(parent), new NewOrganisation(Optional.of(parent), name, Optional.empty()))
            .id();
  }

  long account(long of, String platform) {
    return one(
        """
        insert into operator_account (organisation_id, platform, name, settings, calls_per_second, in_flight, state,
          created_at, updated_at)
        values (%d, '%s', 'A%d', '{}', 0, 0, 'ACTIVE', now(), now()) returning id
        """
            .formatted(of, platform, NAMES.incrementAndGet()));
  }

  static String iccid(int number) {
    return "8999901%011d".formatted(number);
  }

  /** On the own network no two SIMs have the same, in whatever organisation. */
  String imsi(int number) {
    return "99990%06d%04d".formatted(organisation, number);
  }

  String msisdn(int number) {
    return "88299%06d%04d".formatted(organisation, number);
  }

  Subscription sim(int number) {
    return sim(organisation, account, number, BillingPhase.PRODUCTIVE);
  }

  Subscription sim(long of, long ofAccount, int number, BillingPhase phase) {
    Sim sim =
        new Sim(
            new SubscriptionRef(iccid(number), iccid(number)),
            Status.ACTIVE,
            "ACTIVE",
            Optional.of(phase),
            Optional.of(new Iccid(iccid(number))),
            Optional.of(new Imsi(imsi(number))),
            Optional.of(new Msisdn(msisdn(number))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return database.inTransaction(transaction ->
        subscriptions
            .upsertFromOperator(transaction, of, ofAccount, List.of(sim), now)
            .added()
            .getFirst());
  }

  Caller caller() {
    return caller(organisation);
  }

  Caller caller(long of) {
    return new Caller(
        Caller.Kind.USER,
        1,
        "somebody",
        organisations.scopeOf(of),
        Set.of(Permission.values()),
        "test");
  }

  Scope scope() {
    return organisations.scopeOf(organisation);
  }

  List<Reject> rejects() {
    return feeds.rejects(
        scope(),
        new RejectQuery(
            OptionalLong.of(feed.id()), OptionalLong.empty(), Optional.empty(), 0, 1_000));
  }

  long one(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  List<String> events(String kind) {
    return database.read(handle ->
        handle
            .createQuery(
                "select kind || ' ' || (body ->> 'service') from outbox where kind like :kind and organisation_id = :organisation order by id")
            .bind("organisation", organisation)
            .bind("kind", kind)
            .mapTo(String.class)
            .list());
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.ApiClients;
import org.simplane.access.Audit;
import org.simplane.access.Credentials;
import org.simplane.access.IssuedClient;
import org.simplane.access.NewApiClient;
import org.simplane.access.NewOrganisation;
import org.simplane.access.NewUser;
import org.simplane.access.Organisations;
import org.simplane.access.RequestBrake;
import org.simplane.access.Role;
import org.simplane.access.Tokens;
import org.simplane.access.User;
import org.simplane.access.Users;
import org.simplane.account.AccountConfig;
import org.simplane.account.Accounts;
import org.simplane.account.NewAccount;
import org.simplane.api.Health;
import org.simplane.api.HttpConfig;
import org.simplane.api.HttpServer;
import org.simplane.catalog.Catalog;
import org.simplane.connectivity.Audience;
import org.simplane.connectivity.OwnEvents;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscriptions;
import org.simplane.inventory.ValueChange;
import org.simplane.job.Bell;
import org.simplane.job.Jobs;
import org.simplane.job.Progress;
import org.simplane.job.Reports;
import org.simplane.job.WorkQueue;
import org.simplane.lifecycle.ChangeWorker;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.lifecycle.Restrictions;
import org.simplane.lifecycle.WorkConfig;
import org.simplane.messaging.Messages;
import org.simplane.network.EventDoor;
import org.simplane.network.HttpRegister;
import org.simplane.network.OwnPlatform;
import org.simplane.network.RegisterQueue;
import org.simplane.notification.Outbox;
import org.simplane.operator.Sim;
import org.simplane.usage.BatchReport;
import org.simplane.usage.DefaultQuotas;
import org.simplane.usage.Feeds;
import org.simplane.usage.QuotaKeeper;
import org.simplane.usage.QuotaPlan;
import org.simplane.usage.Quotas;
import org.simplane.usage.RecordEvents;
import org.simplane.usage.UsageIngest;
import org.simplane.usage.UsageReader;

/**
 * The dialect over HTTP on the real features and a real PostgreSQL: an owner with an organisation
 * below it, and a stranger.
 */
final class House implements AutoCloseable {

  static final String USER = "owner.user";
  static final String PASSWORD = "correct horse battery";

  private final TestDatabase postgres = TestDatabase.create();
  private final MovableClock clock = new MovableClock();
  private final Database database = postgres.database();
  private final Audit audit = new Audit(database, clock);
  private final Outbox outbox = new Outbox(database, clock, new OwnEvents(Audience.NOBODY, clock));
  private final Organisations organisations = new Organisations(database, audit, clock);
  private final Tokens tokens = new Tokens(database, organisations, clock);
  private final Set<String> dialects = Set.of(EasyConnect.DIALECT, "v1");
  private final Users users = new Users(database, audit, tokens, dialects, clock);
  private final ApiClients clients = new ApiClients(database, audit, tokens, dialects, clock);
  private final HttpRegister register;
  private final RegisterQueue registered;
  private final Subscriptions subscriptions;
  private final Accounts accounts;
  private final Jobs jobs;
  private final ChangeWorker worker;
  private final Quotas quotas;
  final Shop shop;
  private final UsageIngest ingest;
  private final Feeds feeds;
  private final EventDoor doors;
  final Messages messages;
  private final HttpServer server;
  private final EasyConnect dialect;
  private final long owner;
  private final long below;
  private final long stranger;
  private final long account;
  private final long strangersAccount;

  private House(URI registerUrl, EasyConnectConfig config, QuotaPlan plan) {
    register = new HttpRegister(registerUrl);
    registered = new RegisterQueue(database, register, clock);
    Secrets secrets = Secrets.random();
    subscriptions =
        new Subscriptions(
            database,
            audit,
            outbox,
            secrets,
            List.of(registered, new DefaultQuotas(plan, this::show, clock)),
            clock);
    accounts =
        new Accounts(
            database,
            secrets,
            List.of(new OwnPlatform(database, register)),
            audit,
            clock,
            AccountConfig.of(true));
    Bell bell = new Bell();
    jobs = new Jobs(database, clock, bell);
    WorkQueue queue = new WorkQueue(database, clock, bell);
    Restrictions restrictions = new Restrictions(database, registered, audit, outbox, clock);
    worker =
        new ChangeWorker(
            database, accounts, subscriptions, queue, bell, audit, outbox, clock, WorkConfig.USUAL);
    QuotaKeeper keeper = new QuotaKeeper(restrictions, outbox, this::show);
    quotas = new Quotas(database, subscriptions, accounts, keeper, audit, clock);
    Lifecycle lifecycle =
        new Lifecycle(database, accounts, subscriptions, jobs, queue, audit, outbox, clock);
    shop =
        new Shop(
            new Catalog.Parts(
                database,
                organisations,
                audit,
                outbox,
                subscriptions,
                accounts,
                jobs,
                new Progress(clock, bell),
                new Reports(database, bell, clock),
                lifecycle,
                quotas,
                (_, _) -> {}),
            keeper,
            clock);
    Partitions partitions = new Partitions(database, clock, Map.of());
    Air air = new Air(shop.parts, restrictions, partitions, clock);
    messages =
        Shop.messages(database, subscriptions, restrictions, accounts, outbox, registerUrl, clock);
    dialect =
        new EasyConnect(
            new EasyConnect.Features(
                tokens,
                new RequestBrake(database),
                subscriptions,
                lifecycle,
                jobs,
                accounts,
                quotas,
                new UsageReader(database),
                air.presences,
                shop.catalog,
                shop.limits,
                air.history,
                messages),
            config,
            clock);
    server =
        new HttpServer(
            HttpConfig.loopback(0),
            new Health(() -> true),
            List.of(dialect),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    ingest =
        new UsageIngest(
            database,
            partitions,
            organisations,
            keeper,
            lifecycle::firstUsage,
            new RecordEvents(outbox, Audience.NOBODY),
            Shop.spool(),
            clock);
    feeds = new Feeds(database, audit, clock, Feeds.DEFAULT_ACCEPTANCE);
    doors = air.door;
    registered.start(subscriptions, restrictions);
    worker.start();
    shop.catalog.start();
    server.start();
    owner = organisations.root("Owner").id();
    stranger = organisations.root("Stranger").id();
    below =
        organisations
            .create(
                administrator(), new NewOrganisation(Optional.of(owner), "Below", Optional.empty()))
            .id();
    account = account(owner);
    strangersAccount = account(stranger);
    user(USER, Role.API_ACCESS, Set.of(EasyConnect.DIALECT));
  }

  /** With SIMs as {@link Sims} makes them; no register is there to be told of their changes. */
  static House open() {
    return open(EasyConnectConfig.DEFAULT.withRequestsPerSecond(0));
  }

  /** The same with settings, whose limit of requests holds here. */
  static House open(EasyConnectConfig config) {
    return new House(URI.create("http://127.0.0.1:9"), config, QuotaPlan.NONE);
  }

  /** With a register, for SIMs that it knows, and no limit of requests. */
  static House open(URI register, EasyConnectConfig config) {
    return new House(register, config.withRequestsPerSecond(0), QuotaPlan.DEFAULT);
  }

  private void show(Transaction transaction, List<ValueChange> changes) {
    subscriptions.applyValues(transaction, changes);
  }

  MovableClock clock() {
    return clock;
  }

  Users users() {
    return users;
  }

  long owner() {
    return owner;
  }

  EasyConnect dialect() {
    return dialect;
  }

  /** May do everything in the owner's organisation. */
  Caller administrator() {
    return Caller.system("test", organisations.scopeOf(owner));
  }

  User user(String name, Role role, Set<String> dialects) {
    return users.create(
        administrator(),
        new NewUser(
            Optional.empty(),
            name,
            PASSWORD,
            Optional.empty(),
            Optional.empty(),
            Set.of(role),
            dialects,
            true));
  }

  HttpCaller anonymous() {
    return new HttpCaller(URI.create("http://127.0.0.1:" + server.port() + EasyConnect.BASE), null);
  }

  HttpCaller ofOwner() {
    return client(owner);
  }

  HttpCaller ofBelow() {
    return client(below);
  }

  HttpCaller ofStranger() {
    return client(stranger);
  }

  /** One whose token is for our own API. */
  HttpCaller ofV1() {
    return anonymous().withToken(token(owner, "v1", Role.API_ACCESS));
  }

  private HttpCaller client(long organisation) {
    return anonymous().withToken(token(organisation));
  }

  /** A client of the owner that may read and nothing else. */
  HttpCaller reader() {
    return anonymous().withToken(token(owner, EasyConnect.DIALECT, Role.READ_ONLY));
  }

  String token(long organisation) {
    return token(organisation, EasyConnect.DIALECT, Role.API_ACCESS);
  }

  private String token(long organisation, String dialect, Role role) {
    IssuedClient client =
        clients.create(
            Caller.system("test", Scope.of(organisation)),
            new NewApiClient(
                Optional.of(organisation), "client", Set.of(role), Set.of(dialect), true));
    return tokens
        .issue(
            new Credentials(client.client().clientId(), client.secret()),
            dialect,
            Duration.ofHours(4))
        .token();
  }

  int port() {
    return server.port();
  }

  /** SIMs of the owner as a synchronisation brings them. */
  void deliver(Sim... sims) {
    database.useTransaction(transaction ->
        subscriptions.upsertFromOperator(
            transaction, owner, account, List.of(sims), clock.instant()));
  }

  void deliverToStranger(Sim... sims) {
    database.useTransaction(transaction ->
        subscriptions.upsertFromOperator(
            transaction, stranger, strangersAccount, List.of(sims), clock.instant()));
  }

  /** Usage records as CSV with a header, all of which are accepted. */
  void meter(String csv) {
    long feed =
        feeds
            .named(administrator().scope(), "test")
            .orElseGet(() -> feeds.add(administrator(), "test", Feeds.DEFAULT_ACCEPTANCE))
            .id();
    BatchReport report =
        ingest.ingest(administrator(), feed, "test", new ByteArrayInputStream(csv.getBytes(UTF_8)));
    assertThat(report.batch().rejected()).as("%s", report).isZero();
  }

  /** Network events as lines of JSON. */
  void tell(String ndjson) {
    try {
      doors.take(administrator(), new ByteArrayInputStream(ndjson.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Its lifetime is over since yesterday; what sets it comes from outside. */
  void expire(Sim sim) {
    execute("update subscription set ends_at = now() - interval '1 day' where iccid = ?", sim);
  }

  void terminate(Sim sim) {
    execute(
        "update subscription set status = 'TERMINATED', billing_phase = null where iccid = ?", sim);
  }

  private void execute(String sql, Sim sim) {
    database.useTransaction(
        transaction -> transaction.handle().execute(sql, sim.ref().businessId()));
  }

  private long account(long organisation) {
    return accounts
        .add(
            Caller.system("test", Scope.of(organisation)),
            new NewAccount(
                organisation,
                OwnPlatform.NAME,
                "sims",
                Map.of(),
                ZoneOffset.UTC,
                Optional.empty(),
                Optional.empty()),
            false)
        .id();
  }

  @Override
  public void close() {
    server.close();
    shop.catalog.close();
    worker.close();
    registered.close();
    accounts.close();
    register.close();
    postgres.close();
  }
}

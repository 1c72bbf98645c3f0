// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.Javalin;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.access.ApiClients;
import org.simplane.access.Audit;
import org.simplane.access.Credentials;
import org.simplane.access.IssuedClient;
import org.simplane.access.NewApiClient;
import org.simplane.access.NewOrganisation;
import org.simplane.access.NewUser;
import org.simplane.access.Organisations;
import org.simplane.access.Role;
import org.simplane.access.Tokens;
import org.simplane.access.User;
import org.simplane.access.Users;
import org.simplane.account.Accounts;
import org.simplane.api.OpenApiFile;
import org.simplane.db.Database;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Bell;
import org.simplane.job.Jobs;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.lifecycle.Restrictions;
import org.simplane.notification.Outbox;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.usage.Quotas;
import org.simplane.usage.UsageReader;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The dialect over HTTP on the real features and a real PostgreSQL: an owner with an organisation below it, and a stranger.
 */
final class House implements AutoCloseable {

  static final String USER = "owner.user";
  static final String PASSWORD = "correct horse battery";

  private final TestDatabase postgres = TestDatabase.create();
  private final MovableClock clock = new MovableClock();
  private final Database database = postgres.database();
  private final Audit audit = new Audit(database, clock);
  private final Outbox outbox = new Outbox(database, clock);
  private final Organisations organisations = new Organisations(database, audit, clock);
  private final Tokens tokens = new Tokens(database, organisations, clock);
  private final Set<String> dialects = Set.of(EasyConnect.DIALECT, "v1");
  private final Users users = new Users(database, audit, tokens, dialects, clock);
  private final ApiClients clients = new ApiClients(database, audit, tokens, dialects, clock);
  private final Subscriptions subscriptions =
      new Subscriptions(database, audit, outbox, List.of(), clock);
  private final Accounts accounts = new Accounts();
  private final Lifecycle lifecycle = new Lifecycle();
  private final Jobs jobs = new Jobs(database, clock, new Bell());
  private final Quotas quotas =
      new Quotas(
          database,
          subscriptions,
          accounts,
          new Restrictions(),
          outbox,
          audit,
          subscriptions::applyValues,
          clock);
  private final EasyConnect dialect =
      new EasyConnect(
          EasyConnectConfig.DEFAULT,
          tokens,
          subscriptions,
          lifecycle,
          jobs,
          quotas,
          new UsageReader(),
          _ -> ZoneOffset.UTC,
          clock);
  private final OpenApiFile document = document();
  private final Javalin server;
  private final long owner;
  private final long below;
  private final long stranger;
  private final long account;
  private final long strangersAccount;

  private House() {
    server =
        Javalin.start(
            config -> {
              config.concurrency.useVirtualThreads = true;
              config.startup.showJavalinBanner = false;
              config.jetty.host = "127.0.0.1";
              config.jetty.port = 0;
              dialect.mount(config.routes);
            });
    owner = organisations.root("Owner").id();
    stranger = organisations.root("Stranger").id();
    below =
        organisations
            .create(
                administrator(),
                new NewOrganisation(Optional.of(owner), "Below", Optional.empty()))
            .id();
    account = account(owner, "sims");
    strangersAccount = account(stranger, "sims");
    user(USER, Role.API_ACCESS, Set.of(EasyConnect.DIALECT));
  }

  static House open() {
    return new House();
  }

  static OpenApiFile document() {
    try (var in = House.class.getResourceAsStream("/openapi/easyconnect.yaml")) {
      return new OpenApiFile(new YAMLMapper().readTree(in));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
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
    return new HttpCaller(
        URI.create("http://127.0.0.1:" + server.port() + EasyConnect.BASE), document, null);
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

  private HttpCaller client(long organisation) {
    IssuedClient client =
        clients.create(
            Caller.system("test", Scope.of(organisation)),
            new NewApiClient(
                Optional.of(organisation),
                "client",
                Set.of(Role.API_ACCESS),
                Set.of(EasyConnect.DIALECT),
                true));
    return anonymous()
        .withToken(
            tokens
                .issue(
                    new Credentials(client.client().clientId(), client.secret()),
                    EasyConnect.DIALECT,
                    Duration.ofHours(4))
                .token());
  }

  /** SIMs of the owner as a synchronisation brings them. */
  void deliver(Sim... sims) {
    database.useTransaction(
        transaction ->
            subscriptions.upsertFromOperator(
                transaction, owner, account, List.of(sims), clock.instant()));
  }

  void deliverToStranger(Sim... sims) {
    database.useTransaction(
        transaction ->
            subscriptions.upsertFromOperator(
                transaction, stranger, strangersAccount, List.of(sims), clock.instant()));
  }

  static String iccid(int number) {
    return "8999901%012d".formatted(number);
  }

  static Sim sim(int number, Status status) {
    return new Sim(
        new SubscriptionRef(iccid(number), iccid(number)),
        status,
        status.name(),
        Optional.empty(),
        Optional.of(new Iccid(iccid(number))),
        Optional.of(new Imsi("99901%010d".formatted(number))),
        Optional.of(new Msisdn("88299%010d".formatted(number))),
        Optional.of(new Imei("35693800%08d".formatted(number))),
        Optional.empty(),
        Optional.of("10.64.0." + number),
        Optional.of("pump-" + number),
        Optional.of(false),
        Optional.of(Instant.parse("2026-02-03T04:05:06.700Z")));
  }

  private long account(long organisation, String name) {
    return database.inTransaction(
        transaction ->
            transaction
                .handle()
                .createQuery(
                    """
                    insert into operator_account (organisation_id, platform, name, settings, calls_per_second, in_flight,
                                                  state, created_at, updated_at)
                    values (:organisation, 'nce', :name, '{}', 0, 0, 'ACTIVE', now(), now()) returning id
                    """)
                .bind("organisation", organisation)
                .bind("name", name)
                .mapTo(Long.class)
                .one());
  }

  @Override
  public void close() {
    server.stop();
    postgres.close();
  }
}

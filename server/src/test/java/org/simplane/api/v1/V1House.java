// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.simplane.Caller;
import org.simplane.access.ApiClients;
import org.simplane.access.Audit;
import org.simplane.access.Credentials;
import org.simplane.access.IdempotencyKeys;
import org.simplane.access.InstallationKeys;
import org.simplane.access.IssuedClient;
import org.simplane.access.NewApiClient;
import org.simplane.access.Organisation;
import org.simplane.access.Organisations;
import org.simplane.access.Role;
import org.simplane.access.Tokens;
import org.simplane.access.Users;
import org.simplane.account.Ability;
import org.simplane.account.AccountConfig;
import org.simplane.account.Accounts;
import org.simplane.account.CapabilityMatrix;
import org.simplane.account.Imports;
import org.simplane.account.Operation;
import org.simplane.account.Pushes;
import org.simplane.account.ReadingConfig;
import org.simplane.account.Synchroniser;
import org.simplane.adapter.Platforms;
import org.simplane.api.Health;
import org.simplane.api.HttpConfig;
import org.simplane.api.HttpServer;
import org.simplane.api.easyconnect.EasyConnect;
import org.simplane.catalog.Catalog;
import org.simplane.catalog.CatalogConfig;
import org.simplane.connectivity.AttachListener;
import org.simplane.connectivity.Audience;
import org.simplane.connectivity.DeviceWatch;
import org.simplane.connectivity.History;
import org.simplane.connectivity.NetworkEvents;
import org.simplane.connectivity.OperatorEvents;
import org.simplane.connectivity.Presences;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Bell;
import org.simplane.job.Jobs;
import org.simplane.job.Progress;
import org.simplane.job.Reports;
import org.simplane.job.WorkQueue;
import org.simplane.lifecycle.ChangeWorker;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.lifecycle.RestrictionListener;
import org.simplane.lifecycle.Restrictions;
import org.simplane.lifecycle.WorkConfig;
import org.simplane.messaging.MessagingHouse;
import org.simplane.messaging.ShortMessageLink;
import org.simplane.network.RegisterCommands;
import org.simplane.network.RegisterQueue;
import org.simplane.network.SubscriberRegister;
import org.simplane.notification.Listening;
import org.simplane.notification.Outbox;
import org.simplane.notification.WebhookConfig;
import org.simplane.notification.Webhooks;
import org.simplane.usage.Consumptions;
import org.simplane.usage.Feeds;
import org.simplane.usage.MonthlyLimits;
import org.simplane.usage.QuotaKeeper;
import org.simplane.usage.Quotas;
import org.simplane.usage.RecordEvents;
import org.simplane.usage.RejectRetry;
import org.simplane.usage.UsageIngest;
import org.simplane.usage.UsageReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dialect over HTTP on the real features and a real PostgreSQL, with a tenant and a stranger.
 */
final class V1House implements AutoCloseable {

  private final TestDatabase testDatabase = TestDatabase.create();
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger names = new AtomicInteger();
  private final Path spool = spool();
  private final HttpServer server;
  private final ChangeWorker worker;
  private final InstallationKeys installationKeys;
  private final Webhooks webhooks;
  final Clock clock = Clock.systemUTC();
  final Database database = testDatabase.database();
  final V1Document document = new V1Document();
  final V1.Features features;
  final NetworkEvents networkEvents;
  final V1 dialect;
  final Organisation tenant;
  final Organisation stranger;

  V1House() {
    Audit audit = new Audit(database, clock);
    Outbox outbox = new Outbox(database, clock);
    Organisations organisations = new Organisations(database, audit, clock);
    Tokens tokens = new Tokens(database, organisations, clock);
    Set<String> dialects = Set.of(V1.DIALECT, "easyconnect");
    Secrets secrets = Secrets.random();
    Subscriptions subscriptions =
        new Subscriptions(database, audit, outbox, secrets, List.of(), clock);
    Bell bell = new Bell();
    Jobs jobs = new Jobs(database, clock, bell);
    WorkQueue queue = new WorkQueue(database, clock, bell);
    Accounts accounts =
        new Accounts(
            database,
            secrets,
            Stream.concat(Stream.of(new PaperPlatform()), Platforms.all().stream()).toList(),
            audit,
            clock,
            AccountConfig.of(true));
    worker =
        new ChangeWorker(
            database, accounts, subscriptions, queue, bell, audit, outbox, clock, WorkConfig.USUAL);
    Restrictions restrictions =
        new Restrictions(database, RestrictionListener.NOOP, audit, outbox, clock);
    Progress progress = new Progress(clock, bell);
    QuotaKeeper keeper = new QuotaKeeper(restrictions, outbox, subscriptions::applyValues);
    Partitions partitions = new Partitions(database, clock, Map.of());
    networkEvents =
        new NetworkEvents(
            database,
            partitions,
            new DeviceWatch(subscriptions, restrictions, audit, outbox),
            outbox,
            Audience.NOBODY,
            AttachListener.NOOP);
    Quotas quotas = new Quotas(database, subscriptions, accounts, keeper, audit, clock);
    Lifecycle lifecycle =
        new Lifecycle(database, accounts, subscriptions, jobs, queue, audit, outbox, clock);
    Synchroniser synchroniser =
        new Synchroniser(
            database,
            accounts,
            subscriptions,
            jobs,
            progress,
            audit,
            outbox,
            clock,
            ReadingConfig.USUAL);
    Reports reports = new Reports(database, bell, clock);
    UsageIngest ingest =
        new UsageIngest(
            database,
            partitions,
            organisations,
            keeper,
            (_, _) -> {},
            new RecordEvents(outbox, Audience.NOBODY),
            spool,
            clock);
    installationKeys = new InstallationKeys(database, clock);
    webhooks =
        new Webhooks(
            database,
            organisations,
            audit,
            outbox,
            new Listening(database),
            secrets,
            Stream.concat(Stream.of(V1.format(installationKeys)), EasyConnect.formats().stream())
                .toList(),
            List.of(),
            WebhookConfig.of(true, Duration.ofSeconds(2), Duration.ofDays(5), Duration.ofDays(30)),
            clock);
    webhooks.start();
    features =
        new V1.Features(
            organisations,
            new Users(database, audit, tokens, dialects, clock),
            new ApiClients(database, audit, tokens, dialects, clock),
            tokens,
            audit,
            new IdempotencyKeys(database, clock),
            installationKeys,
            outbox,
            webhooks,
            subscriptions,
            jobs,
            accounts,
            CapabilityMatrix.of(
                accounts.platforms(), List.of(new Operation("paper", "Read", Ability.KEPT)), clock),
            lifecycle,
            restrictions,
            synchroniser,
            new Pushes(database, accounts, synchroniser, secrets, audit, List.of(), clock),
            new Imports(
                database, accounts, subscriptions, progress, reports, spool, 1 << 20, clock),
            new Feeds(database, audit, clock, Duration.ofDays(395)),
            ingest,
            new RejectRetry(database, ingest, progress, reports, audit),
            new RegisterCommands(
                database,
                new RegisterQueue(database, SubscriberRegister.NONE, clock),
                audit,
                clock),
            new UsageReader(database),
            new Consumptions(
                database, accounts, new UsageReader(database), Duration.ofMinutes(15), clock),
            quotas,
            new MonthlyLimits(database, accounts, audit, clock),
            new Catalog(
                new Catalog.Parts(
                    database,
                    organisations,
                    audit,
                    outbox,
                    subscriptions,
                    accounts,
                    jobs,
                    progress,
                    reports,
                    lifecycle,
                    quotas,
                    synchroniser::soon),
                CatalogConfig.DEFAULT,
                clock),
            new Presences(database, accounts, clock),
            new History(database, accounts, new OperatorEvents(networkEvents), clock),
            MessagingHouse.messages(
                database,
                subscriptions,
                restrictions,
                accounts,
                outbox,
                ShortMessageLink.NONE,
                clock));
    dialect = new V1(features, Duration.ofHours(1), clock);
    tenant = organisations.root("Tenant");
    stranger = organisations.root("Stranger");
    server =
        new HttpServer(
            HttpConfig.loopback(0),
            new Health(() -> true),
            List.of(dialect),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    server.start();
    worker.start();
  }

  private static Path spool() {
    try {
      return Files.createTempDirectory("simplane-v1-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Simplane itself, at work for an organisation. */
  Caller system(Organisation organisation) {
    return Caller.system("test", features.organisations().scopeOf(organisation.id()));
  }

  /** The ids as this installation shows them. */
  Ids ids() {
    return new Ids(features.installationKeys().key("v1-ids", 16));
  }

  IssuedClient client(Organisation organisation, Role role, String... dialects) {
    return features
        .clients()
        .create(
            system(organisation),
            new NewApiClient(
                Optional.empty(),
                role + " " + names.incrementAndGet(),
                Set.of(role),
                Set.of(dialects),
                true));
  }

  /** A token of a new client. */
  String token(Organisation organisation, Role role) {
    IssuedClient client = client(organisation, role, V1.DIALECT);
    return features
        .tokens()
        .issue(
            new Credentials(client.client().clientId(), client.secret()),
            V1.DIALECT,
            Duration.ofHours(1))
        .token();
  }

  /** An answer, which the OpenAPI file allows. */
  record Reply(int status, HttpResponse<byte[]> response) {

    JsonNode json() {
      return JsonMapper.shared().readTree(response.body());
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Reply get(String token, String path) {
    return send(token, "GET", path, "");
  }

  Reply post(String token, String path, String json, String... headers) {
    return send(token, "POST", path, json, headers);
  }

  Reply send(String token, String method, String path, String body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.method(method, HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /** Every answer goes through here, and is held against the OpenAPI file. */
  Reply send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = exchange(request);
      String path = request.uri().getPath().substring(V1.BASE.length());
      document.assertAllows(
          request.method(),
          path,
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
      return new Reply(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Again where a kept connection ended as the request was sent: the server closes one on which it
   * refused a body unread, and a client may only then notice (RFC 9112 section 9.6). Several kept
   * ones may have ended so.
   */
  private HttpResponse<byte[]> exchange(HttpRequest request)
      throws IOException, InterruptedException {
    for (int left = 4; ; left--) {
      try {
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      } catch (IOException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + V1.BASE + path);
  }

  @Override
  public void close() {
    server.close();
    worker.close();
    webhooks.close();
    features.accounts().close();
    http.close();
    testDatabase.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.simplane.access.Audit;
import org.simplane.access.Credentials;
import org.simplane.access.FirstAdministrator;
import org.simplane.db.Database;
import org.simplane.db.DatabaseLogin;
import org.simplane.db.EmbeddedPostgres;
import org.simplane.db.Partitions;
import org.simplane.db.Secrets;
import org.simplane.inventory.Subscriptions;
import org.simplane.notification.Outbox;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Details;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imsi;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.databind.ObjectMapper;

/**
 * A page of 100 products (TMF637) of a large inventory over ten accounts, narrowed by a
 * characteristic that one product in fifty has, and not narrowed at all.
 */
final class ProductsBench implements Bench {

  private static final int SIMS = Integer.getInteger("bench.products.sims", 1_000_000);
  private static final int ACCOUNTS = 10;
  private static final int PLANS = 50;
  private static final int AT_ONCE = 5_000;
  private static final int LIMIT = 100;
  private static final int SAMPLES = 300;
  private static final Clock CLOCK = Clock.systemUTC();
  private static final String PRODUCTS = "/tmf-api/productInventory/v4/product?limit=" + LIMIT;

  @Override
  public String name() {
    return "products";
  }

  @Override
  public String about() {
    return "%,d subscriptions over %d accounts: lists of %d products, with a filter on a characteristic"
        .formatted(SIMS, ACCOUNTS, LIMIT);
  }

  @Override
  public List<Figure> run(Progress progress) throws Exception {
    Path directory = Files.createTempDirectory("simplane-bench-");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("postgres"))) {
      DatabaseLogin login = postgres.login();
      Credentials administrator;
      double perSecond;
      try (Database database = Database.open(login, 4)) {
        administrator = administrator(database);
        long begin = System.nanoTime();
        fill(database, directory.resolve("master.key"), progress);
        perSecond = SIMS / ((System.nanoTime() - begin) / 1e9);
        database.read(handle -> handle.execute("vacuum analyze"));
      }
      List<String> settings =
          List.of(
              "--demo.enabled=off",
              "--database.url=" + login.url(),
              "--database.user=" + login.user(),
              "--database.password=" + login.password(),
              "--master-key=" + Files.readString(directory.resolve("master.key")).strip());
      try (ServerProcess server = ServerProcess.start(directory.resolve("data"), settings)) {
        HttpLoad load = new HttpLoad(server.port(), token(server.port(), administrator));
        load.times(SAMPLES, () -> plan(0));
        Latencies first = load.times(SAMPLES, () -> plan(0));
        Latencies deep = load.times(SAMPLES, () -> plan(SIMS / PLANS / 2));
        Latencies all = load.times(SAMPLES, () -> PRODUCTS);
        return List.of(
            Figure.of("subscriptions read in with details", "%,.0f /s".formatted(perSecond)),
            aimed("first page of those on a communication plan, p99", first.millis(0.99)),
            Figure.of("  the median", "%.1f ms".formatted(first.millis(0.5))),
            Figure.of("  half-way through them, p99", "%.1f ms".formatted(deep.millis(0.99))),
            aimed("first page of all, p99", all.millis(0.99)));
      }
    } finally {
      Directories.delete(directory);
    }
  }

  private static Figure aimed(String what, double millis) {
    return Figure.aimed(what, "%.1f ms".formatted(millis), "within 100 ms", millis <= 100);
  }

  private static String plan(int offset) {
    return PRODUCTS
        + "&offset="
        + offset
        + "&productCharacteristic.name=communicationPlan&productCharacteristic.value=Plan"
        + ThreadLocalRandom.current().nextInt(PLANS);
  }

  /** As a client of the TM Forum APIs gets it. */
  private static String token(int port, Credentials administrator) throws Exception {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (administrator.name() + ":" + administrator.secret())
                    .getBytes(StandardCharsets.UTF_8));
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:"
                              + port
                              + "/auth/realms/simplane/protocol/openid-connect/token"))
                  .header("Authorization", "Basic " + basic)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      String token = new ObjectMapper().readTree(answer.body()).path("access_token").asString("");
      if (token.isEmpty()) {
        throw new IllegalStateException("No token: " + answer.body());
      }
      return token;
    }
  }

  private static Credentials administrator(Database database) {
    database.migrate();
    new Partitions(database, CLOCK, Map.of()).keep();
    AtomicReference<Credentials> administrator = new AtomicReference<>();
    new FirstAdministrator(database, Set.of("v1", "tmf"), CLOCK)
        .ensure(issued ->
            administrator.set(new Credentials(issued.client().clientId(), issued.secret())));
    return administrator.get();
  }

  /** As a synchronisation does it, page by page. */
  private static void fill(Database database, Path masterKey, Progress progress) {
    long organisation =
        database.read(handle ->
            handle.createQuery("select min(id) from organisation").mapTo(Long.class).one());
    Subscriptions subscriptions =
        new Subscriptions(
            database,
            new Audit(database, CLOCK),
            new Outbox(database, CLOCK),
            Secrets.in(masterKey),
            List.of(),
            CLOCK);
    int each = SIMS / ACCOUNTS;
    for (int account = 0; account < ACCOUNTS; account++) {
      long id = account(database, organisation, account);
      for (int from = 0; from < each; from += AT_ONCE) {
        List<Sim> sims = new ArrayList<>();
        for (int i = from; i < Math.min(each, from + AT_ONCE); i++) {
          sims.add(sim(account * each + i));
        }
        database.useTransaction(transaction -> {
          var _ =
              subscriptions.upsertFromOperator(
                  transaction, organisation, id, sims, Instant.now(CLOCK));
        });
      }
      progress.tell("%,d of %,d subscriptions".formatted((account + 1) * each, SIMS));
    }
  }

  private static long account(Database database, long organisation, int number) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                insert into operator_account (organisation_id, platform, name, settings, calls_per_second, in_flight, state,
                  created_at, updated_at)
                values (:organisation, 'jasper', :name,
                  '{"url": "https://example.org/rws/api/v1", "username": "bench", "backend": "TMUS"}', 5, 1, 'PAUSED', now(), now())
                returning id
                """)
            .bind("organisation", organisation)
            .bind("name", "Account " + number)
            .mapTo(Long.class)
            .one());
  }

  private static Sim sim(int number) {
    String iccid = String.format(Locale.ROOT, "899990700000%07d", number);
    return new Sim(
        new SubscriptionRef(iccid, iccid),
        Status.ACTIVE,
        "ACTIVATED",
        Optional.empty(),
        Optional.of(Iccid.of(iccid)),
        Optional.of(new Imsi(String.format(Locale.ROOT, "99901%010d", number))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255)),
        Optional.of("Asset " + number),
        Optional.empty(),
        Optional.empty(),
        new Details(
            Optional.of(
                new DataConnectivity(
                    Optional.of("T-Mobile US"),
                    List.of("LTE"),
                    Optional.of("Plan" + number % PLANS),
                    List.of(new DataConnectivity.Apn("iot.example", Optional.empty())))),
            Optional.of("Global 1 GB"),
            Optional.of("Demo Rentals"),
            Optional.empty(),
            Map.of("simNotes", "row " + number % 1_000)));
  }
}

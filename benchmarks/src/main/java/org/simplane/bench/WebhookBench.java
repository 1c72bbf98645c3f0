// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.access.Audit;
import org.simplane.access.InstallationKeys;
import org.simplane.access.Organisations;
import org.simplane.api.v1.V1;
import org.simplane.db.Database;
import org.simplane.db.EmbeddedPostgres;
import org.simplane.db.Partitions;
import org.simplane.db.Secrets;
import org.simplane.notification.Listening;
import org.simplane.notification.NewWebhook;
import org.simplane.notification.Outbox;
import org.simplane.notification.WebhookConfig;
import org.simplane.notification.Webhooks;

/**
 * Ten webhooks that are told everything, one of them dead: it takes connections and never answers.
 * The receivers are on loopback in this process, and share the machine with what is measured.
 */
final class WebhookBench implements Bench {

  private static final int LIVING = 9;
  private static final int FLOOD = 4_000;
  private static final int A_SECOND = 240;
  private static final int SECONDS = 15;
  private static final int A_TIME = 10;
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final double AIM = 2_000;
  private static final double AIM_MILLIS = 1_000;

  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicLongArray committed = new AtomicLongArray(FLOOD + A_SECOND * SECONDS);
  private final List<Latencies> latencies = new ArrayList<>();

  @Override
  public String name() {
    return "webhooks";
  }

  @Override
  public String about() {
    return "events to %d webhooks, signed, one of them dead; receivers on the same machine"
        .formatted(LIVING + 1);
  }

  @Override
  public List<Figure> run(Progress progress) throws Exception {
    Path directory = Files.createTempDirectory("simplane-bench-");
    List<HttpServer> servers = new ArrayList<>();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("postgres"));
        Database database = Database.open(postgres.login(), 12);
        ServerSocket dead = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress())) {
      Clock clock = Clock.systemUTC();
      database.migrate();
      new Partitions(database, clock, Map.of()).keep();
      Audit audit = new Audit(database, clock);
      Outbox outbox = new Outbox(database, clock);
      Organisations organisations = new Organisations(database, audit, clock);
      long tenant = organisations.root("bench").id();
      try (Webhooks webhooks =
          new Webhooks(
              database,
              organisations,
              audit,
              outbox,
              new Listening(database),
              Secrets.random(),
              List.of(V1.format(new InstallationKeys(database, clock))),
              List.of(),
              WebhookConfig.of(
                  true, Duration.ofSeconds(15), Duration.ofDays(5), Duration.ofDays(30)),
              clock)) {
        for (int i = 0; i < LIVING; i++) {
          HttpServer server = receiver();
          servers.add(server);
          add(webhooks, tenant, server.getAddress().getPort());
        }
        add(webhooks, tenant, dead.getLocalPort());
        webhooks.start();
        publish(database, outbox, tenant, 0, A_TIME);
        await(A_TIME * LIVING);
        progress.tell("warm");
        double rate = flood(database, outbox, tenant);
        progress.tell("flood: %,.0f deliveries a second".formatted(rate));
        Latencies paced = pace(database, outbox, tenant);
        return List.of(
            Figure.aimed(
                "signed and delivered",
                "%,.0f /s".formatted(rate),
                ">= %,.0f /s".formatted(AIM),
                rate >= AIM),
            Figure.of("paced at", "%,d /s".formatted(A_SECOND * LIVING)),
            Figure.of("commit to arrival, median", "%.0f ms".formatted(paced.millis(0.5))),
            Figure.aimed(
                "commit to arrival, p99",
                "%.0f ms".formatted(paced.millis(0.99)),
                "< %.0f ms".formatted(AIM_MILLIS),
                paced.millis(0.99) < AIM_MILLIS));
      }
    } finally {
      servers.forEach(server -> server.stop(0));
      Directories.delete(directory);
    }
  }

  /** As many as there are, at once. */
  private double flood(Database database, Outbox outbox, long tenant) {
    int before = arrived.get();
    long begin = System.nanoTime();
    for (int i = A_TIME; i < FLOOD; i += A_TIME * 10) {
      publish(database, outbox, tenant, i, Math.min(A_TIME * 10, FLOOD - i));
    }
    await(before + (FLOOD - A_TIME) * LIVING);
    return (FLOOD - A_TIME) * LIVING / ((System.nanoTime() - begin) / 1e9);
  }

  /** So many a second. */
  private Latencies pace(Database database, Outbox outbox, long tenant) {
    int before = arrived.get();
    synchronized (latencies) {
      latencies.clear();
      latencies.add(new Latencies());
    }
    long begin = System.nanoTime();
    for (int i = 0; i < A_SECOND * SECONDS; i += A_TIME) {
      long due = begin + i * 1_000_000_000L / A_SECOND;
      LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
      publish(database, outbox, tenant, FLOOD + i, A_TIME);
    }
    await(before + A_SECOND * SECONDS * LIVING);
    synchronized (latencies) {
      return latencies.getFirst();
    }
  }

  private void publish(Database database, Outbox outbox, long tenant, int first, int count) {
    List<Outbox.Event> events = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      events.add(
          new Outbox.Event(
              tenant,
              "subscription.status-changed",
              "subscription",
              i,
              "n" + i + ";",
              Map.of("before", "ACTIVE", "after", "SUSPENDED")));
    }
    database.useTransaction(transaction -> outbox.publish(transaction, events));
    long now = System.nanoTime();
    for (int i = first; i < first + count; i++) {
      committed.set(i, now);
    }
  }

  private void await(int count) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (arrived.get() < count) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Only %,d of %,d came within %s".formatted(arrived.get(), count, LONGEST));
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  private HttpServer receiver() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
    return server;
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    long now = System.nanoTime();
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
    int at = body.indexOf("\"name\":\"n") + 9;
    int number = Integer.parseInt(body.substring(at, body.indexOf(';', at)));
    synchronized (latencies) {
      if (!latencies.isEmpty()) {
        latencies.getFirst().add(Math.max(0, now - committed.get(number)));
      }
    }
    arrived.incrementAndGet();
  }

  private static void add(Webhooks webhooks, long tenant, int port) {
    webhooks.create(
        Caller.system("bench", Scope.of(tenant)),
        new NewWebhook(
            Optional.empty(),
            "bench",
            URI.create("http://127.0.0.1:" + port + "/"),
            Set.of("*"),
            false,
            "standard",
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        false);
  }
}

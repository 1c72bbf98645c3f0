// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.simplane.StartException;
import org.simplane.access.FirstAdministrator;
import org.simplane.api.Dialect;
import org.simplane.api.Health;
import org.simplane.api.HttpConfig;
import org.simplane.api.HttpServer;
import org.simplane.db.Database;
import org.simplane.db.DatabaseLogin;
import org.simplane.db.EmbeddedPostgres;
import org.simplane.db.Partitions;
import org.simplane.db.Secrets;
import org.simplane.notification.Outbox;

/** One node, from its settings to its listeners. What was started last is stopped first. */
public final class Simplane implements AutoCloseable {

  private final Config config;
  private final Clock clock;
  private final Terminal terminal;
  private final Deque<AutoCloseable> started = new ConcurrentLinkedDeque<>();
  private @Nullable HttpServer server;
  private @Nullable Health health;

  Simplane(Config config, Clock clock, Terminal terminal) {
    this.config = config;
    this.clock = clock;
    this.terminal = terminal;
  }

  /** Returns when it is ready; after a {@link StartException} nothing of it is left. */
  void start() {
    start(() -> {});
  }

  /**
   * As {@link #start()}.
   *
   * @param alone called once data directory and ports are known to be this one's
   */
  void start(Runnable alone) {
    try {
      startAll(alone);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void startAll(Runnable alone) {
    DataDirectory data = opened(DataDirectory.open(config.data()));
    checkPorts(config.http());
    alone.run();
    Database database = opened(Database.open(login(data), config.poolSize()));
    terminal.step("Bringing the database up to date");
    database.migrate();
    Secrets secrets =
        config
            .masterKey()
            .map(Secrets::of)
            .orElseGet(() -> Secrets.in(data.path().resolve("master.key")));
    secrets.check(database);
    Outbox.settle(database);
    Partitions partitions = new Partitions(database, clock, config.retention());
    partitions.keep();
    Features features =
        opened(new Features(config, database, secrets, partitions, Dialects.NAMES, clock));
    List<Dialect> dialects = Dialects.of(config, features, clock);
    checkNames(dialects);
    Health nodeHealth = new Health(database::answers);
    HttpServer http = opened(new HttpServer(config.http(), nodeHealth, dialects, metrics()));
    http.start();
    features.start();
    opened(new Housekeeping(partitions, features)).start();
    server = http;
    health = nodeHealth;
    if (config.demo()) {
      URI simulator = URI.create("http://127.0.0.1:" + config.simulator().port());
      opened(new Demo(Demo.Parts.of(features), data.path(), simulator, terminal)).start(url());
    } else {
      new FirstAdministrator(database, Dialects.NAMES, clock)
          .ensure(issued -> Banner.administrator(data.path(), url(), issued));
    }
    nodeHealth.ready();
  }

  private static void checkPorts(HttpConfig http) {
    HttpServer.check(http.address(), http.port());
    http.tls()
        .ifPresent(tls -> {
          try {
            HttpServer.check(http.address(), tls.port());
          } catch (StartException e) {
            throw new StartException(
                "Port %d on %s, for HTTPS, is taken, or may not be used; another one is chosen with --https.port"
                    .formatted(tls.port(), http.address()),
                e);
          }
          if (tls.port() == http.port() && tls.port() != 0) {
            throw new StartException(
                "http.port and https.port are both " + tls.port() + "; each needs one of its own");
          }
        });
  }

  private DatabaseLogin login(DataDirectory data) {
    if (config.database().isPresent()) {
      terminal.step("Looking for the database");
      return config.database().get();
    }
    terminal.step("Starting PostgreSQL");
    return opened(EmbeddedPostgres.start(data.path().resolve("postgresql"))).login();
  }

  private void checkNames(List<Dialect> dialects) {
    Set<String> names = dialects.stream().map(Dialect::name).collect(Collectors.toSet());
    for (String name : config.http().refusePlain()) {
      if (!names.contains(name)) {
        throw new StartException(
            "http.refuse-plain names '%s', and there is no such dialect; there are %s"
                .formatted(name, String.join(", ", names)));
      }
    }
  }

  private static PrometheusMeterRegistry metrics() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    return registry;
  }

  private <T extends AutoCloseable> T opened(T resource) {
    started.push(resource);
    return resource;
  }

  /** Where clients reach it. */
  public URI url() {
    HttpServer http = server;
    return config.url(http == null ? config.http().port() : http.port());
  }

  @Override
  public void close() {
    Health known = health;
    if (known != null) {
      known.stopping();
    }
    for (AutoCloseable next = started.poll(); next != null; next = started.poll()) {
      try {
        next.close();
      } catch (Exception e) {
        // The others are to be stopped all the same.
        terminal.problem("Not stopped as it should be: " + e.getMessage());
      }
    }
  }
}

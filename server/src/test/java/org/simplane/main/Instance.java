// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.access.IssuedClient;
import org.simplane.access.NewApiClient;
import org.simplane.access.Organisation;
import org.simplane.access.Role;
import org.simplane.account.NewAccount;
import org.simplane.api.Health;
import org.simplane.api.HttpConfig;
import org.simplane.api.HttpServer;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;

/** A whole Simplane on a database of its own, with one tenant. */
final class Instance implements AutoCloseable {

  private final TestDatabase testDatabase = TestDatabase.create();
  final Clock clock = Clock.systemUTC();
  final Database database = testDatabase.database();
  final Config config;
  final Features features;
  final HttpServer server;
  final Organisation tenant;
  final Caller caller;

  private Instance(Config config) {
    this.config = config;
    Partitions partitions = new Partitions(database, clock, Map.of());
    features = new Features(config, database, Secrets.random(), partitions, Dialects.NAMES, clock);
    server =
        new HttpServer(
            HttpConfig.loopback(0),
            new Health(() -> true),
            Dialects.of(config, features, clock),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    tenant = features.organisations.root("Tenant");
    caller = Caller.system("test", features.organisations.scopeOf(tenant.id()));
  }

  /** Listens, and works. */
  static Instance start(Path data, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("data.directory", data.toString());
    all.put("demo.enabled", "off");
    all.put("outbound.private-addresses", "on");
    Instance instance = new Instance(Config.of(Settings.read(all, Map.of(), Optional.empty())));
    instance.server.start();
    instance.features.start();
    return instance;
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  IssuedClient client(String dialect, Role role) {
    return features.clients.create(
        caller, new NewApiClient(Optional.empty(), dialect, Set.of(role), Set.of(dialect), true));
  }

  /** Without rounds of its own accord, but for the first. */
  long account(String platform, Map<String, String> settings) {
    long id =
        features
            .accounts
            .add(
                caller,
                new NewAccount(
                    tenant.id(),
                    platform,
                    platform,
                    settings,
                    ZoneOffset.UTC,
                    Optional.empty(),
                    Optional.of(Duration.ofDays(1))),
                false)
            .id();
    features.synchroniser.look();
    return id;
  }

  @Override
  public void close() {
    server.close();
    features.close();
    testDatabase.close();
  }

  /** Puts a product on sale. */
  void sell(long product) {
    var _ =
        features
            .catalog
            .products()
            .update(
                caller,
                product,
                was -> was.with(was.maxPerCustomer(), was.grant(), true),
                OptionalLong.empty(),
                false);
  }
}

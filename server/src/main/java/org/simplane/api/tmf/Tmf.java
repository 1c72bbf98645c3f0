// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf;

import io.javalin.config.RoutesConfig;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.simplane.access.SignedTokens;
import org.simplane.account.Accounts;
import org.simplane.api.Dialect;
import org.simplane.api.tmf.activation.ActivationEvents;
import org.simplane.api.tmf.activation.ActivationRoutes;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.monitor.Monitors;
import org.simplane.api.tmf.order.OrderEvents;
import org.simplane.api.tmf.order.OrderRoutes;
import org.simplane.api.tmf.product.ProductEvents;
import org.simplane.api.tmf.product.ProductRoutes;
import org.simplane.api.tmf.resource.ResourceEvents;
import org.simplane.api.tmf.resource.ResourceRoutes;
import org.simplane.api.tmf.rest.ErrorWire;
import org.simplane.api.tmf.rest.Gate;
import org.simplane.api.tmf.rest.Hub;
import org.simplane.api.tmf.rest.Listeners;
import org.simplane.api.tmf.rest.TmfApi;
import org.simplane.api.tmf.rest.TmfJson;
import org.simplane.api.tmf.rest.TmfVersion;
import org.simplane.api.tmf.usage.UsageEvents;
import org.simplane.api.tmf.usage.UsageRoutes;
import org.simplane.db.Database;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Jobs;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.notification.Outbox;
import org.simplane.notification.Webhooks;
import org.simplane.usage.Consumptions;

/** The TM Forum Open APIs as one dialect. The tenant is the client's own organisation. */
public final class Tmf implements Dialect {

  /** What clients are entitled to. */
  public static final String DIALECT = "tmf";

  private static final List<String> ROOTS = List.of("/tmf-api", "/productInventory/v5");

  private final List<TmfApi> apis;
  private final Gate gate;

  /** What the dialect is made of. */
  public record Features(
      Database database,
      SignedTokens tokens,
      Subscriptions subscriptions,
      Accounts accounts,
      Lifecycle lifecycle,
      Jobs jobs,
      Consumptions consumptions,
      Outbox outbox,
      Webhooks webhooks) {}

  /**
   * How these APIs tell listeners of events.
   *
   * @param fleet asked for when an event is told; so is {@code jobs}
   */
  public static List<Listeners> formats(
      Supplier<Fleet> fleet, Supplier<Jobs> jobs, Database database) {
    List<Listeners> all = new ArrayList<>(ProductEvents.formats(fleet));
    all.add(ResourceEvents.listeners(fleet));
    all.add(ActivationEvents.listeners(fleet, database));
    all.add(OrderEvents.listeners(database, jobs));
    all.add(UsageEvents.listeners(database));
    return all;
  }

  /**
   * @param patience how long a change is waited for before its monitor is answered
   */
  public Tmf(Features features, Duration patience, Clock clock) {
    Fleet fleet = new Fleet(features.subscriptions(), features.accounts());
    Monitors monitors =
        new Monitors(
            features.database(), features.lifecycle(), features.jobs(), features.outbox(), clock);
    List<TmfApi> all = new ArrayList<>();
    ProductRoutes products = new ProductRoutes(fleet, features.subscriptions(), monitors, patience);
    products
        .apis()
        .forEach(api ->
            all.add(
                withHub(api, features.webhooks(), ProductEvents.of(() -> fleet, api.version()))));
    Webhooks webhooks = features.webhooks();
    Database database = features.database();
    all.add(
        withHub(
            new ResourceRoutes(fleet, features.subscriptions(), monitors, patience).api(),
            webhooks,
            ResourceEvents.listeners(() -> fleet)));
    all.add(
        withHub(
            new ActivationRoutes(fleet, monitors, patience).api(),
            webhooks,
            ActivationEvents.listeners(() -> fleet, database)));
    all.add(
        withHub(
            new OrderRoutes(
                    database,
                    fleet,
                    features.lifecycle(),
                    features.jobs(),
                    monitors,
                    features.outbox(),
                    clock)
                .api(),
            webhooks,
            OrderEvents.listeners(database, features::jobs)));
    all.add(
        withHub(
            new UsageRoutes(database, fleet, features.consumptions(), features.outbox(), clock)
                .api(),
            webhooks,
            UsageEvents.listeners(database)));
    this.apis = List.copyOf(all);
    this.gate =
        new Gate(
            (token, correlation) -> features.tokens().authenticate(token, DIALECT, correlation),
            apis);
  }

  private static TmfApi withHub(TmfApi api, Webhooks webhooks, Listeners listeners) {
    return api.with(new Hub(webhooks, listeners, api.version()).routes());
  }

  @Override
  public String name() {
    return DIALECT;
  }

  @Override
  public List<String> paths() {
    return ROOTS;
  }

  @Override
  public void mount(RoutesConfig routes) {
    gate.mount(routes, ROOTS);
  }

  @Override
  public ErrorBody error(int status, String message, String path) {
    byte[] body = TmfJson.MAPPER.writeValueAsBytes(ErrorWire.ofHttp(status, message));
    return new ErrorBody(TmfVersion.V4.contentType(), new String(body, StandardCharsets.UTF_8));
  }
}

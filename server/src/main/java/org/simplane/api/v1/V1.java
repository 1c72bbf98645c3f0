// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.simplane.access.ApiClients;
import org.simplane.access.Audit;
import org.simplane.access.IdempotencyKeys;
import org.simplane.access.InstallationKeys;
import org.simplane.access.Organisations;
import org.simplane.access.Tokens;
import org.simplane.access.Users;
import org.simplane.account.Accounts;
import org.simplane.account.CapabilityMatrix;
import org.simplane.account.Imports;
import org.simplane.account.Pushes;
import org.simplane.account.Synchroniser;
import org.simplane.api.Dialect;
import org.simplane.catalog.Catalog;
import org.simplane.connectivity.History;
import org.simplane.connectivity.Presences;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Jobs;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.lifecycle.Restrictions;
import org.simplane.messaging.Messages;
import org.simplane.network.RegisterCommands;
import org.simplane.notification.Format;
import org.simplane.notification.Outbox;
import org.simplane.notification.Webhooks;
import org.simplane.usage.Consumptions;
import org.simplane.usage.Feeds;
import org.simplane.usage.MonthlyLimits;
import org.simplane.usage.Quotas;
import org.simplane.usage.RejectRetry;
import org.simplane.usage.UsageIngest;
import org.simplane.usage.UsageReader;

/** This dialect as a whole: all its routes, ready to be mounted. */
public final class V1 implements Dialect {

  /** What clients and users are entitled to by this name. */
  public static final String DIALECT = Dispatcher.DIALECT;

  static final String BASE = "/api/v1";

  private static final String IDS_KEY = "v1-ids";

  private static final List<HandlerType> METHODS =
      List.of(
          HandlerType.GET,
          HandlerType.HEAD,
          HandlerType.POST,
          HandlerType.PUT,
          HandlerType.PATCH,
          HandlerType.DELETE,
          HandlerType.OPTIONS);

  /** What this dialect shows of. */
  public record Features(
      Organisations organisations,
      Users users,
      ApiClients clients,
      Tokens tokens,
      Audit audit,
      IdempotencyKeys idempotencyKeys,
      InstallationKeys installationKeys,
      Outbox outbox,
      Webhooks webhooks,
      Subscriptions subscriptions,
      Jobs jobs,
      Accounts accounts,
      CapabilityMatrix capabilities,
      Lifecycle lifecycle,
      Restrictions restrictions,
      Synchroniser synchroniser,
      Pushes pushes,
      Imports imports,
      Feeds feeds,
      UsageIngest ingest,
      RejectRetry rejectRetry,
      RegisterCommands registerCommands,
      UsageReader usage,
      Consumptions consumptions,
      Quotas quotas,
      MonthlyLimits limits,
      Catalog catalog,
      Presences presences,
      History history,
      Messages messages) {}

  private final Features features;
  private final Duration tokenLife;
  private final Clock clock;

  public V1(Features features, Duration tokenLife, Clock clock) {
    this.features = features;
    this.tokenLife = tokenLife;
    this.clock = clock;
  }

  /** How this API writes events for webhooks; reads the key of the ids when it needs it. */
  public static Format format(InstallationKeys keys) {
    return new EventFormat(() -> keys.key(IDS_KEY, 16));
  }

  @Override
  public String name() {
    return DIALECT;
  }

  @Override
  public List<String> paths() {
    return List.of(BASE);
  }

  @Override
  public ErrorBody error(int status, String message, String path) {
    byte[] problem = Json.write(Problem.ofHttp(status, message));
    return new ErrorBody(Dispatcher.PROBLEM, new String(problem, StandardCharsets.UTF_8));
  }

  /** Adds every route; reads the key of the ids from the database. */
  @Override
  public void mount(RoutesConfig server) {
    Ids ids = new Ids(features.installationKeys().key(IDS_KEY, 16));
    Dispatcher dispatcher = new Dispatcher(features.tokens(), features.idempotencyKeys(), ids);
    // Javalin takes the first that matches: /sims/export must come before /sims/{id}.
    List<Route> routes =
        routes().stream()
            .sorted(Comparator.comparing(route -> route.path().replace("{", "~{")))
            .toList();
    for (Route route : routes) {
      server.addHttpHandler(
          route.method(), BASE + route.path(), context -> dispatcher.handle(context, route));
      if (route.method().equals(HandlerType.GET)) {
        server.addHttpHandler(
            HandlerType.HEAD, BASE + route.path(), context -> dispatcher.handle(context, route));
      }
    }
    // Javalin takes the first that matches, so these see only what no route above is for.
    for (HandlerType method : METHODS) {
      server.addHttpHandler(method, BASE, context -> nothing(context, routes));
      server.addHttpHandler(method, BASE + "/<rest>", context -> nothing(context, routes));
    }
  }

  List<Route> routes() {
    ChangeRoutes changes = new ChangeRoutes(features.lifecycle(), features.subscriptions());
    return Stream.of(
            new TokenRoutes(features.tokens(), tokenLife).routes(),
            new DocsRoutes().routes(),
            new OrganisationRoutes(features.organisations()).routes(),
            new UserRoutes(features.users()).routes(),
            new ClientRoutes(features.clients()).routes(),
            new AccountRoutes(features.accounts(), features.synchroniser()).routes(),
            new ReadingRoutes(features.accounts(), features.synchroniser()).routes(),
            new CapabilityRoutes(features.capabilities()).routes(),
            new PushRoutes(features.accounts(), features.pushes()).routes(),
            new SimRoutes(features.subscriptions(), features.restrictions()).routes(),
            changes.routes(),
            new ProductRoutes(features.catalog().products()).routes(),
            new OrderRoutes(features.catalog(), changes).routes(),
            new TransferRoutes(features.catalog(), changes).routes(),
            new LimitRoutes(features.limits()).routes(),
            new AccountOfferRoutes(
                    features.catalog().operatorProducts(), features.limits().ofAccounts())
                .routes(),
            new SupportRoutes(features.catalog().support()).routes(),
            new ImportRoutes(features.imports(), features.subscriptions(), features.lifecycle())
                .routes(),
            new QuotaRoutes(features.quotas(), features.subscriptions()).routes(),
            new UsageRoutes(features.usage(), features.subscriptions(), features.accounts(), clock)
                .routes(),
            new DetailsRoutes(
                    features.subscriptions(),
                    features.accounts(),
                    features.synchroniser(),
                    features.consumptions())
                .routes(),
            new ConnectivityRoutes(
                    features.presences(),
                    features.history(),
                    features.lifecycle(),
                    features.subscriptions(),
                    clock)
                .routes(),
            new FeedRoutes(features.feeds(), features.ingest(), features.rejectRetry()).routes(),
            new RegisterRoutes(features.registerCommands(), features.subscriptions()).routes(),
            new MessageRoutes(features.messages(), features.subscriptions()).routes(),
            new JobRoutes(features.jobs(), features.subscriptions()).routes(),
            new AuditRoutes(features.audit()).routes(),
            new EventRoutes(features.outbox()).routes(),
            EventKinds.routes(),
            new WebhookRoutes(features.webhooks()).routes())
        .flatMap(List::stream)
        .toList();
  }

  private static void nothing(Context context, List<Route> routes) {
    String correlation = Dispatcher.correlation(context);
    String path = context.path();
    Predicate<Route> same = route -> pattern(route).matcher(path).matches();
    TreeSet<String> allowed = new TreeSet<>();
    routes.stream().filter(same).forEach(route -> allowed.add(route.method().name()));
    if (allowed.isEmpty()) {
      Dispatcher.write(context, Problem.unknownPath(path, correlation));
    } else {
      String methods = String.join(", ", allowed);
      context.header("Allow", methods);
      Dispatcher.write(context, Problem.wrongMethod(context.method().name(), methods, correlation));
    }
  }

  private static Pattern pattern(Route route) {
    return Pattern.compile(
        Pattern.quote(BASE + route.path()).replaceAll("\\{[a-z]+}", "\\\\E[^/]+\\\\Q"));
  }
}

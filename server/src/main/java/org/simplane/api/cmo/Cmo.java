// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.access.Organisations;
import org.simplane.access.SignedTokens;
import org.simplane.access.Tenants;
import org.simplane.account.Accounts;
import org.simplane.api.Dialect;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Jobs;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.usage.Consumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The CMO API, version 5 (seeds/003, contracts/tmforum-cmo.md section 1). */
public final class Cmo implements Dialect {

  /** What users and clients are entitled to, and what monitors are kept under. */
  public static final String DIALECT = "cmo";

  /** What it is called in the roles of signed tokens, and in its paths. */
  public static final String API = "connection-management-orchestrator";

  /** The second is that of the original's gateway. */
  private static final List<String> BASES = List.of("/" + API, "/api-gw/" + API);

  private static final String VERSION = "/v5";
  private static final String TENANT = "/{tenant}";
  private static final String DOCUMENT = "/api-docs";

  private static final Logger LOG = LoggerFactory.getLogger(Cmo.class);
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  /** What the dialect is made of. */
  public record Features(
      SignedTokens tokens,
      Tenants tenants,
      Organisations organisations,
      Subscriptions subscriptions,
      Accounts accounts,
      Jobs jobs,
      Lifecycle lifecycle,
      Consumptions consumptions) {}

  /** One line of the dialect; the path is below a tenant. */
  record Route(HandlerType method, String path, Permission permission, Consumer<Request> answer) {

    /** In words of {@code Allow}. */
    String allowed() {
      return method.equals(HandlerType.GET) ? "GET, HEAD" : method.name();
    }
  }

  private final SignedTokens tokens;
  private final Tenants tenants;
  private final Organisations organisations;
  private final Optional<URI> publicUrl;
  private final ApiDocument document = new ApiDocument();
  private final List<Route> routes = new ArrayList<>();

  public Cmo(Features features, CmoConfig config, Clock clock) {
    this.tokens = features.tokens();
    this.tenants = features.tenants();
    this.organisations = features.organisations();
    this.publicUrl = config.publicUrl();
    Products products = new Products(features.subscriptions(), features.accounts());
    Changing.Tools tools =
        new Changing.Tools(products, new MonitorIds(features.jobs(), clock), config.changeLimit());
    Reading reading =
        new Reading(
            products, features.subscriptions(), features.accounts(), features.consumptions());
    Monitoring monitoring = new Monitoring(products, features.subscriptions(), features.jobs());
    Changing changing = new Changing(features, reading, monitoring, tools);
    Tasks tasks = new Tasks(features, monitoring, tools);
    reads(HandlerType.GET, "/product", reading::list);
    reads(HandlerType.POST, "/product/find", reading::find);
    reads(HandlerType.GET, "/product/{id}", reading::single);
    writes(HandlerType.PATCH, "/product/{id}", changing::patch);
    writes(HandlerType.POST, "/task", tasks::create);
    reads(HandlerType.GET, "/monitor/{id}", monitoring::single);
    writes(HandlerType.DELETE, "/monitor/{id}", monitoring::cancel);
  }

  private void reads(HandlerType method, String path, Consumer<Request> answer) {
    routes.add(new Route(method, path, Permission.READ_SUBSCRIPTIONS, answer));
  }

  private void writes(HandlerType method, String path, Consumer<Request> answer) {
    routes.add(new Route(method, path, Permission.CHANGE_SUBSCRIPTIONS, answer));
  }

  List<Route> routes() {
    return List.copyOf(routes);
  }

  @Override
  public String name() {
    return DIALECT;
  }

  @Override
  public List<String> paths() {
    return BASES;
  }

  @Override
  public ErrorBody error(int status, String message, String path) {
    return new ErrorBody(
        Answer.PROBLEM,
        WireJson.MAPPER.writeValueAsString(
            ProblemWire.of(status, message, path, UUID.randomUUID().toString())));
  }

  @Override
  public void mount(RoutesConfig config) {
    for (String base : BASES) {
      config.get(base + VERSION + DOCUMENT, context -> document(context, base));
      for (Route route : routes) {
        Handler handler = guarded((context, correlation) -> serve(context, correlation, route));
        String path = base + VERSION + TENANT + route.path();
        config.addHttpHandler(route.method(), path, handler);
        if (route.method().equals(HandlerType.GET)) {
          // As GET, permissions included; HTTP leaves the body out.
          config.addHttpHandler(HandlerType.HEAD, path, handler);
        }
      }
      Handler others = guarded((context, correlation) -> notServed(context, correlation, base));
      for (HandlerType method : HandlerType.commonHttp()) {
        config.addHttpHandler(method, base, others);
        config.addHttpHandler(method, base + "/*", others);
      }
    }
  }

  /** Answers with the request's correlation id at hand. */
  private interface Operation {
    void answer(Context context, String correlation);
  }

  private void document(Context context, String base) {
    document.serve(context, server(context) + base + VERSION);
  }

  private void serve(Context context, String correlation, Route route) {
    Caller caller = caller(context, correlation);
    caller.require(route.permission());
    String query = context.queryString();
    if (query != null && BROKEN_ESCAPE.matcher(query).find()) {
      throw new Refusal(400, "The query is not percent-encoded as it should be");
    }
    String tenant = context.pathParam("tenant");
    String base = BASES.stream().filter(context.path()::startsWith).findFirst().orElseThrow();
    route
        .answer()
        .accept(
            new Request(
                context,
                within(caller, tenant),
                server(context) + base + VERSION + "/" + segment(tenant)));
  }

  private Caller caller(Context context, String correlation) {
    String header = context.header("Authorization");
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw new FailureException(
          new Failure.Denied("A bearer token of the token endpoint is needed"));
    }
    return tokens.authenticate(header.substring(7).strip(), DIALECT, correlation);
  }

  /** Who may not address a tenant learns nothing of whether there is one of that name. */
  private Caller within(Caller caller, String tenant) {
    OptionalLong organisation = tenants.find(caller.scope(), tenant);
    if (organisation.isEmpty()) {
      throw new FailureException(
          new Failure.NotAllowed("'" + tenant + "' is none of the token's tenants"));
    }
    return new Caller(
        caller.kind(),
        caller.id(),
        caller.name(),
        organisations.scopeOf(organisation.getAsLong()),
        caller.permissions(),
        caller.correlation());
  }

  private void notServed(Context context, String correlation, String base) {
    var _ = caller(context, correlation);
    String below = context.path().substring(base.length());
    String allowed =
        routes.stream()
            .filter(route ->
                below.matches(
                    VERSION + PARAMETER.matcher(TENANT + route.path()).replaceAll("[^/]+") + "/?"))
            .map(Route::allowed)
            .distinct()
            .collect(Collectors.joining(", "));
    if (allowed.isEmpty()) {
      throw new Refusal(404, "There is no such resource");
    }
    context.header("Allow", allowed);
    if (context.method().equals(HandlerType.OPTIONS)) {
      context.status(200).header(Answer.CORRELATION, correlation);
      return;
    }
    throw new Refusal(405, "This resource has " + allowed);
  }

  /** The outermost place of a request: whatever goes wrong is answered in the dialect's form. */
  private Handler guarded(Operation operation) {
    return context -> {
      String correlation = UUID.randomUUID().toString();
      String instance = server(context) + context.path();
      try {
        operation.answer(context, correlation);
      } catch (FailureException failed) {
        if (failed.failure() instanceof Failure.Throttled throttled) {
          context.header(
              "Retry-After", Long.toString(Math.max(1, throttled.retryAfter().toSeconds())));
        }
        Answer.problem(context, ProblemWire.of(failed.failure(), instance, correlation));
      } catch (Refusal refused) {
        Answer.problem(
            context,
            ProblemWire.of(refused.status(), refused.told(), instance, correlation)
                .withOutside(refused.outside()));
      } catch (RuntimeException broken) {
        LOG.error("{} {} failed ({})", context.method(), context.path(), correlation, broken);
        Answer.problem(
            context,
            ProblemWire.of(500, "Simplane failed; the log says how", instance, correlation));
      }
    };
  }

  private String server(Context context) {
    return publicUrl.map(URI::toString).orElseGet(() -> context.scheme() + "://" + context.host());
  }

  /** As one segment of a path (RFC 3986 section 3.3). */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

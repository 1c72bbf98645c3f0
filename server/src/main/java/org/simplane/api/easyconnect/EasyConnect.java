// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.access.RequestBrake;
import org.simplane.access.Tokens;
import org.simplane.account.Accounts;
import org.simplane.api.Dialect;
import org.simplane.catalog.Catalog;
import org.simplane.connectivity.History;
import org.simplane.connectivity.Presences;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Jobs;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.messaging.Messages;
import org.simplane.notification.Format;
import org.simplane.usage.MonthlyLimits;
import org.simplane.usage.Quotas;
import org.simplane.usage.UsageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dialect's operations, who may call them, and what becomes of what goes wrong. */
public final class EasyConnect implements Dialect {

  /** What users and clients are entitled to. */
  public static final String DIALECT = "easyconnect";

  static final String BASE = "/management-api";

  /** How this dialect writes events for those who are told of them. */
  public static List<Format> formats() {
    return List.of(new CallbackFormat(), StreamFormat.EVENTS, StreamFormat.USAGE);
  }

  /** Below these, requests are counted and limited; both versions together. */
  private static final List<String> BRAKED = List.of("/v1/sims", "/v2/sims");

  private static final String V1_FILE = "/openapi/easyconnect.yaml";
  private static final String V2_FILE = "/openapi/easyconnect-v2.yaml";

  private static final Logger LOG = LoggerFactory.getLogger(EasyConnect.class);
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

  /** Answers a caller who has shown a token. */
  private interface Operation {
    void answer(Context context, Caller caller);
  }

  /** One line of the dialect; the path is a template below {@link #BASE}. */
  record Route(HandlerType method, String path, Handler handler) {

    boolean serves(String below) {
      return below.matches(PARAMETER.matcher(path).replaceAll("[^/]+"));
    }
  }

  private final Explorer explorer = new Explorer();
  private final Optional<String> host;
  private final Tokens tokens;
  private final RequestBrake brake;
  private final int requestsPerSecond;
  private final Clock clock;
  private final List<Route> routes = new ArrayList<>();

  /** What the dialect is made of. */
  public record Features(
      Tokens tokens,
      RequestBrake brake,
      Subscriptions subscriptions,
      Lifecycle lifecycle,
      Jobs jobs,
      Accounts accounts,
      Quotas quotas,
      UsageReader usage,
      Presences presences,
      Catalog catalog,
      MonthlyLimits limits,
      History history,
      Messages messages) {}

  public EasyConnect(Features features, EasyConnectConfig config, Clock clock) {
    this.host = config.host();
    this.tokens = features.tokens();
    this.brake = features.brake();
    this.requestsPerSecond = config.requestsPerSecond();
    this.clock = clock;
    SimRoutes sims = new SimRoutes(features.subscriptions());
    ChangeRoutes changes =
        new ChangeRoutes(
            sims,
            features.subscriptions(),
            features.lifecycle(),
            features.jobs(),
            config.changeLimit(),
            clock);
    QuotaRoutes left = new QuotaRoutes(sims, features.quotas(), clock);
    UsageRoutes used = new UsageRoutes(sims, features.usage(), features.accounts(), clock);
    StatusRoutes where = new StatusRoutes(sims, features.presences(), clock);
    PublicUrl url = new PublicUrl(config.publicUrl());
    SmsRoutes sms = new SmsRoutes(sims, features.messages(), url, clock);
    routes.add(open(HandlerType.POST, "/oauth/token", new TokenRoutes(tokens, config)::issue));
    routes.add(open(HandlerType.GET, "/api-docs", new ApiDocument(V1_FILE, url)::serve));
    routes.add(closed(HandlerType.GET, "/v1/sims", sims::list));
    routes.add(closed(HandlerType.POST, "/v1/sims", changes::many));
    addOrders(features, sims, url, new IpBrake(config.orderRequests(), clock));
    routes.add(closed(HandlerType.GET, "/v1/sims/{iccid}", sims::single));
    routes.add(closed(HandlerType.PUT, "/v1/sims/{iccid}", changes::one));
    routes.add(closed(HandlerType.GET, "/v1/sims/{iccid}/quota/data", left::data));
    routes.add(closed(HandlerType.GET, "/v1/sims/{iccid}/quota/sms", left::sms));
    routes.add(closed(HandlerType.GET, "/v1/sims/{iccid}/usage", used::usage));
    routes.add(closed(HandlerType.GET, "/v1/sims/{iccid}/status", where::status));
    ConnectivityRoutes connectivity =
        new ConnectivityRoutes(
            sims, features.presences(), features.history(), features.lifecycle(), clock);
    routes.add(closed(HandlerType.GET, "/v1/sims/{iccid}/connectivity_info", connectivity::info));
    routes.add(closed(HandlerType.GET, "/v1/sims/{iccid}/events", connectivity::events));
    routes.add(closed(HandlerType.POST, "/v1/sims/{iccid}/reset", connectivity::reset));
    routes.add(closed(HandlerType.GET, "/v1/sims/{iccid}/sms", sms::list));
    routes.add(closed(HandlerType.POST, "/v1/sims/{iccid}/sms", sms::send));
    routes.add(closed(HandlerType.GET, "/v1/sims/{iccid}/sms/{id}", sms::single));
    routes.add(closed(HandlerType.DELETE, "/v1/sims/{iccid}/sms/{id}", sms::cancel));
    routes.add(open(HandlerType.GET, "/api-docs/v2", new ApiDocument(V2_FILE, url)::serve));
    routes.add(closed(HandlerType.GET, "/v2/sims", sims::list));
    routes.add(closed(HandlerType.GET, "/v2/sims/{iccid}", sims::single));
    routes.add(closed(HandlerType.PUT, "/v2/sims/{iccid}", changes::one));
    routes.add(closed(HandlerType.GET, "/v2/sims/{iccid}/quota/data", left::dataOfV2));
    routes.add(closed(HandlerType.GET, "/v2/sims/{iccid}/quota/sms", left::smsOfV2));
    routes.add(closed(HandlerType.GET, "/v2/sims/{iccid}/status", where::statusOfV2));
    routes.add(closed(HandlerType.GET, "/v2/sims/{iccid}/events", connectivity::eventsOfV2));
    routes.add(closed(HandlerType.POST, "/v2/sims/{iccid}/reset", connectivity::reset));
    routes.add(closed(HandlerType.GET, "/v2/sims/{iccid}/sms", sms::listOfV2));
    routes.add(closed(HandlerType.POST, "/v2/sims/{iccid}/sms", sms::sendOfV2));
    routes.add(closed(HandlerType.GET, "/v2/sims/{iccid}/sms/{id}", sms::singleOfV2));
    routes.add(closed(HandlerType.DELETE, "/v2/sims/{iccid}/sms/{id}", sms::cancelOfV2));
  }

  /** Before the paths that have an ICCID where these have a word. */
  private void addOrders(Features features, SimRoutes sims, PublicUrl url, IpBrake addresses) {
    OrderRoutes orders = new OrderRoutes(features.catalog(), addresses, url);
    TopUpRoutes topUps =
        new TopUpRoutes(
            sims, new SimList(features.subscriptions()), features.catalog(), url, clock);
    LimitRoutes limits = new LimitRoutes(features.limits());
    SupportRoutes support = new SupportRoutes(features.catalog().support(), addresses);
    routes.add(closed(HandlerType.GET, "/v1/products", orders::products));
    routes.add(closed(HandlerType.GET, "/v1/orders", orders::list));
    routes.add(closed(HandlerType.POST, "/v1/orders", orders::place));
    routes.add(closed(HandlerType.GET, "/v1/orders/{order_number}", orders::single));
    routes.add(closed(HandlerType.GET, "/v1/support", support::list));
    routes.add(closed(HandlerType.POST, "/v1/support", support::create));
    routes.add(closed(HandlerType.POST, "/v1/sims/topup", topUps::many));
    routes.add(closed(HandlerType.POST, "/v1/sims/autoTopup", topUps::automatic));
    routes.add(closed(HandlerType.POST, "/v1/sims/extension", topUps::extension));
    routes.add(closed(HandlerType.POST, "/v1/sims/simTransfer", topUps::transfer));
    routes.add(closed(HandlerType.GET, "/v1/sims/limits", limits::all));
    routes.add(closed(HandlerType.POST, "/v1/sims/limits", limits::choose));
    routes.add(closed(HandlerType.GET, "/v1/sims/{service}/limits", limits::selectable));
    routes.add(closed(HandlerType.POST, "/v1/sims/{iccid}/topup", topUps::one));
    routes.add(closed(HandlerType.POST, "/v2/sims/{iccid}/topup", topUps::one));
  }

  @Override
  public String name() {
    return DIALECT;
  }

  @Override
  public List<String> paths() {
    return List.of(BASE, Explorer.PATH);
  }

  @Override
  public Optional<FrontPage> frontPage() {
    return host.map(name -> new FrontPage(name, explorer::page));
  }

  @Override
  public ErrorBody error(int status, String message, String path) {
    ErrorWire wire = ErrorWire.of(status, message, clock.instant(), path);
    Object body = V2ErrorWire.isFor(path) ? V2ErrorWire.of(wire) : wire;
    return new ErrorBody(
        Answer.JSON_TYPE, new String(WireJson.bytes(body), StandardCharsets.UTF_8));
  }

  @Override
  public void mount(RoutesConfig config) {
    for (Route route : routes) {
      config.addHttpHandler(route.method(), BASE + route.path(), route.handler());
      if (route.method().equals(HandlerType.GET)) {
        // As GET, permissions and limits included; HTTP leaves the body out.
        config.addHttpHandler(HandlerType.HEAD, BASE + route.path(), route.handler());
      }
    }
    config.get(Explorer.PATH, explorer::page);
    config.get(Explorer.PATH + "/{file}", guarded(explorer::file));
    Handler others = closed(HandlerType.GET, "/*", this::notServed).handler();
    for (HandlerType method : HandlerType.commonHttp()) {
      config.addHttpHandler(method, BASE, others);
      config.addHttpHandler(method, BASE + "/*", others);
    }
  }

  List<Route> routes() {
    return List.copyOf(routes);
  }

  private Route open(HandlerType method, String path, Handler handler) {
    return new Route(method, path, guarded(handler));
  }

  private Route closed(HandlerType method, String path, Operation operation) {
    boolean braked = BRAKED.stream().anyMatch(path::startsWith);
    return open(
        method,
        path,
        context -> {
          Caller caller = caller(context);
          if (braked) {
            brake.check(caller.scope().organisation(), requestsPerSecond);
          }
          refuseBrokenQuery(context);
          operation.answer(context, caller);
        });
  }

  /**
   * Only the header counts: what one client adds as {@code access_token} to its query is ignored.
   */
  private Caller caller(Context context) {
    String header = context.header("Authorization");
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw new FailureException(
          new Failure.Denied("Full authentication is required to access this resource"));
    }
    String correlation = Long.toHexString(ThreadLocalRandom.current().nextLong());
    return tokens.authenticate(header.substring(7).strip(), DIALECT, correlation);
  }

  /** A parameter that cannot be decoded would pass as not given, and a filter find everything. */
  private static void refuseBrokenQuery(Context context) {
    String query = context.queryString();
    if (query != null && BROKEN_ESCAPE.matcher(query).find()) {
      throw new Refusal(400, "The query is not percent-encoded as it should be");
    }
  }

  private void notServed(Context context, Caller caller) {
    String below = context.path().substring(BASE.length());
    String allowed =
        routes.stream()
            .filter(route -> route.serves(below))
            .map(route ->
                route.method().equals(HandlerType.GET) ? "GET, HEAD" : route.method().name())
            .collect(Collectors.joining(", "));
    if (allowed.isEmpty()) {
      throw new Refusal(404, "There is no such resource");
    }
    context.header("Allow", allowed);
    if (context.method().equals(HandlerType.OPTIONS)) {
      Answer.empty(context, 200);
      return;
    }
    throw new Refusal(405, "This resource has " + allowed);
  }

  /** The outermost place of a request: whatever goes wrong is answered in the dialect's form. */
  private Handler guarded(Handler handler) {
    return context -> answer(context, handler);
  }

  private void answer(Context context, Handler handler) {
    try {
      handler.handle(context);
    } catch (FailureException failed) {
      if (failed.failure() instanceof Failure.Throttled throttled) {
        Answer.retryAfter(context, throttled);
      }
      Answer.error(context, ErrorWire.of(failed.failure(), clock.instant(), context.path()));
    } catch (Refusal refused) {
      error(context, refused.status(), refused.told());
    } catch (Exception broken) {
      LOG.error("{} {} failed", context.method(), context.path(), broken);
      error(context, 500, "Simplane failed; the log says how");
    }
  }

  private void error(Context context, int status, String message) {
    Answer.error(context, ErrorWire.of(status, message, clock.instant(), context.path()));
  }
}

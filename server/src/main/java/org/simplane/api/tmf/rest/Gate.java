// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every request has in common, in this order: correlation id, token, permission, media types,
 * query, the work, the answer or the error.
 */
public final class Gate {

  static final String CORRELATION = "X-Correlation-Id";

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final Pattern CORRELATION_ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

  /** Attributes that a selection never leaves out. */
  private static final Set<String> IDENTIFYING = Set.of("id", "href", "@type");

  private static final List<HandlerType> METHODS =
      List.of(
          HandlerType.GET,
          HandlerType.HEAD,
          HandlerType.POST,
          HandlerType.PUT,
          HandlerType.PATCH,
          HandlerType.DELETE,
          HandlerType.OPTIONS);

  /** Tells who a bearer token is of, or fails with {@code Denied} or {@code NotAllowed}. */
  @FunctionalInterface
  public interface Door {
    Caller authenticate(String token, String correlation);
  }

  private final Door door;
  private final List<TmfApi> apis;

  public Gate(Door door, List<TmfApi> apis) {
    this.door = door;
    this.apis = List.copyOf(apis);
  }

  /**
   * @param roots below which everything is ours, and unknown paths are answered by us
   */
  public void mount(RoutesConfig server, List<String> roots) {
    for (TmfApi api : apis) {
      // Javalin takes the first that matches: a word in a path is meant before a parameter there.
      List<Route> routes =
          api.routes().stream()
              .sorted(Comparator.comparing(route -> route.path().replace("{", "~{")))
              .toList();
      for (String path : api.paths()) {
        for (Route route : routes) {
          Handler handler = guarded(caller -> context -> serve(context, caller, api, route));
          server.addHttpHandler(route.method(), path + route.path(), handler);
          if (route.method().equals(HandlerType.GET)) {
            server.addHttpHandler(HandlerType.HEAD, path + route.path(), handler);
          }
        }
      }
    }
    Handler others = guarded(_ -> this::notServed);
    for (String root : roots) {
      for (HandlerType method : METHODS) {
        server.addHttpHandler(method, root, others);
        server.addHttpHandler(method, root + "/*", others);
      }
    }
  }

  private Handler guarded(Function<Caller, Handler> work) {
    return context -> {
      String correlation = correlation(context);
      try {
        work.apply(authenticate(context, correlation)).handle(context);
      } catch (FailureException e) {
        if (e.failure() instanceof Failure.Throttled throttled) {
          context.header(
              "Retry-After", Long.toString(Math.max(1, throttled.retryAfter().toSeconds())));
        }
        error(context, ErrorWire.of(e.failure()));
      } catch (Refusal e) {
        e.headers().forEach(context::header);
        error(context, ErrorWire.of(e));
      } catch (Exception e) {
        // The outermost place of a request: whatever is left is ours.
        LOG.error("{} {} failed, correlation {}", context.method(), context.path(), correlation, e);
        error(context, ErrorWire.of(500, "internal", "Simplane failed; the log says how"));
      }
    };
  }

  private Caller authenticate(Context context, String correlation) {
    String header = context.header("Authorization");
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw new FailureException(
          new Failure.Denied("This takes a token as 'Authorization: Bearer ...'"));
    }
    return door.authenticate(header.substring(7).strip(), correlation);
  }

  private void serve(Context context, Caller caller, TmfApi api, Route route) {
    caller.require(route.permission());
    checkMediaTypes(context, route);
    Call call = new Call(context, caller, api, ListQuery.of(context.queryString()));
    switch (route.operation().answer(call)) {
      case Reply.One one -> {
        one.headers().forEach(context::header);
        Object body = selected(one.body(), call.query());
        if (one.body() instanceof Reply.Lazy) {
          stream(context, api, one.status(), body);
        } else {
          write(context, api, one.status(), body);
        }
      }
      case Reply.Page page -> {
        int status = Paging.describe(context, page, call.query());
        Iterable<Object> items =
            () -> page.items().stream().flatMap(item -> shown(item, call.query())).iterator();
        if (page.items().stream().anyMatch(Gate::isLarge)) {
          stream(context, api, status, items);
        } else {
          write(context, api, status, items);
        }
      }
      case Reply.Empty empty -> context.status(empty.status());
    }
  }

  private static void checkMediaTypes(Context context, Route route) {
    String accept = context.header("Accept");
    if (accept != null && !accept.isBlank() && !accepts(accept)) {
      throw new Refusal(406, "notAcceptable", "Answers are application/json");
    }
    if (!route.takesBody()) {
      return;
    }
    String type = Call.mediaType(context);
    boolean patch = route.method().equals(HandlerType.PATCH);
    if (patch ? !Patch.knows(type) : !type.equals("application/json")) {
      String known = patch ? Patch.mediaTypes() : "application/json";
      throw new Refusal(
          415,
          "unsupportedMediaType",
          "The body is to be " + known,
          patch ? Map.of("Accept-Patch", known) : Map.of());
    }
  }

  private static boolean accepts(String accept) {
    for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
      String type = range.strip().split(";", 2)[0].strip();
      if (type.equals("*/*") || type.equals("application/*") || type.endsWith("json")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLarge(Object item) {
    return item instanceof Reply.Lazy || item instanceof Reply.Later;
  }

  private static Stream<Object> shown(Object item, ListQuery query) {
    return item instanceof Reply.Later(var body)
        ? body.get().stream().map(read -> selected(read, query))
        : Stream.of(selected(item, query));
  }

  /** With the attributes that were asked for. */
  private static Object selected(Object body, ListQuery query) {
    if (query.fields().isEmpty()) {
      return body instanceof Reply.Lazy lazy ? lazy.attributes() : body;
    }
    if (body instanceof Reply.Lazy lazy) {
      Set<String> wanted = new LinkedHashSet<>(query.fields().get());
      wanted.addAll(IDENTIFYING);
      return lazy.retain(wanted).attributes();
    }
    JsonNode tree = TmfJson.MAPPER.valueToTree(body);
    if (!(tree instanceof ObjectNode object)) {
      return tree;
    }
    Set<String> kept = new LinkedHashSet<>(query.fields().get());
    kept.addAll(IDENTIFYING);
    return object.retain(kept);
  }

  private void notServed(Context context) {
    Set<String> allowed = new TreeSet<>();
    String path = context.path();
    for (TmfApi api : apis) {
      for (String base : api.paths()) {
        if (path.startsWith(base)) {
          String below = path.substring(base.length());
          api.routes().stream()
              .filter(route -> route.serves(below))
              .forEach(route -> allowed.addAll(route.allowed()));
        }
      }
    }
    if (allowed.isEmpty()) {
      throw new Refusal(404, "notFound", "There is no such resource");
    }
    String methods = String.join(", ", allowed);
    if (context.method().equals(HandlerType.OPTIONS)) {
      context.header("Allow", methods).status(200);
      return;
    }
    throw new Refusal(
        405, "methodNotAllowed", "This resource has " + methods, Map.of("Allow", methods));
  }

  private static String correlation(Context context) {
    String given = context.header(CORRELATION);
    String correlation =
        given != null && CORRELATION_ID.matcher(given).matches()
            ? given
            : UUID.randomUUID().toString();
    context.header(CORRELATION, correlation);
    return correlation;
  }

  private void error(Context context, ErrorWire error) {
    if (error.httpStatus() == 401) {
      context.header("WWW-Authenticate", "Bearer"); // RFC 9110 section 15.5.2
    }
    TmfVersion version =
        apis.stream()
            .filter(api -> api.paths().stream().anyMatch(context.path()::startsWith))
            .map(TmfApi::version)
            .findFirst()
            .orElse(TmfVersion.V4);
    context
        .status(error.httpStatus())
        .contentType(version.contentType())
        .result(TmfJson.MAPPER.writeValueAsBytes(error));
  }

  /** What goes wrong from here on breaks the answer off: its status is sent already. */
  private static void stream(Context context, TmfApi api, int status, Object body) {
    context.status(status).contentType(api.version().contentType());
    TmfJson.MAPPER.writeValue(context.outputStream(), body);
  }

  private static void write(Context context, TmfApi api, int status, Object body) {
    context
        .status(status)
        .contentType(api.version().contentType())
        .result(TmfJson.MAPPER.writeValueAsBytes(body));
  }
}

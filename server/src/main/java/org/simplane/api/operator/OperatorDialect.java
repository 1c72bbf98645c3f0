// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.operator;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.account.Pushes;
import org.simplane.api.Dialect;
import org.simplane.operator.Push;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where operators push to: {@code /operator/v1/<key>}, with whatever they put behind it. The key is
 * the account's secret, made and shown by {@code api.v1}. An answer of 200 means that all that was
 * pushed is committed; anything else asks for it again. docs/operators/README.md describes it.
 */
public final class OperatorDialect implements Dialect {

  private static final Logger log = LoggerFactory.getLogger(OperatorDialect.class);

  /** Before the key. */
  public static final String ROOT = "/operator/v1/";

  /** More than three thousand of the largest records that a stream sends at once. */
  private static final int LARGEST_BODY = 16 << 20;

  private static final int LONGEST_WAIT = 3_600;

  private final Pushes pushes;

  public OperatorDialect(Pushes pushes) {
    this.pushes = pushes;
  }

  @Override
  public String name() {
    return "operator";
  }

  @Override
  public List<String> paths() {
    return List.of("/operator");
  }

  @Override
  public void mount(RoutesConfig routes) {
    for (String path : List.of(ROOT + "{key}", ROOT + "{key}/*")) {
      routes.post(path, this::take);
      routes.put(path, this::take);
      routes.patch(path, this::take);
    }
    Handler nothing = context -> fail(context, 404, "There is nothing here");
    routes.get("/operator/*", nothing);
    routes.post("/operator/*", nothing);
    routes.put("/operator/*", nothing);
    routes.patch("/operator/*", nothing);
    routes.delete("/operator/*", nothing);
  }

  /** Without the path, which holds the key. */
  @Override
  public ErrorBody error(int status, String message, String path) {
    return new ErrorBody(
        "application/json",
        JsonMapper.shared()
            .createObjectNode()
            .put("status", status)
            .put("message", message)
            .toString());
  }

  private void take(Context context) throws IOException {
    String correlation = UUID.randomUUID().toString();
    try {
      byte[] body = context.bodyInputStream().readNBytes(LARGEST_BODY + 1);
      if (body.length > LARGEST_BODY) {
        fail(context, 413, "A push has at most " + LARGEST_BODY + " bytes");
        return;
      }
      pushes.take(context.pathParam("key"), push(context, body));
      // Not 204: 1NCE's streams take 200 alone for "taken".
      context.status(200);
    } catch (FailureException e) {
      fail(context, e.failure());
    } catch (RuntimeException e) {
      log.error("A push failed ({})", correlation, e);
      fail(
          context, 500, "Something went wrong on our side; our log says more under " + correlation);
    }
  }

  private static Push push(Context context, byte[] body) {
    String start = ROOT + context.pathParam("key");
    String path = context.path();
    Map<String, List<String>> headers =
        context.headerMap().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    return new Push(
        context.method().name(),
        path.length() > start.length() ? path.substring(start.length()) : "",
        headers,
        body);
  }

  private void fail(Context context, Failure failure) {
    int status =
        switch (failure) {
          case Failure.Denied _ -> 401;
          case Failure.NotAllowed _ -> 403;
          case Failure.NotFound _ -> 404;
          case Failure.NotSupported _, Failure.Invalid _ -> 400;
          case Failure.Conflict _ -> 409;
          case Failure.Stale _ -> 412;
          case Failure.Throttled throttled -> {
            long wait = Math.clamp(throttled.retryAfter().toSeconds(), 1, LONGEST_WAIT);
            context.header("Retry-After", Long.toString(wait));
            yield 503;
          }
          case Failure.OperatorDown _, Failure.TimedOut _ -> 503;
        };
    fail(context, status, status == 404 ? "There is nothing here" : failure.message());
  }

  private void fail(Context context, int status, String message) {
    ErrorBody body = error(status, message, "");
    context.status(status).contentType(body.contentType()).result(body.content());
  }
}

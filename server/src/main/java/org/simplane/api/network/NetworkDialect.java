// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.network;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.api.Dialect;
import org.simplane.network.EventDoor;
import org.simplane.network.Report;
import org.simplane.network.SmsDoor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The doors of the own network. They are opened with an API client that is entitled to the dialect
 * {@code network}: its id and secret by HTTP Basic, or a token got with them. docs/own-network.md
 * describes the lines.
 */
public final class NetworkDialect implements Dialect {

  /** As entitlements write it. */
  public static final String NAME = "network";

  /** A delivery is no larger; more is sent in several. */
  static final long LARGEST_BODY = 16L << 20;

  private static final Logger log = LoggerFactory.getLogger(NetworkDialect.class);

  private static final String ROOT = "/network/v1";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final EventDoor events;
  private final SmsDoor messages;
  private final DoorKeeper keeper;

  public NetworkDialect(EventDoor events, SmsDoor messages, DoorKeeper keeper) {
    this.events = events;
    this.messages = messages;
    this.keeper = keeper;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> paths() {
    return List.of("/network");
  }

  @Override
  public void mount(RoutesConfig routes) {
    routes.post(ROOT + "/events", context -> take(context, events::take));
    routes.post(ROOT + "/sms", context -> take(context, messages::take));
    Handler nothing = context -> fail(context, 404, "There is nothing here");
    routes.get("/network/*", nothing);
    routes.post("/network/*", nothing);
    routes.put("/network/*", nothing);
    routes.patch("/network/*", nothing);
    routes.delete("/network/*", nothing);
  }

  @Override
  public ErrorBody error(int status, String message, String path) {
    ObjectNode body = JSON.createObjectNode();
    body.put("status", status);
    body.put("message", message);
    return new ErrorBody("application/json", body.toString());
  }

  /** One of the doors. */
  @FunctionalInterface
  private interface Door {
    Report take(Caller caller, InputStream ndjson) throws IOException;
  }

  private void take(Context context, Door door) throws IOException {
    String correlation = UUID.randomUUID().toString();
    try {
      Caller caller = keeper.admit(context.header("Authorization"), correlation);
      if (context.contentLength() > LARGEST_BODY) {
        fail(context, 413, "A delivery has at most " + LARGEST_BODY + " bytes");
        return;
      }
      Report report = door.take(caller, new BoundedInput(context.bodyInputStream(), LARGEST_BODY));
      context.status(200).contentType("application/json").result(body(report));
    } catch (BoundedInput.TooLargeException e) {
      fail(context, 413, "A delivery has at most " + LARGEST_BODY + " bytes");
    } catch (FailureException e) {
      fail(context, e.failure());
    } catch (RuntimeException e) {
      log.error("A delivery failed ({})", correlation, e);
      fail(
          context, 500, "Something went wrong on our side; our log says more under " + correlation);
    }
  }

  private static String body(Report report) {
    ObjectNode body = JSON.createObjectNode();
    body.put("accepted", report.accepted());
    body.put("duplicates", report.duplicates());
    body.put("rejected", report.rejected());
    ArrayNode rejects = body.putArray("rejects");
    for (Report.Reject reject : report.rejects()) {
      rejects
          .addObject()
          .put("line", reject.line())
          .put("id", reject.id())
          .put("reason", reject.reason());
    }
    return body.toString();
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
            context.header(
                "Retry-After", Long.toString(Math.max(1, throttled.retryAfter().toSeconds())));
            yield 429;
          }
          case Failure.OperatorDown _ -> 502;
          case Failure.TimedOut _ -> 504;
        };
    if (status == 401) {
      context.header(
          "WWW-Authenticate", "Basic realm=\"Simplane network doors\", charset=\"UTF-8\"");
    }
    fail(context, status, failure.message());
  }

  private void fail(Context context, int status, String message) {
    ErrorBody body = error(status, message, context.path());
    context.status(status).contentType(body.contentType()).result(body.content());
  }
}

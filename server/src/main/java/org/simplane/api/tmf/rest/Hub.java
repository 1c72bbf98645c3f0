// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Failure;
import org.simplane.Failure.Invalid.Problem;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.notification.NewWebhook;
import org.simplane.notification.Webhook;
import org.simplane.notification.Webhooks;
import tools.jackson.databind.JsonNode;

/** Who is told of what happens, for one API in one version: webhooks of a format of its own. */
public final class Hub {

  private static final int LONGEST_QUERY = 1000;

  private final Webhooks webhooks;
  private final Listeners listeners;
  private final TmfVersion version;

  public Hub(Webhooks webhooks, Listeners listeners, TmfVersion version) {
    this.webhooks = webhooks;
    this.listeners = listeners;
    this.version = version;
  }

  /** A listener on the wire. */
  record Wire(
      String id,
      Optional<String> href,
      String callback,
      Optional<String> query,
      @JsonProperty("@type") Optional<String> type) {

    static Wire of(Webhook webhook, TmfVersion version, String href) {
      boolean five = version == TmfVersion.V5;
      return new Wire(
          Long.toString(webhook.id()),
          five ? Optional.of(href) : Optional.empty(),
          webhook.url().toString(),
          webhook.query(),
          five ? Optional.of("Hub") : Optional.empty());
    }
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/hub", Permission.MANAGE_WEBHOOKS, this::add),
        Route.get("/hub/{id}", Permission.READ_WEBHOOKS, this::single),
        Route.delete("/hub/{id}", Permission.MANAGE_WEBHOOKS, this::delete));
  }

  private Reply add(Call call) {
    JsonNode body = call.body();
    if (!body.isObject() || !body.path("callback").isString()) {
      throw ListQuery.invalid("callback", "is missing, or is no text");
    }
    Optional<String> query = query(body.path("query"));
    NewWebhook wanted =
        new NewWebhook(
            Optional.empty(),
            "Hub of " + listeners.name(),
            callback(body.path("callback").asString()),
            listeners.kinds(),
            true,
            listeners.name(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            query);
    Webhook made = create(call, wanted);
    return Reply.created(wire(call, made), call.href("/hub/" + made.id()));
  }

  private Webhook create(Call call, NewWebhook wanted) {
    try {
      return webhooks.create(call.caller(), wanted, false).webhook();
    } catch (FailureException e) {
      // The rules speak of a webhook's url, which is a callback here.
      if (e.failure() instanceof Failure.Invalid invalid) {
        throw new FailureException(
            new Failure.Invalid(
                invalid.problems().stream()
                    .map(one ->
                        one.field().equals("url") ? new Problem("callback", one.message()) : one)
                    .toList()));
      }
      throw e;
    }
  }

  private Optional<String> query(JsonNode node) {
    if (node.isMissingNode() || node.isNull() || node.asString("").isEmpty()) {
      return Optional.empty();
    }
    String query = node.asString("");
    if (query.length() > LONGEST_QUERY || query.indexOf('\0') >= 0) {
      throw ListQuery.invalid("query", "must have at most " + LONGEST_QUERY + " characters");
    }
    ListQuery parsed = ListQuery.of(query);
    parsed.filter().refuseRegex();
    for (Filter.AnyOf any : parsed.filter().all()) {
      for (Filter.Condition one : any.alternatives()) {
        if (one instanceof Filter.Compare compare
            && compare.path().equals("eventType")
            && !listeners.eventTypes().containsAll(compare.values())) {
          throw ListQuery.invalid(
              "query",
              "There are the event types "
                  + String.join(", ", listeners.eventTypes().stream().sorted().toList()));
        }
      }
    }
    return Optional.of(query);
  }

  private static URI callback(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw ListQuery.invalid("callback", "must be like https://example.com/path");
    }
  }

  private Reply single(Call call) {
    return Reply.ok(wire(call, find(call)));
  }

  private Reply delete(Call call) {
    webhooks.delete(call.caller(), find(call).id(), OptionalLong.empty(), false);
    return Reply.noContent();
  }

  /** Those of other APIs are not found here. */
  private Webhook find(Call call) {
    Scope scope = call.caller().scope();
    String text = call.path("id");
    Optional<Webhook> found =
        text.matches("\\d{1,18}") ? webhooks.find(scope, Long.parseLong(text)) : Optional.empty();
    return found
        .filter(webhook -> webhook.format().equals(listeners.name()))
        .orElseThrow(() -> new FailureException(new Failure.NotFound("hub", text)));
  }

  private Wire wire(Call call, Webhook webhook) {
    return Wire.of(webhook, version, call.href("/hub/" + webhook.id()));
  }
}

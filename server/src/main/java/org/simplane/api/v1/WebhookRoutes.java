// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.simplane.Permission;
import org.simplane.notification.DeadLetter;
import org.simplane.notification.Delivery;
import org.simplane.notification.IssuedWebhook;
import org.simplane.notification.NewWebhook;
import org.simplane.notification.Webhook;
import org.simplane.notification.WebhookPatch;
import org.simplane.notification.Webhooks;

/** {@code /webhooks}: who is told of what happens. Signing secrets are shown once. */
final class WebhookRoutes {

  private static final int TEXT = 200;
  private static final int URL = 2000;
  private static final int VALUE = 4000;
  private static final long MONTH = 30L * 86_400;

  private final Webhooks webhooks;

  WebhookRoutes(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/webhook-formats", Permission.READ_WEBHOOKS, this::formats),
        Route.get("/webhooks", Permission.READ_WEBHOOKS, this::list).paged("organisation"),
        Route.post("/webhooks", Permission.MANAGE_WEBHOOKS, this::create),
        Route.get("/webhooks/{id}", Permission.READ_WEBHOOKS, this::find),
        Route.patch("/webhooks/{id}", Permission.MANAGE_WEBHOOKS, this::update),
        Route.delete("/webhooks/{id}", Permission.MANAGE_WEBHOOKS, this::delete),
        Route.post("/webhooks/{id}/pause", Permission.MANAGE_WEBHOOKS, this::pause),
        Route.post("/webhooks/{id}/resume", Permission.MANAGE_WEBHOOKS, this::resume),
        Route.post("/webhooks/{id}/rotate-secret", Permission.MANAGE_WEBHOOKS, this::rotate),
        Route.post("/webhooks/{id}/ping", Permission.MANAGE_WEBHOOKS, this::ping),
        Route.get("/webhooks/{id}/deliveries", Permission.READ_WEBHOOKS, this::deliveries)
            .paged("delivered"),
        Route.get("/webhooks/{id}/dead-letters", Permission.READ_WEBHOOKS, this::deadLetters)
            .paged(),
        Route.post("/webhooks/{id}/retry", Permission.MANAGE_WEBHOOKS, this::retry),
        Route.post("/webhooks/{id}/replay", Permission.MANAGE_WEBHOOKS, this::replay));
  }

  private Answer formats(Request request) {
    return Answer.ok(
        new ListWire<>(
            webhooks.formats().stream().map(WebhookWire.FormatWire::of).toList(),
            Optional.empty()));
  }

  private Answer list(Request request) {
    int limit = request.limit();
    List<Webhook> found =
        webhooks.page(
            request.caller().scope(),
            request.parameterId(Ids.Kind.ORGANISATION, "organisation"),
            request.cursor(),
            limit);
    return Answer.ok(
        page(
            found,
            limit,
            request,
            Webhook::id,
            one -> WebhookWire.Wire.of(one, Optional.empty(), request.ids())));
  }

  private Answer create(Request request) {
    Fields fields =
        request.fields(
            "organisation",
            "description",
            "url",
            "kinds",
            "below",
            "format",
            "headers",
            "basic",
            "secret",
            "since");
    NewWebhook wanted =
        new NewWebhook(
            fields
                .optionalText("organisation", TEXT)
                .map(text -> request.id(Ids.Kind.ORGANISATION, "organisation", text)),
            fields.text("description", TEXT),
            fields.optionalParsed("url", URL, URI::create).orElseThrow(() -> fields.missing("url")),
            fields.optionalTexts("kinds", 50, TEXT).orElse(Set.of("*")),
            fields.optionalBoolean("below").orElse(true),
            fields.optionalText("format", TEXT).orElse(EventFormat.NAME),
            fields.optionalTextMap("headers", 50, VALUE).orElse(Map.of()),
            basic(fields),
            fields.optionalText("secret", TEXT),
            instant(fields, "since"));
    IssuedWebhook made = webhooks.create(request.caller(), wanted, request.dryRun());
    WebhookWire.Wire wire = WebhookWire.Wire.of(made.webhook(), made.secret(), request.ids());
    return wire.id().isEmpty()
        ? Answer.ok(wire)
        : Answer.created(wire, V1.BASE + "/webhooks/" + wire.id().get())
            .withVersion(made.webhook().version())
            .remembering(WebhookWire.Wire.of(made.webhook(), Optional.empty(), request.ids()));
  }

  private Answer find(Request request) {
    return answer(
        request,
        webhooks
            .find(request.caller().scope(), request.id(Ids.Kind.WEBHOOK))
            .orElseThrow(() -> request.unknown(Ids.Kind.WEBHOOK)));
  }

  private Answer update(Request request) {
    Fields fields = request.fields("description", "url", "kinds", "below", "headers", "basic");
    WebhookPatch patch =
        new WebhookPatch(
            fields.optionalText("description", TEXT),
            fields.optionalParsed("url", URL, URI::create),
            fields.optionalTexts("kinds", 50, TEXT),
            fields.optionalBoolean("below"),
            fields.optionalTextMap("headers", 50, VALUE),
            fields.has("basic") ? Optional.of(basic(fields)) : Optional.empty());
    return answer(
        request,
        webhooks.update(
            request.caller(),
            request.id(Ids.Kind.WEBHOOK),
            patch,
            request.ifMatch(),
            request.dryRun()));
  }

  private Answer delete(Request request) {
    webhooks.delete(
        request.caller(), request.id(Ids.Kind.WEBHOOK), request.ifMatch(), request.dryRun());
    return Answer.noContent();
  }

  private Answer pause(Request request) {
    request.optionalFields();
    return answer(
        request,
        webhooks.pause(
            request.caller(), request.id(Ids.Kind.WEBHOOK), request.ifMatch(), request.dryRun()));
  }

  private Answer resume(Request request) {
    request.optionalFields();
    return answer(
        request,
        webhooks.resume(
            request.caller(), request.id(Ids.Kind.WEBHOOK), request.ifMatch(), request.dryRun()));
  }

  private Answer rotate(Request request) {
    Fields fields = request.optionalFields("secret", "overlapSeconds");
    IssuedWebhook rotated =
        webhooks.rotate(
            request.caller(),
            request.id(Ids.Kind.WEBHOOK),
            fields.optionalText("secret", TEXT),
            Duration.ofSeconds(fields.optionalWhole("overlapSeconds", 0, MONTH).orElse(86_400L)),
            request.ifMatch(),
            request.dryRun());
    return Answer.ok(WebhookWire.Wire.of(rotated.webhook(), rotated.secret(), request.ids()))
        .withVersion(rotated.webhook().version())
        .remembering(WebhookWire.Wire.of(rotated.webhook(), Optional.empty(), request.ids()));
  }

  private Answer ping(Request request) {
    request.optionalFields();
    long id = request.id(Ids.Kind.WEBHOOK);
    if (request.dryRun()) {
      return find(request);
    }
    return Answer.ok(WebhookWire.AttemptWire.of(webhooks.log().ping(request.caller(), id)));
  }

  private Answer deliveries(Request request) {
    int limit = request.limit();
    Optional<Boolean> delivered =
        request.parameter("delivered").map(_ -> request.flag("delivered"));
    List<Delivery> found =
        webhooks
            .log()
            .deliveries(
                request.caller().scope(),
                request.id(Ids.Kind.WEBHOOK),
                delivered,
                request.cursor(),
                limit);
    return Answer.ok(
        page(
            found,
            limit,
            request,
            Delivery::id,
            one -> WebhookWire.DeliveryWire.of(one, request.ids())));
  }

  private Answer deadLetters(Request request) {
    int limit = request.limit();
    List<DeadLetter> found =
        webhooks
            .log()
            .deadLetters(
                request.caller().scope(), request.id(Ids.Kind.WEBHOOK), request.cursor(), limit);
    return Answer.ok(
        page(
            found,
            limit,
            request,
            DeadLetter::id,
            one -> WebhookWire.DeadLetterWire.of(one, request.ids())));
  }

  private Answer retry(Request request) {
    Fields fields = request.optionalFields("deadLetters");
    Optional<Set<Long>> letters =
        fields
            .optionalTexts("deadLetters", 1000, TEXT)
            .map(texts -> {
              Set<Long> numbers = new LinkedHashSet<>();
              texts.forEach(text -> numbers.add(request.id(Ids.Kind.LETTER, "deadLetters", text)));
              return numbers;
            });
    return Answer.ok(
        new WebhookWire.CountWire(
            webhooks
                .log()
                .retry(request.caller(), request.id(Ids.Kind.WEBHOOK), letters, request.dryRun())));
  }

  private Answer replay(Request request) {
    Fields fields = request.fields("from", "until", "kinds");
    return Answer.ok(
        new WebhookWire.CountWire(
            webhooks
                .log()
                .replay(
                    request.caller(),
                    request.id(Ids.Kind.WEBHOOK),
                    instant(fields, "from").orElseThrow(() -> fields.missing("from")),
                    instant(fields, "until").orElseThrow(() -> fields.missing("until")),
                    fields.optionalTexts("kinds", 50, TEXT),
                    request.dryRun())));
  }

  private static Answer answer(Request request, Webhook webhook) {
    return Answer.ok(WebhookWire.Wire.of(webhook, Optional.empty(), request.ids()))
        .withVersion(webhook.version());
  }

  private static Optional<NewWebhook.Basic> basic(Fields fields) {
    return fields
        .optionalObject("basic", "username", "password")
        .map(basic ->
            new NewWebhook.Basic(basic.text("username", 500), basic.text("password", 500)));
  }

  /** An RFC 3339 date-time with its offset. */
  private static Optional<Instant> instant(Fields fields, String name) {
    return fields
        .optionalParsed(name, 100, text -> OffsetDateTime.parse(text).toInstant())
        .map(instant -> {
          if (instant.isBefore(Instant.EPOCH) || instant.getEpochSecond() > 253_402_300_799L) {
            throw Fields.invalid(fields.at(name), "must be a year from 1970 to 9999");
          }
          return instant;
        });
  }

  private static <F, T> ListWire<T> page(
      List<F> found, int limit, Request request, ToLongFunction<F> id, Function<F, T> wire) {
    List<F> shown = found.size() > limit ? found.subList(0, limit) : found;
    return ListWire.of(
        shown,
        found.size() > limit
            ? OptionalLong.of(id.applyAsLong(shown.getLast()))
            : OptionalLong.empty(),
        request.ids(),
        wire);
  }
}

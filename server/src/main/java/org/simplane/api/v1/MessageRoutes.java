// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.simplane.Permission;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.messaging.Alphabet;
import org.simplane.messaging.Message;
import org.simplane.messaging.MessageDirection;
import org.simplane.messaging.MessageQuery;
import org.simplane.messaging.MessageStatus;
import org.simplane.messaging.Messages;
import org.simplane.messaging.NewMessage;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessagePart;
import org.simplane.operator.MessageSource;

/** {@code /messages} and {@code /sims/{id}/messages}: short messages to and from devices. */
final class MessageRoutes {

  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_DATA = 2_800;
  private static final int LONGEST_HEADER = 280;
  private static final int LONGEST_ADDRESS = 50;

  private final Messages messages;
  private final Subscriptions subscriptions;

  MessageRoutes(Messages messages, Subscriptions subscriptions) {
    this.messages = messages;
    this.subscriptions = subscriptions;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/messages", Permission.READ_MESSAGES, this::list)
            .paged("sim", "direction", "status", "from"),
        Route.get("/messages/{id}", Permission.READ_MESSAGES, this::read),
        Route.post("/messages/{id}/cancel", Permission.SEND_MESSAGES, this::cancel),
        Route.get("/sims/{id}/messages", Permission.READ_MESSAGES, this::ofSim)
            .paged("direction", "status", "from"),
        Route.post("/sims/{id}/messages", Permission.SEND_MESSAGES, this::send));
  }

  /** A message on the wire; {@code text}, or {@code data} in hex for the 8-bit coding. */
  record Wire(
      String id,
      String sim,
      String organisation,
      MessageDirection direction,
      MessageStatus status,
      MessageCoding coding,
      Optional<String> text,
      Optional<String> data,
      Optional<String> udh,
      Optional<String> source,
      MessageSource.Kind sourceKind,
      Optional<String> destination,
      Optional<MessagePart> part,
      int segments,
      Instant submittedAt,
      Optional<Instant> expiresAt,
      Optional<Instant> finalAt,
      int attempts,
      Optional<Instant> lastAttemptAt,
      Optional<Instant> nextAttemptAt,
      Optional<String> reason,
      Optional<String> sentBy) {

    static Wire of(Message message, Ids ids) {
      boolean octets = message.content().coding() == MessageCoding.EIGHT_BIT;
      return new Wire(
          ids.show(Ids.Kind.MESSAGE, message.id()),
          ids.show(Ids.Kind.SIM, message.subscription()),
          ids.show(Ids.Kind.ORGANISATION, message.organisation()),
          message.direction(),
          message.status(),
          message.content().coding(),
          octets ? Optional.empty() : Optional.of(message.content().payload()),
          octets ? Optional.of(message.content().payload()) : Optional.empty(),
          given(message.content().udh()),
          given(message.source().address()),
          message.source().kind(),
          given(message.destination()),
          message.part(),
          message.segments(),
          message.at(),
          message.expiresAt(),
          message.finalAt(),
          message.attempts(),
          message.lastAttemptAt(),
          message.nextAttemptAt(),
          message.error(),
          given(message.sentBy()));
    }

    private static Optional<String> given(String text) {
      return Optional.of(text).filter(value -> !value.isEmpty());
    }
  }

  private Answer list(Request request) {
    Optional<Long> sim = request.parameterId(Ids.Kind.SIM, "sim");
    if (sim.isPresent() && subscriptions.find(request.caller().scope(), sim.get()).isEmpty()) {
      throw Fields.invalid("sim", "No such SIM");
    }
    return page(request, sim.map(OptionalLong::of).orElse(OptionalLong.empty()));
  }

  private Answer ofSim(Request request) {
    return page(request, OptionalLong.of(known(request).id()));
  }

  private Answer page(Request request, OptionalLong sim) {
    int limit = request.limit();
    MessageQuery query =
        new MessageQuery(
            sim,
            request.word("direction", MessageDirection.class),
            request.word("status", MessageStatus.class).map(Set::of).orElse(Set.of()),
            request.instant("from"));
    List<Message> found =
        messages.list(request.caller().scope(), query, request.cursor(), limit + 1);
    List<Message> shown = found.subList(0, Math.min(limit, found.size()));
    OptionalLong next =
        found.size() > limit ? OptionalLong.of(shown.getLast().id()) : OptionalLong.empty();
    return Answer.ok(
        ListWire.of(shown, next, request.ids(), message -> Wire.of(message, request.ids())));
  }

  private Answer read(Request request) {
    return Answer.ok(Wire.of(found(request), request.ids()));
  }

  private Answer cancel(Request request) {
    var _ = request.optionalFields();
    Message message = found(request);
    return Answer.ok(
        Wire.of(
            request.dryRun() ? message : messages.cancel(request.caller(), message.id()),
            request.ids()));
  }

  private Answer send(Request request) {
    Subscription sim = known(request);
    NewMessage message =
        message(
            request.fields("text", "data", "coding", "udh", "source", "sourceKind", "expiresAt"));
    if (request.dryRun()) {
      messages.check(request.caller(), sim, message);
      return Answer.noContent();
    }
    long id = messages.send(request.caller(), sim, message);
    Message accepted =
        messages
            .find(request.caller().scope(), id)
            .orElseThrow(() -> new IllegalStateException("Message " + id + " is gone"));
    Wire wire = Wire.of(accepted, request.ids());
    return Answer.created(wire, V1.BASE + "/messages/" + wire.id());
  }

  private static NewMessage message(Fields fields) {
    String udh = fields.optionalText("udh", LONGEST_HEADER).orElse("").toUpperCase(Locale.ROOT);
    Optional<String> text = fields.optionalText("text", LONGEST_TEXT);
    Optional<String> data = fields.optionalText("data", LONGEST_DATA);
    Optional<MessageCoding> coding = fields.optionalWord("coding", MessageCoding.class);
    MessageSource guessed =
        NewMessage.source(fields.optionalText("source", LONGEST_ADDRESS).orElse(""));
    return new NewMessage(
        new MessageSource(
            guessed.address(),
            fields.optionalWord("sourceKind", MessageSource.Kind.class).orElse(guessed.kind())),
        content(text, data, coding, hex("udh", udh)),
        fields.optionalInstant("expiresAt"));
  }

  private static MessageContent content(
      Optional<String> text, Optional<String> data, Optional<MessageCoding> coding, String udh) {
    if (text.isPresent() == data.isPresent()) {
      throw Fields.invalid("text", "either text or data has to be there");
    }
    if (data.isPresent()) {
      if (coding.isPresent() && coding.get() != MessageCoding.EIGHT_BIT) {
        throw Fields.invalid("coding", "data is EIGHT_BIT");
      }
      return new MessageContent(
          MessageCoding.EIGHT_BIT, hex("data", data.get().toUpperCase(Locale.ROOT)), udh);
    }
    MessageCoding of = coding.orElseGet(() -> Alphabet.coding(text.get()));
    if (of == MessageCoding.EIGHT_BIT) {
      throw Fields.invalid("coding", "EIGHT_BIT takes data in place of text");
    }
    return new MessageContent(of, text.get(), udh);
  }

  private static String hex(String field, String value) {
    if (!value.matches("([0-9A-F]{2})*")) {
      throw Fields.invalid(field, "must be hex, two digits an octet");
    }
    return value;
  }

  private Message found(Request request) {
    return messages
        .find(request.caller().scope(), request.id(Ids.Kind.MESSAGE))
        .orElseThrow(() -> request.unknown(Ids.Kind.MESSAGE));
  }

  private Subscription known(Request request) {
    return subscriptions
        .find(request.caller().scope(), request.id(Ids.Kind.SIM))
        .orElseThrow(() -> request.unknown(Ids.Kind.SIM));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.simplane.Permission;
import org.simplane.notification.Outbox;
import tools.jackson.databind.JsonNode;

/** {@code /events}: what happened, oldest first, for readers that come back for more. */
final class EventRoutes {

  private final Outbox outbox;

  EventRoutes(Outbox outbox) {
    this.outbox = outbox;
  }

  List<Route> routes() {
    return List.of(Route.get("/events", Permission.READ_SUBSCRIPTIONS, this::list).paged("kind"));
  }

  /** An event on the wire. */
  record Wire(
      String id,
      Instant at,
      String organisation,
      String kind,
      AuditRoutes.Party subject,
      JsonNode body) {

    static Wire of(Outbox.StoredEvent event, Ids ids) {
      return new Wire(
          ids.show(Ids.Kind.EVENT, event.position().id()),
          event.at(),
          ids.show(Ids.Kind.ORGANISATION, event.organisation()),
          event.kind(),
          new AuditRoutes.Party(
              event.subjectKind(),
              Subjects.kind(event.subjectKind()).map(kind -> ids.show(kind, event.subjectId())),
              event.subjectName()),
          Subjects.show(ids, event.body()));
    }
  }

  /**
   * Some events.
   *
   * @param next where to go on, also when there is nothing more yet: keep it and ask again later
   */
  record EventsWire(List<Wire> items, Optional<String> next) {}

  private Answer list(Request request) {
    Outbox.Position after =
        request
            .parameter("cursor")
            .map(text -> position(request, text))
            .orElse(Outbox.Position.START);
    List<Outbox.StoredEvent> events =
        outbox.read(request.caller().scope(), after, request.parameter("kind"), request.limit());
    Optional<String> next =
        events.isEmpty()
            ? request.parameter("cursor")
            : Optional.of(cursor(request.ids(), events.getLast().position()));
    return Answer.ok(
        new EventsWire(events.stream().map(event -> Wire.of(event, request.ids())).toList(), next));
  }

  private static String cursor(Ids ids, Outbox.Position position) {
    return ids.show(Ids.Kind.CURSOR, position.transaction())
        + "."
        + ids.show(Ids.Kind.EVENT, position.id());
  }

  private static Outbox.Position position(Request request, String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw Fields.invalid("cursor", "No such cursor");
    }
    return new Outbox.Position(
        request.id(Ids.Kind.CURSOR, "cursor", text.substring(0, dot)),
        request.id(Ids.Kind.EVENT, "cursor", text.substring(dot + 1)));
  }
}

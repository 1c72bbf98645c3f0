// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.access.Audit;
import org.simplane.access.AuditQuery;
import org.simplane.access.Audited;
import org.simplane.access.Page;
import tools.jackson.databind.JsonNode;

/** {@code /audit}: who changed what, newest first. */
final class AuditRoutes {

  private final Audit audit;

  AuditRoutes(Audit audit) {
    this.audit = audit;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/audit", Permission.READ_AUDIT, this::list)
            .paged("subject", "subjectKind", "action", "actor", "from", "until"));
  }

  /** What a change was made by and made to. */
  record Party(String kind, Optional<String> id, String name) {}

  /** An audit entry on the wire. */
  record Wire(
      String id,
      Instant at,
      String organisation,
      Party actor,
      String action,
      Party subject,
      Optional<JsonNode> before,
      Optional<JsonNode> after,
      Optional<String> correlation) {

    static Wire of(Audited entry, Ids ids) {
      return new Wire(
          ids.show(Ids.Kind.AUDIT, entry.id()),
          entry.at(),
          ids.show(Ids.Kind.ORGANISATION, entry.organisation()),
          new Party(entry.actorKind().name(), actorId(entry, ids), entry.actor()),
          entry.action(),
          new Party(
              entry.subjectKind(),
              Subjects.kind(entry.subjectKind()).map(kind -> ids.show(kind, entry.subjectId())),
              entry.subjectName()),
          entry.before().map(before -> Subjects.show(ids, before)),
          entry.after().map(after -> Subjects.show(ids, after)),
          entry.correlation());
    }

    private static Optional<String> actorId(Audited entry, Ids ids) {
      return switch (entry.actorKind()) {
        case USER -> Optional.of(ids.show(Ids.Kind.USER, entry.actorId()));
        case CLIENT -> Optional.of(ids.show(Ids.Kind.CLIENT, entry.actorId()));
        case SYSTEM -> Optional.empty();
      };
    }
  }

  private Answer list(Request request) {
    Caller caller = request.caller();
    Optional<Subjects.Subject> subject =
        request.parameter("subject").map(text -> Subjects.read(request.ids(), "subject", text));
    AuditQuery query =
        new AuditQuery(
            subject.isPresent()
                ? subject.map(Subjects.Subject::kind)
                : request.parameter("subjectKind"),
            subject.isPresent() ? OptionalLong.of(subject.get().id()) : OptionalLong.empty(),
            request.parameter("action"),
            request.parameter("actor"),
            request.instant("from"),
            request.instant("until"),
            request.cursor(),
            request.limit());
    Page<Audited> page = audit.read(caller, query);
    return Answer.ok(
        ListWire.of(
            page.items(), page.next(), request.ids(), entry -> Wire.of(entry, request.ids())));
  }
}

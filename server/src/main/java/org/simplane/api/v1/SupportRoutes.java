// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.simplane.Permission;
import org.simplane.access.Page;
import org.simplane.catalog.SupportRequest;
import org.simplane.catalog.SupportRequests;

/** {@code /support-requests}: what customers ask for help with. */
final class SupportRoutes {

  private static final int LINE = 200;
  private static final int LONGEST = 20_000;

  private final SupportRequests support;

  SupportRoutes(SupportRequests support) {
    this.support = support;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/support-requests", Permission.READ_ORDERS, this::list).paged("state"),
        Route.post("/support-requests", Permission.READ_ORDERS, this::open),
        Route.get("/support-requests/{id}", Permission.READ_ORDERS, this::find),
        Route.post("/support-requests/{id}/answers", Permission.MANAGE_CATALOG, this::answer));
  }

  /** A request on the wire. The number is what dialects know it by. */
  record Wire(
      Optional<String> id,
      Optional<Long> number,
      String organisation,
      SupportRequest.State state,
      String replyTo,
      String sender,
      String subject,
      String text,
      Instant createdAt,
      Optional<Instant> closedAt,
      List<SupportRequest.Message> messages,
      long version) {

    static Wire of(SupportRequest request, Ids ids) {
      return new Wire(
          OrganisationRoutes.shownId(ids, Ids.Kind.SUPPORT, request.id()),
          Optional.of(request.id()).filter(id -> id != 0),
          ids.show(Ids.Kind.ORGANISATION, request.organisation()),
          request.state(),
          request.replyTo(),
          request.sender(),
          request.subject(),
          request.text(),
          request.createdAt(),
          request.closedAt(),
          request.messages(),
          request.version());
    }
  }

  private Answer list(Request request) {
    Page<SupportRequest> page =
        support.page(
            request.caller().scope(),
            request.cursor(),
            request.word("state", SupportRequest.State.class),
            request.limit());
    return Answer.ok(
        ListWire.of(
            page.items(), page.next(), request.ids(), found -> Wire.of(found, request.ids())));
  }

  private Answer find(Request request) {
    SupportRequest found =
        support
            .find(request.caller().scope(), request.id(Ids.Kind.SUPPORT))
            .orElseThrow(() -> request.unknown(Ids.Kind.SUPPORT));
    return Answer.ok(Wire.of(found, request.ids())).withVersion(found.version());
  }

  private Answer open(Request request) {
    Fields fields = request.fields("replyTo", "sender", "subject", "text");
    SupportRequest made =
        support.open(
            request.caller(),
            new SupportRequests.Wanted(
                fields.text("replyTo", LINE),
                fields.text("sender", LINE),
                fields.text("subject", LINE),
                fields.text("text", LONGEST)),
            request.dryRun());
    Wire wire = Wire.of(made, request.ids());
    return wire.id().isEmpty()
        ? Answer.ok(wire)
        : Answer.created(wire, V1.BASE + "/support-requests/" + wire.id().get())
            .withVersion(made.version());
  }

  private Answer answer(Request request) {
    Fields fields = request.fields("text", "state");
    SupportRequest after =
        support.answer(
            request.caller(),
            request.id(Ids.Kind.SUPPORT),
            fields.optionalText("text", LONGEST),
            fields.optionalWord("state", SupportRequest.State.class),
            request.ifMatch(),
            request.dryRun());
    return Answer.ok(Wire.of(after, request.ids())).withVersion(after.version());
  }
}

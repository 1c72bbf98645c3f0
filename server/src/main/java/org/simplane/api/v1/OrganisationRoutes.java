// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.simplane.Permission;
import org.simplane.access.NewOrganisation;
import org.simplane.access.Organisation;
import org.simplane.access.OrganisationPatch;
import org.simplane.access.Organisations;
import org.simplane.access.Page;

/** {@code /organisations}: the tree of tenants. */
final class OrganisationRoutes {

  private static final int TEXT = 200;

  private final Organisations organisations;

  OrganisationRoutes(Organisations organisations) {
    this.organisations = organisations;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/organisations", Permission.READ_ACCESS, this::list).paged("parent"),
        Route.post("/organisations", Permission.MANAGE_ACCESS, this::create),
        Route.get("/organisations/{id}", Permission.READ_ACCESS, this::find),
        Route.patch("/organisations/{id}", Permission.MANAGE_ACCESS, this::update));
  }

  /**
   * An organisation on the wire.
   *
   * @param id absent in the answer to a dry run that would have made one
   * @param parent absent for a root and for the caller's own
   */
  record Wire(
      Optional<String> id,
      Optional<String> parent,
      String name,
      Optional<String> reference,
      String tenant,
      Optional<Integer> requestsPerSecond,
      Instant createdAt,
      Instant updatedAt,
      long version) {

    static Wire of(Organisation organisation, Request request) {
      Ids ids = request.ids();
      return new Wire(
          shownId(ids, Ids.Kind.ORGANISATION, organisation.id()),
          organisation
              .parent()
              .filter(parent -> request.caller().scope().contains(parent))
              .map(parent -> ids.show(Ids.Kind.ORGANISATION, parent)),
          organisation.name(),
          organisation.reference(),
          organisation.tenant(),
          organisation.requestsPerSecond(),
          organisation.createdAt(),
          organisation.updatedAt(),
          organisation.version());
    }
  }

  /** Nothing for 0, which a dry run answers for what was not made. */
  static Optional<String> shownId(Ids ids, Ids.Kind kind, long id) {
    return id == 0 ? Optional.empty() : Optional.of(ids.show(kind, id));
  }

  private Answer list(Request request) {
    Page<Organisation> page =
        organisations.page(
            request.caller().scope(),
            request.parameterId(Ids.Kind.ORGANISATION, "parent"),
            request.cursor(),
            request.limit());
    return Answer.ok(
        ListWire.of(page.items(), page.next(), request.ids(), found -> Wire.of(found, request)));
  }

  private Answer create(Request request) {
    Fields fields = request.fields("parent", "name", "reference", "tenant");
    NewOrganisation wanted =
        new NewOrganisation(
            fields
                .optionalText("parent", TEXT)
                .map(text -> request.id(Ids.Kind.ORGANISATION, "parent", text)),
            fields.text("name", TEXT),
            fields.optionalText("reference", TEXT),
            fields.optionalText("tenant", TEXT));
    Organisation made = organisations.create(request.caller(), wanted, request.dryRun());
    return made(request, Wire.of(made, request), "/organisations/", made.version());
  }

  /** 201 with the new thing's place, or 200 for a dry run. */
  private static Answer made(Request request, Wire wire, String path, long version) {
    return wire.id().isEmpty() || request.dryRun()
        ? Answer.ok(wire)
        : Answer.created(wire, V1.BASE + path + wire.id().get()).withVersion(version);
  }

  private Answer find(Request request) {
    Organisation found =
        organisations
            .find(request.caller().scope(), request.id(Ids.Kind.ORGANISATION))
            .orElseThrow(() -> request.unknown(Ids.Kind.ORGANISATION));
    return Answer.ok(Wire.of(found, request)).withVersion(found.version());
  }

  private Answer update(Request request) {
    Fields fields = request.fields("name", "reference", "requestsPerSecond", "tenant");
    OrganisationPatch patch =
        new OrganisationPatch(
            fields.optionalText("name", TEXT),
            fields.patchText("reference", TEXT),
            fields.patchWhole("requestsPerSecond", 0, Organisations.HIGHEST_RATE),
            fields.optionalText("tenant", TEXT));
    long id = request.id(Ids.Kind.ORGANISATION);
    Organisation after =
        organisations.update(request.caller(), id, patch, request.ifMatch(), request.dryRun());
    return Answer.ok(Wire.of(after, request)).withVersion(after.version());
  }
}

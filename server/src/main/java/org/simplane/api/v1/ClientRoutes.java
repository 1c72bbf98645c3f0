// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.simplane.Permission;
import org.simplane.access.ApiClient;
import org.simplane.access.ApiClientPatch;
import org.simplane.access.ApiClients;
import org.simplane.access.IssuedClient;
import org.simplane.access.NewApiClient;
import org.simplane.access.Page;
import org.simplane.access.Role;

/**
 * {@code /clients}: programs that call an API. Their secrets are shown once, when they are made.
 */
final class ClientRoutes {

  private static final int TEXT = 200;

  private final ApiClients clients;

  ClientRoutes(ApiClients clients) {
    this.clients = clients;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/clients", Permission.READ_ACCESS, this::list).paged(),
        Route.post("/clients", Permission.MANAGE_ACCESS, this::create),
        Route.get("/clients/{id}", Permission.READ_ACCESS, this::find),
        Route.patch("/clients/{id}", Permission.MANAGE_ACCESS, this::update),
        Route.delete("/clients/{id}", Permission.MANAGE_ACCESS, this::delete),
        Route.post("/clients/{id}/rotate-secret", Permission.MANAGE_ACCESS, this::rotate));
  }

  /**
   * A client on the wire.
   *
   * @param clientId what it authenticates with, beside the secret
   * @param clientSecret only in the answer to the request that made it
   */
  record Wire(
      Optional<String> id,
      String organisation,
      String clientId,
      Optional<String> clientSecret,
      String name,
      List<Role> roles,
      List<String> dialects,
      boolean enabled,
      Instant createdAt,
      Instant updatedAt,
      long version) {

    static Wire of(ApiClient client, Optional<String> secret, Ids ids) {
      return new Wire(
          OrganisationRoutes.shownId(ids, Ids.Kind.CLIENT, client.id()),
          ids.show(Ids.Kind.ORGANISATION, client.organisation()),
          client.clientId(),
          secret.filter(text -> !text.isEmpty()),
          client.name(),
          client.roles().stream().sorted().toList(),
          client.dialects().stream().sorted().toList(),
          client.enabled(),
          client.createdAt(),
          client.updatedAt(),
          client.version());
    }

    static Wire of(ApiClient client, Ids ids) {
      return of(client, Optional.empty(), ids);
    }
  }

  private Answer list(Request request) {
    Page<ApiClient> page =
        clients.page(request.caller().scope(), request.cursor(), request.limit());
    return Answer.ok(
        ListWire.of(
            page.items(), page.next(), request.ids(), client -> Wire.of(client, request.ids())));
  }

  private Answer create(Request request) {
    Fields fields = request.fields("organisation", "name", "roles", "dialects", "enabled");
    NewApiClient wanted =
        new NewApiClient(
            fields
                .optionalText("organisation", TEXT)
                .map(text -> request.id(Ids.Kind.ORGANISATION, "organisation", text)),
            fields.text("name", TEXT),
            fields.optionalWords("roles", Role.class).orElseThrow(() -> fields.missing("roles")),
            fields.optionalTexts("dialects", 50, 50).orElse(Set.of()),
            fields.optionalBoolean("enabled").orElse(true));
    IssuedClient made = clients.create(request.caller(), wanted, request.dryRun());
    Wire wire = Wire.of(made.client(), Optional.of(made.secret()), request.ids());
    return wire.id().isEmpty()
        ? Answer.ok(wire)
        : Answer.created(wire, V1.BASE + "/clients/" + wire.id().get())
            .withVersion(made.client().version())
            .remembering(Wire.of(made.client(), request.ids()));
  }

  private Answer find(Request request) {
    ApiClient found =
        clients
            .find(request.caller().scope(), request.id(Ids.Kind.CLIENT))
            .orElseThrow(() -> request.unknown(Ids.Kind.CLIENT));
    return Answer.ok(Wire.of(found, request.ids())).withVersion(found.version());
  }

  private Answer update(Request request) {
    Fields fields = request.fields("name", "roles", "dialects", "enabled");
    ApiClientPatch patch =
        new ApiClientPatch(
            fields.optionalText("name", TEXT),
            fields.optionalWords("roles", Role.class),
            fields.optionalTexts("dialects", 50, 50),
            fields.optionalBoolean("enabled"));
    ApiClient after =
        clients.update(
            request.caller(),
            request.id(Ids.Kind.CLIENT),
            patch,
            request.ifMatch(),
            request.dryRun());
    return Answer.ok(Wire.of(after, request.ids())).withVersion(after.version());
  }

  private Answer rotate(Request request) {
    request.optionalFields();
    IssuedClient rotated =
        clients.rotate(
            request.caller(), request.id(Ids.Kind.CLIENT), request.ifMatch(), request.dryRun());
    return Answer.ok(Wire.of(rotated.client(), Optional.of(rotated.secret()), request.ids()))
        .withVersion(rotated.client().version())
        .remembering(Wire.of(rotated.client(), request.ids()));
  }

  private Answer delete(Request request) {
    clients.delete(
        request.caller(), request.id(Ids.Kind.CLIENT), request.ifMatch(), request.dryRun());
    return Answer.noContent();
  }
}

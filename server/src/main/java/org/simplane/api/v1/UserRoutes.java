// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.simplane.Permission;
import org.simplane.access.NewUser;
import org.simplane.access.Page;
import org.simplane.access.Role;
import org.simplane.access.User;
import org.simplane.access.UserPatch;
import org.simplane.access.Users;

/** {@code /users}: people, their roles and the dialects they may speak. */
final class UserRoutes {

  private static final int TEXT = 200;

  private final Users users;

  UserRoutes(Users users) {
    this.users = users;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/users", Permission.READ_ACCESS, this::list).paged(),
        Route.post("/users", Permission.MANAGE_ACCESS, this::create),
        Route.get("/users/{id}", Permission.READ_ACCESS, this::find),
        Route.patch("/users/{id}", Permission.MANAGE_ACCESS, this::update),
        Route.delete("/users/{id}", Permission.MANAGE_ACCESS, this::delete));
  }

  /** A user on the wire; the password never is. */
  record Wire(
      Optional<String> id,
      String organisation,
      String username,
      Optional<String> displayName,
      Optional<String> email,
      List<Role> roles,
      List<String> dialects,
      boolean enabled,
      Instant createdAt,
      Instant updatedAt,
      long version) {

    static Wire of(User user, Ids ids) {
      return new Wire(
          OrganisationRoutes.shownId(ids, Ids.Kind.USER, user.id()),
          ids.show(Ids.Kind.ORGANISATION, user.organisation()),
          user.username(),
          user.displayName(),
          user.email(),
          user.roles().stream().sorted().toList(),
          user.dialects().stream().sorted().toList(),
          user.enabled(),
          user.createdAt(),
          user.updatedAt(),
          user.version());
    }
  }

  private Answer list(Request request) {
    Page<User> page = users.page(request.caller().scope(), request.cursor(), request.limit());
    return Answer.ok(
        ListWire.of(
            page.items(), page.next(), request.ids(), user -> Wire.of(user, request.ids())));
  }

  private Answer create(Request request) {
    Fields fields =
        request.fields(
            "organisation",
            "username",
            "password",
            "displayName",
            "email",
            "roles",
            "dialects",
            "enabled");
    NewUser wanted =
        new NewUser(
            fields
                .optionalText("organisation", TEXT)
                .map(text -> request.id(Ids.Kind.ORGANISATION, "organisation", text)),
            fields.text("username", TEXT),
            fields.text("password", TEXT),
            fields.optionalText("displayName", TEXT),
            fields.optionalText("email", TEXT),
            fields.optionalWords("roles", Role.class).orElseThrow(() -> fields.missing("roles")),
            fields.optionalTexts("dialects", 50, 50).orElse(Set.of()),
            fields.optionalBoolean("enabled").orElse(true));
    User made = users.create(request.caller(), wanted, request.dryRun());
    Wire wire = Wire.of(made, request.ids());
    return wire.id().isEmpty()
        ? Answer.ok(wire)
        : Answer.created(wire, V1.BASE + "/users/" + wire.id().get()).withVersion(made.version());
  }

  private Answer find(Request request) {
    User found =
        users
            .find(request.caller().scope(), request.id(Ids.Kind.USER))
            .orElseThrow(() -> request.unknown(Ids.Kind.USER));
    return Answer.ok(Wire.of(found, request.ids())).withVersion(found.version());
  }

  private Answer update(Request request) {
    Fields fields =
        request.fields("password", "displayName", "email", "roles", "dialects", "enabled");
    UserPatch patch =
        new UserPatch(
            fields.optionalText("password", TEXT),
            fields.patchText("displayName", TEXT),
            fields.patchText("email", TEXT),
            fields.optionalWords("roles", Role.class),
            fields.optionalTexts("dialects", 50, 50),
            fields.optionalBoolean("enabled"));
    User after =
        users.update(
            request.caller(),
            request.id(Ids.Kind.USER),
            patch,
            request.ifMatch(),
            request.dryRun());
    return Answer.ok(Wire.of(after, request.ids())).withVersion(after.version());
  }

  private Answer delete(Request request) {
    users.delete(request.caller(), request.id(Ids.Kind.USER), request.ifMatch(), request.dryRun());
    return Answer.noContent();
  }
}

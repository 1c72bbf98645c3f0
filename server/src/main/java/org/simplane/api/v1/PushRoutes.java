// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Permission;
import org.simplane.account.Accounts;
import org.simplane.account.KeptEvent;
import org.simplane.account.PushAddress;
import org.simplane.account.Pushes;

/** {@code /accounts/{id}/push-address} and {@code /pushed-events}: what an operator tells us. */
final class PushRoutes {

  /** The door's path; the dialects do not know each other. */
  private static final String DOOR = "/operator/v1/";

  private final Accounts accounts;
  private final Pushes pushes;

  PushRoutes(Accounts accounts, Pushes pushes) {
    this.accounts = accounts;
    this.pushes = pushes;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/accounts/{id}/push-address", Permission.MANAGE_ACCOUNTS, this::address),
        Route.post("/accounts/{id}/push-address", Permission.MANAGE_ACCOUNTS, this::rotate),
        Route.get("/accounts/{id}/pushed-events", Permission.READ_ACCOUNTS, this::events)
            .paged("unapplied"));
  }

  /**
   * Where the operator pushes to; both are absent while there is no address.
   *
   * @param url as the asker reaches this server; the operator may need another name for it
   */
  record AddressWire(Optional<String> url, Optional<Instant> createdAt) {

    static AddressWire of(Optional<PushAddress> address, Request request) {
      return new AddressWire(
          address.map(known -> request.origin() + DOOR + known.key()),
          address.map(PushAddress::createdAt));
    }
  }

  /** Something that the operator pushed. */
  record EventWire(
      String id,
      String kind,
      String key,
      Optional<String> sim,
      Instant at,
      Instant receivedAt,
      Optional<String> body) {

    static EventWire of(KeptEvent event, Ids ids) {
      return new EventWire(
          ids.show(Ids.Kind.EVENT, event.id()),
          event.kind(),
          event.key(),
          event.subscription().isPresent()
              ? Optional.of(ids.show(Ids.Kind.SIM, event.subscription().getAsLong()))
              : Optional.empty(),
          event.at(),
          event.receivedAt(),
          event.body());
    }
  }

  private Answer address(Request request) {
    long account = known(request);
    return Answer.ok(AddressWire.of(pushes.address(request.caller(), account), request));
  }

  private Answer rotate(Request request) {
    request.optionalFields();
    long account = known(request);
    if (request.dryRun()) {
      return address(request);
    }
    Optional<PushAddress> made = Optional.of(pushes.rotate(request.caller(), account));
    return Answer.ok(AddressWire.of(made, request))
        .remembering(new AddressWire(Optional.empty(), made.map(PushAddress::createdAt)));
  }

  private Answer events(Request request) {
    long account = known(request);
    List<KeptEvent> events =
        pushes.events(
            request.caller().scope(),
            account,
            request.flag("unapplied"),
            request.cursor(),
            request.limit() + 1);
    boolean more = events.size() > request.limit();
    List<KeptEvent> shown = more ? events.subList(0, request.limit()) : events;
    OptionalLong next = more ? OptionalLong.of(shown.getLast().id()) : OptionalLong.empty();
    return Answer.ok(
        ListWire.of(shown, next, request.ids(), event -> EventWire.of(event, request.ids())));
  }

  private long known(Request request) {
    return accounts
        .find(request.caller().scope(), request.id(Ids.Kind.ACCOUNT))
        .orElseThrow(() -> request.unknown(Ids.Kind.ACCOUNT))
        .id();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.api.v1.ConnectivityWires.AttachmentWire;
import org.simplane.api.v1.ConnectivityWires.DeviceWire;
import org.simplane.api.v1.ConnectivityWires.EventWire;
import org.simplane.api.v1.ConnectivityWires.NetworkSessionWire;
import org.simplane.api.v1.ConnectivityWires.PlaceWire;
import org.simplane.api.v1.ConnectivityWires.StateWire;
import org.simplane.connectivity.History;
import org.simplane.connectivity.NetworkEvent.Position;
import org.simplane.connectivity.Presence;
import org.simplane.connectivity.Presences;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Job;
import org.simplane.lifecycle.ChangeRequest;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.lifecycle.Target;
import org.simplane.lifecycle.Wish;
import org.simplane.operator.OnlineState;
import org.simplane.operator.Reset;

/** Whether SIMs are on their networks, where they were, and what happened to them there. */
final class ConnectivityRoutes {

  private static final Duration PLACES_BACK = Duration.ofDays(7);

  private final Presences presences;
  private final History history;
  private final Lifecycle lifecycle;
  private final Subscriptions subscriptions;
  private final Clock clock;

  ConnectivityRoutes(
      Presences presences,
      History history,
      Lifecycle lifecycle,
      Subscriptions subscriptions,
      Clock clock) {
    this.presences = presences;
    this.history = history;
    this.lifecycle = lifecycle;
    this.subscriptions = subscriptions;
    this.clock = clock;
  }

  List<Route> routes() {
    Permission reads = Permission.READ_SUBSCRIPTIONS;
    return List.of(
        Route.get("/sims/online", reads, this::online).paged("state"),
        Route.get("/sims/{id}/connectivity", reads, this::state),
        Route.post("/sims/{id}/connectivity/refresh", reads, this::refresh),
        Route.post("/sims/{id}/reset", Permission.CHANGE_SUBSCRIPTIONS, this::reset),
        Route.get("/sims/{id}/network-events", reads, this::events).paged("kind"),
        Route.get("/sims/{id}/network-sessions", reads, this::sessions).paged(),
        Route.get("/sims/{id}/attachments", reads, this::attachments).paged(),
        Route.get("/sims/{id}/locations", reads, this::places).taking("from", "limit"),
        Route.get("/sims/{id}/devices", reads, this::devices).taking("limit"));
  }

  private Answer online(Request request) {
    Set<OnlineState> states =
        request
            .word("state", OnlineState.class)
            .<Set<OnlineState>>map(Set::of)
            .orElseGet(() -> EnumSet.of(OnlineState.ATTACHED, OnlineState.ONLINE));
    int limit = request.limit();
    List<Presence> found =
        presences.list(request.caller().scope(), states, request.cursor().orElse(0), limit);
    return Answer.ok(
        new ListWire<>(
            found.stream().map(presence -> StateWire.of(presence, request.ids())).toList(),
            found.size() < limit
                ? Optional.empty()
                : Optional.of(
                    request.ids().show(Ids.Kind.CURSOR, found.getLast().subscription()))));
  }

  private Answer state(Request request) {
    return state(request, found(request, known(request)));
  }

  private Presence found(Request request, Subscription sim) {
    return presences
        .find(request.caller().scope(), sim.id())
        .orElseThrow(() -> request.unknown(Ids.Kind.SIM));
  }

  private static Answer state(Request request, Presence presence) {
    return Answer.ok(StateWire.of(presence, request.ids()));
  }

  /** The own network pages the device; of other operators the events are asked for too. */
  private Answer refresh(Request request) {
    Subscription sim = known(request);
    if (request.dryRun()) {
      return state(request, found(request, sim));
    }
    Presence presence = presences.refresh(request.caller(), sim);
    try {
      var _ = history.refresh(request.caller(), sim);
    } catch (FailureException e) {
      if (!(e.failure() instanceof Failure.NotSupported)) {
        throw e;
      }
    }
    return state(request, presence);
  }

  private Answer reset(Request request) {
    Subscription sim = known(request);
    ChangeRequest change =
        ChangeRequest.of(
            "Connectivity reset of " + sim.businessId(),
            Target.one(sim.id(), new Wish.ToReset(Reset.CONNECTIVITY)));
    if (request.dryRun()) {
      return Answer.ok(
          ChangeRoutes.PreviewWire.of(lifecycle.preview(request.caller(), change), request.ids()));
    }
    Job job = lifecycle.request(request.caller(), change);
    JobRoutes.Wire wire = JobRoutes.Wire.of(job, request.ids());
    return Answer.accepted(wire, V1.BASE + "/jobs/" + wire.id());
  }

  private Answer events(Request request) {
    Subscription sim = known(request);
    return page(
        request,
        history.events(
            request.caller().scope(),
            sim.id(),
            request.parameters("kind"),
            position(request),
            request.limit()),
        event -> event.position(),
        event -> EventWire.of(event, request.ids()));
  }

  private Answer sessions(Request request) {
    return page(
        request,
        history.sessions(
            request.caller().scope(), known(request).id(), position(request), request.limit()),
        span -> span.start().position(),
        NetworkSessionWire::of);
  }

  private Answer attachments(Request request) {
    return page(
        request,
        history.attachments(
            request.caller().scope(), known(request).id(), position(request), request.limit()),
        span -> span.start().position(),
        AttachmentWire::of);
  }

  private Answer places(Request request) {
    Instant from = request.instant("from").orElseGet(() -> clock.instant().minus(PLACES_BACK));
    return Answer.ok(
        new ListWire<>(
            history
                .places(request.caller().scope(), known(request).id(), from, request.limit())
                .stream()
                .map(PlaceWire::of)
                .toList(),
            Optional.empty()));
  }

  private Answer devices(Request request) {
    return Answer.ok(
        new ListWire<>(
            history.devices(request.caller().scope(), known(request).id(), request.limit()).stream()
                .map(DeviceWire::of)
                .toList(),
            Optional.empty()));
  }

  private static <F, T> Answer page(
      Request request, List<F> found, Function<F, Position> position, Function<F, T> wire) {
    return Answer.ok(
        new ListWire<>(
            found.stream().map(wire).toList(),
            found.size() < request.limit()
                ? Optional.empty()
                : Optional.of(cursor(request.ids(), position.apply(found.getLast())))));
  }

  private static String cursor(Ids ids, Position position) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, position.at());
    return ids.show(Ids.Kind.CURSOR, micros) + "." + ids.show(Ids.Kind.EVENT, position.id());
  }

  private static Optional<Position> position(Request request) {
    return request
        .parameter("cursor")
        .map(text -> {
          int dot = text.indexOf('.');
          if (dot < 0) {
            throw Fields.invalid("cursor", "No such cursor");
          }
          long micros = request.id(Ids.Kind.CURSOR, "cursor", text.substring(0, dot));
          return new Position(
              Instant.ofEpochSecond(
                  Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L),
              request.id(Ids.Kind.EVENT, "cursor", text.substring(dot + 1)));
        });
  }

  private Subscription known(Request request) {
    return subscriptions
        .find(request.caller().scope(), request.id(Ids.Kind.SIM))
        .orElseThrow(() -> request.unknown(Ids.Kind.SIM));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Permission;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.network.RegisterCommand;
import org.simplane.network.RegisterCommands;

/** {@code /register-commands}: what the own network's subscriber register still has to be told. */
final class RegisterRoutes {

  private final RegisterCommands commands;
  private final Subscriptions subscriptions;

  RegisterRoutes(RegisterCommands commands, Subscriptions subscriptions) {
    this.commands = commands;
    this.subscriptions = subscriptions;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/register-commands", Permission.READ_SUBSCRIPTIONS, this::list).paged("state"),
        Route.post("/register-commands/retry", Permission.CHANGE_SUBSCRIPTIONS, this::retryRefused),
        Route.get("/sims/{id}/register-commands", Permission.READ_SUBSCRIPTIONS, this::ofSim),
        Route.post(
            "/sims/{id}/register-commands/retry", Permission.CHANGE_SUBSCRIPTIONS, this::retry));
  }

  /** A command on the wire. */
  record Wire(
      String sim,
      RegisterCommand.Topic topic,
      RegisterCommand.State state,
      int attempts,
      int refusals,
      Optional<String> reason,
      Optional<Instant> nextAt,
      Optional<Instant> givenUpAt) {

    static Wire of(RegisterCommand command, Ids ids) {
      return new Wire(
          ids.show(Ids.Kind.SIM, command.subscription()),
          command.topic(),
          command.state(),
          command.attempts(),
          command.refusals(),
          command.reason(),
          command.nextAt(),
          command.givenUpAt());
    }
  }

  /** How many commands are sent again. */
  record RetriedWire(int commands) {}

  private Answer list(Request request) {
    int limit = request.limit();
    List<RegisterCommand> rows =
        commands.list(
            request.caller().scope(),
            request.word("state", RegisterCommand.State.class),
            request.cursor(),
            limit + 1);
    List<RegisterCommand> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
    OptionalLong next =
        rows.size() > limit ? OptionalLong.of(shown.getLast().position()) : OptionalLong.empty();
    return Answer.ok(
        ListWire.of(shown, next, request.ids(), command -> Wire.of(command, request.ids())));
  }

  private Answer ofSim(Request request) {
    return Answer.ok(
        new ListWire<>(
            commands.of(request.caller().scope(), known(request).id()).stream()
                .map(command -> Wire.of(command, request.ids()))
                .toList(),
            Optional.empty()));
  }

  private Answer retry(Request request) {
    request.optionalFields();
    Subscription sim = known(request);
    return Answer.ok(
        new RetriedWire(
            request.dryRun()
                ? commands.of(request.caller().scope(), sim.id()).size()
                : commands.retry(request.caller(), sim)));
  }

  private Answer retryRefused(Request request) {
    request.optionalFields();
    return Answer.ok(
        new RetriedWire(
            request.dryRun()
                ? commands.refused(request.caller().scope())
                : commands.retryRefused(request.caller())));
  }

  private Subscription known(Request request) {
    return subscriptions
        .find(request.caller().scope(), request.id(Ids.Kind.SIM))
        .orElseThrow(() -> request.unknown(Ids.Kind.SIM));
  }
}

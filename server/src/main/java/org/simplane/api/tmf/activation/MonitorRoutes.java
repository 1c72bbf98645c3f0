// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.activation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.api.tmf.monitor.Monitor;
import org.simplane.api.tmf.monitor.MonitorPage;
import org.simplane.api.tmf.monitor.MonitorWire;
import org.simplane.api.tmf.monitor.Monitors;
import org.simplane.api.tmf.rest.Call;
import org.simplane.api.tmf.rest.Conditions;
import org.simplane.api.tmf.rest.Reply;
import org.simplane.api.tmf.rest.Route;

/**
 * {@code /monitor}: what becomes of changes. {@code DELETE} is not in the definition: it calls off
 * what has not been sent (seeds/003, "Terminate Asynchronous Requests").
 */
final class MonitorRoutes {

  private static final String ONE = "/monitor/{id}";
  private static final String STATE = "state";

  private final Monitors monitors;

  MonitorRoutes(Monitors monitors) {
    this.monitors = monitors;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/monitor", Permission.READ_SUBSCRIPTIONS, this::list),
        Route.get(ONE, Permission.READ_SUBSCRIPTIONS, this::find),
        Route.delete(ONE, Permission.CHANGE_SUBSCRIPTIONS, this::cancel));
  }

  private Reply list(Call call) {
    Scope scope = call.caller().scope();
    Conditions wanted = Conditions.of(call.query().filter(), Set.of(STATE), Optional.empty());
    Optional<Set<Monitor.State>> states = wanted.of(STATE).map(MonitorRoutes::states);
    if (states.map(Set::isEmpty).orElse(false)) {
      return Reply.page(List.of(), 0);
    }
    MonitorPage page =
        monitors.page(scope, states.orElse(Set.of()), call.query().offset(), call.query().limit());
    return Reply.page(
        page.monitors().stream().map(one -> MonitorWire.of(one, call.origin())).toList(),
        page.total());
  }

  private static Set<Monitor.State> states(Set<String> words) {
    return Arrays.stream(Monitor.State.values())
        .filter(state -> words.contains(state.word()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Monitor.State.class)));
  }

  private Reply find(Call call) {
    return Reply.ok(
        MonitorWire.of(monitors.find(call.caller().scope(), call.path("id")), call.origin()));
  }

  /** 204 where all of it is called off; 202 where some of it goes on. */
  private Reply cancel(Call call) {
    Monitor monitor = monitors.cancel(call.caller(), call.path("id"));
    return monitor.jobState().isOver() ? Reply.noContent() : MonitorWire.accepted(monitor, call);
  }
}

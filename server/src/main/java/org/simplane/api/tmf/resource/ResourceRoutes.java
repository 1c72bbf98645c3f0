// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.resource;

import io.javalin.http.HandlerType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.monitor.Monitor;
import org.simplane.api.tmf.monitor.MonitorWire;
import org.simplane.api.tmf.monitor.Monitors;
import org.simplane.api.tmf.monitor.Origin;
import org.simplane.api.tmf.rest.Call;
import org.simplane.api.tmf.rest.Patch;
import org.simplane.api.tmf.rest.Refusal;
import org.simplane.api.tmf.rest.Reply;
import org.simplane.api.tmf.rest.Route;
import org.simplane.api.tmf.rest.TmfApi;
import org.simplane.api.tmf.rest.TmfJson;
import org.simplane.api.tmf.rest.TmfVersion;
import org.simplane.inventory.Subscriptions;
import org.simplane.lifecycle.ChangeRequest;
import org.simplane.lifecycle.Target;
import org.simplane.lifecycle.Wish;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /resource}: what there is, and its states. */
public final class ResourceRoutes {

  static final String PATH = "/tmf-api/resourceInventoryManagement/v4";

  private static final List<String> PATHS = List.of(PATH);
  private static final String ONE = "/resource/{id}";
  private static final Set<String> STATES = Set.of("administrativeState", "resourceStatus");

  private final Fleet fleet;
  private final ResourceFinder finder;
  private final Monitors monitors;
  private final Duration patience;

  /**
   * @param patience how long a change is waited for before its monitor is answered
   */
  public ResourceRoutes(
      Fleet fleet, Subscriptions subscriptions, Monitors monitors, Duration patience) {
    this.fleet = fleet;
    this.finder = new ResourceFinder(fleet, subscriptions);
    this.monitors = monitors;
    this.patience = patience;
  }

  public TmfApi api() {
    return new TmfApi(
        "resourceInventoryManagement",
        TmfVersion.V4,
        PATHS,
        List.of(
            Route.get("/resource", Permission.READ_SUBSCRIPTIONS, this::list),
            Route.get(ONE, Permission.READ_SUBSCRIPTIONS, this::find),
            Route.patch(ONE, Permission.CHANGE_SUBSCRIPTIONS, this::patch),
            Route.notOffered(
                HandlerType.POST,
                "/resource",
                Permission.CHANGE_SUBSCRIPTIONS,
                "Resources come with subscriptions, from operators and imports"),
            Route.notOffered(
                HandlerType.DELETE,
                ONE,
                Permission.CHANGE_SUBSCRIPTIONS,
                "Resources go with their subscriptions")));
  }

  private Reply list(Call call) {
    ResourceFinder.Page page =
        finder.page(
            call.caller().scope(),
            call.query().filter(),
            call.query().offset(),
            call.query().limit());
    return Reply.page(
        page.resources().stream().map(resource -> ResourceWire.of(resource, call::href)).toList(),
        page.total());
  }

  private Reply find(Call call) {
    return Reply.ok(wire(call));
  }

  private ResourceWire wire(Call call) {
    return ResourceWire.of(finder.findOrFail(call.caller().scope(), call.path("id")), call::href);
  }

  private Reply patch(Call call) {
    Caller caller = call.caller();
    Resource resource = finder.findOrFail(caller.scope(), call.path("id"));
    ObjectNode before =
        (ObjectNode) TmfJson.MAPPER.<JsonNode>valueToTree(ResourceWire.of(resource, call::href));
    Patch patch = call.patch();
    JsonNode after = patch.applyTo(before);
    if (!after.isObject()) {
      throw invalid("", "A resource is a JSON object");
    }
    Set<String> changed = changed(before, after);
    // What it is asked to stay while another state is under way, it has to be asked for.
    if (resource.member().subscription().standing().intended().isPresent()) {
      STATES.stream().filter(name -> patch.touches(before, name)).forEach(changed::add);
    }
    for (String name : changed) {
      if (Set.of("id", "href", "@type", "@baseType").contains(name)) {
        throw invalid(name, "is not to be changed");
      }
      if (!STATES.contains(name)) {
        throw Refusal.notOffered(
            "Of a resource, administrativeState and resourceStatus are changed");
      }
    }
    Optional<Status> wanted = wanted(changed, after);
    if (wanted.isEmpty()) {
      return Reply.ok(wire(call));
    }
    if (!resource.kind().isPhysical()) {
      throw Refusal.notOffered(
          "The states of a " + resource.kind().category() + " are changed with those of its card");
    }
    Monitor monitor =
        monitors.ask(
            caller,
            ChangeRequest.of(
                "Change of resource " + resource.id(),
                Target.one(
                    resource.member().subscription().id(),
                    new Wish.ToStatus(StatusTarget.of(wanted.get())))),
            new Origin(
                PATHS.getFirst() + "/resource/" + resource.id(),
                "PATCH",
                PATHS.getFirst() + "/resource/" + resource.id(),
                call.text()),
            Monitors.patience(resource.member().subscription().standing(), patience));
    return monitor.state() == Monitor.State.COMPLETED && !fleet.doesLater(resource.member())
        ? Reply.ok(wire(call))
        : MonitorWire.accepted(monitor, call);
  }

  private static Set<String> changed(ObjectNode before, JsonNode after) {
    Set<String> names = new TreeSet<>(before.propertyNames());
    names.addAll(after.propertyNames());
    names.removeIf(name -> {
      JsonNode now = after.get(name);
      JsonNode was = before.get(name);
      return now == null ? was == null : now.equals(was);
    });
    return names;
  }

  /** Empty where nothing is to change. */
  private static Optional<Status> wanted(Set<String> changed, JsonNode after) {
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    String resource = word(after, "resourceStatus");
    String administrative = word(after, "administrativeState");
    Optional<Status> wanted =
        ResourceStates.wanted(
            resource, administrative, changed.equals(Set.of("administrativeState")));
    if (wanted.isEmpty()) {
      throw invalid(
          String.join(", ", changed),
          "can be asked for are administrativeState locked, unlocked, shutdown, and resourceStatus available,"
              + " suspended; not "
              + administrative
              + " with "
              + resource);
    }
    return wanted;
  }

  private static String word(JsonNode resource, String name) {
    JsonNode value = resource.get(name);
    if (value == null || !value.isString()) {
      throw invalid(name, "is to be one of the words of the definition");
    }
    return value.asString();
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}

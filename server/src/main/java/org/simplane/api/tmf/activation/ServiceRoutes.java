// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.activation;

import io.javalin.http.HandlerType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.fleet.Found;
import org.simplane.api.tmf.fleet.Member;
import org.simplane.api.tmf.fleet.Part;
import org.simplane.api.tmf.fleet.PartyWire;
import org.simplane.api.tmf.monitor.Monitor;
import org.simplane.api.tmf.monitor.MonitorWire;
import org.simplane.api.tmf.monitor.Monitors;
import org.simplane.api.tmf.monitor.Origin;
import org.simplane.api.tmf.rest.Call;
import org.simplane.api.tmf.rest.Conditions;
import org.simplane.api.tmf.rest.Patch;
import org.simplane.api.tmf.rest.Refusal;
import org.simplane.api.tmf.rest.Reply;
import org.simplane.api.tmf.rest.Route;
import org.simplane.api.tmf.rest.TmfJson;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.lifecycle.ChangeRequest;
import org.simplane.lifecycle.Target;
import org.simplane.lifecycle.Wish;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /service}: one for each subscription. */
final class ServiceRoutes {

  private static final String ALL = "/service";
  private static final String ONE = "/service/{id}";
  private static final String ID = "id";
  private static final String STATE = "state";
  private static final String RESOURCE = "supportingResource.id";
  private static final String PARTY = "relatedParty.id";
  private static final Set<String> SEARCHED = Set.of(ID, STATE, RESOURCE, PARTY);
  private static final Set<String> FIXED = Set.of(ID, "href", "@type", "@baseType");

  private final Fleet fleet;
  private final Monitors monitors;
  private final Duration patience;

  ServiceRoutes(Fleet fleet, Monitors monitors, Duration patience) {
    this.fleet = fleet;
    this.monitors = monitors;
    this.patience = patience;
  }

  List<Route> routes() {
    return List.of(
        Route.get(ALL, Permission.READ_SUBSCRIPTIONS, this::list),
        Route.get(ONE, Permission.READ_SUBSCRIPTIONS, this::find),
        Route.patch(ONE, Permission.CHANGE_SUBSCRIPTIONS, this::patch),
        Route.notOffered(
            HandlerType.POST,
            ALL,
            Permission.CHANGE_SUBSCRIPTIONS,
            "Services come with subscriptions, from operators and imports; their state is changed with PATCH"),
        Route.notOffered(
            HandlerType.DELETE,
            ONE,
            Permission.CHANGE_SUBSCRIPTIONS,
            "A service is ended with PATCH, state terminated"));
  }

  private Reply list(Call call) {
    Scope scope = call.caller().scope();
    Conditions wanted =
        Conditions.of(call.query().filter(), SEARCHED, Optional.of("serviceCharacteristic"));
    Optional<Set<String>> ids = wanted.of(ID);
    if (ids.isPresent()) {
      return Reply.of(byId(call, ids.get(), wanted), call.query());
    }
    SubscriptionQuery query = SubscriptionQuery.ALL.withDetails(wanted.named());
    Optional<Set<Status>> statuses = wanted.of(STATE).map(ServiceStates::shownAs);
    Optional<Set<Long>> accounts = wanted.of(PARTY).map(PartyWire::accounts);
    if (statuses.map(Set::isEmpty).orElse(false)
        || accounts.map(Set::isEmpty).orElse(false)
        || wanted.of(RESOURCE).map(Set::isEmpty).orElse(false)) {
      return Reply.page(List.of(), 0);
    }
    if (statuses.isPresent()) {
      query = query.withStatuses(statuses.get());
    }
    if (accounts.isPresent()) {
      query = query.withAccounts(accounts.get());
    }
    if (wanted.of(RESOURCE).isPresent()) {
      query = query.withBusinessIds(wanted.of(RESOURCE).get());
    }
    Fleet.Page page = fleet.page(scope, query, call.query().offset(), call.query().limit());
    return Reply.page(
        page.members().stream().map(member -> wire(call, member)).toList(), page.total());
  }

  private List<ServiceWire> byId(Call call, Set<String> ids, Conditions wanted) {
    if (!wanted.named().isEmpty()) {
      throw invalid(ID, "is not searched together with characteristics");
    }
    return fleet.products(call.caller().scope(), ids).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .filter(found -> found.part() == Part.BUNDLE)
        .map(Found::member)
        .filter(member -> fits(member, wanted))
        .map(member -> wire(call, member))
        .toList();
  }

  private static boolean fits(Member member, Conditions wanted) {
    String state = ServiceStates.of(member.subscription().standing().status());
    return wanted.of(STATE).map(words -> words.contains(state)).orElse(true)
        && wanted
            .of(RESOURCE)
            .map(resources -> resources.contains(member.subscription().businessId()))
            .orElse(true)
        && wanted
            .of(PARTY)
            .map(parties -> PartyWire.accounts(parties).contains(member.account().id()))
            .orElse(true);
  }

  private Reply find(Call call) {
    return Reply.ok(wire(call, member(call)));
  }

  private Reply patch(Call call) {
    Caller caller = call.caller();
    Member member = member(call);
    ObjectNode before = (ObjectNode) TmfJson.MAPPER.<JsonNode>valueToTree(wire(call, member));
    Patch patch = call.patch();
    JsonNode after = patch.applyTo(before);
    if (!after.isObject()) {
      throw invalid("", "A service is a JSON object");
    }
    // What it is asked to stay while another state is under way, it has to be asked for.
    boolean named =
        member.subscription().standing().intended().isPresent() && patch.touches(before, STATE);
    Optional<Status> wanted = wanted(before, after, named);
    if (wanted.isEmpty()) {
      return Reply.ok(wire(call, member(call)));
    }
    String path = call.api().path() + "/service/" + member.productId(Part.BUNDLE);
    Monitor monitor =
        monitors.ask(
            caller,
            ChangeRequest.of(
                "Change of service " + member.productId(Part.BUNDLE),
                Target.one(
                    member.subscription().id(), new Wish.ToStatus(StatusTarget.of(wanted.get())))),
            new Origin(path, "PATCH", path, call.text()),
            Monitors.patience(member.subscription().standing(), patience));
    return monitor.state() == Monitor.State.COMPLETED && !fleet.doesLater(member)
        ? Reply.ok(wire(call, member(call)))
        : MonitorWire.accepted(monitor, call);
  }

  /**
   * Empty where nothing is to change.
   *
   * @param named whether the state is asked for even where it is the present one
   */
  private static Optional<Status> wanted(ObjectNode before, JsonNode after, boolean named) {
    Set<String> names = new TreeSet<>(before.propertyNames());
    names.addAll(after.propertyNames());
    Optional<Status> wanted = Optional.empty();
    for (String name : names) {
      JsonNode now = after.get(name);
      JsonNode was = before.get(name);
      boolean same = now == null ? was == null : now.equals(was);
      if (same && !(named && name.equals(STATE))) {
        continue;
      }
      if (FIXED.contains(name)) {
        throw invalid(name, "is not to be changed");
      }
      if (!name.equals(STATE)) {
        throw Refusal.notOffered("Of a service, the state is changed, and not " + name);
      }
      String word = now == null ? "" : now.asString("");
      if (!ServiceStates.isKnown(word)) {
        throw invalid(STATE, "is to be one of the words of the definition");
      }
      wanted = ServiceStates.wanted(word);
      if (wanted.isEmpty()) {
        throw new FailureException(
            new Failure.Conflict(
                "A service comes to be "
                    + word
                    + " by its operator; asked for can be active, inactive, terminated"));
      }
    }
    return wanted;
  }

  private Member member(Call call) {
    String id = call.path(ID);
    return fleet
        .product(call.caller().scope(), id)
        .filter(found -> found.part() == Part.BUNDLE)
        .map(Found::member)
        .orElseThrow(() -> new FailureException(new Failure.NotFound("service", id)));
  }

  private static ServiceWire wire(Call call, Member member) {
    return ServiceWire.of(
        member, call.origin(), call.href("/service/" + member.productId(Part.BUNDLE)));
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}

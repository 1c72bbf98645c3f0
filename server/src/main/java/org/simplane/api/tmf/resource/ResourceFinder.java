// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.resource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.fleet.Member;
import org.simplane.api.tmf.fleet.PartyWire;
import org.simplane.api.tmf.rest.Conditions;
import org.simplane.api.tmf.rest.Filter;
import org.simplane.inventory.IdentifierKind;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.inventory.Subscriptions;
import org.simplane.operator.Status;

/**
 * Finds resources. A list shows the physical ones, one of each subscription, so that the store can
 * page it; a logical one is found by its id or its value.
 */
final class ResourceFinder {

  private static final String ID = "id";
  private static final String SERIAL = "serialNumber";
  private static final String VALUE = "value";
  private static final String CATEGORY = "category";
  private static final String TYPE = "@type";
  private static final String PARTY = "relatedParty.id";
  private static final String CHARACTERISTICS = "resourceCharacteristic";

  private static final Map<String, Function<ResourceStates, String>> STATES =
      Map.of(
          "resourceStatus", ResourceStates::resource,
          "administrativeState", ResourceStates::administrative,
          "operationalState", ResourceStates::operational,
          "usageState", ResourceStates::usage);

  private static final Set<String> SEARCHED =
      Stream.concat(Stream.of(ID, SERIAL, VALUE, CATEGORY, TYPE, PARTY), STATES.keySet().stream())
          .collect(Collectors.toUnmodifiableSet());

  private static final int MOST_SHARING_A_NUMBER = 100;

  /** Ids or values that are looked up one by one. */
  private static final int MOST_LOOKED_UP = 100;

  private final Fleet fleet;
  private final Subscriptions subscriptions;

  ResourceFinder(Fleet fleet, Subscriptions subscriptions) {
    this.fleet = fleet;
    this.subscriptions = subscriptions;
  }

  /** Some of a list. */
  record Page(List<Resource> resources, long total) {}

  Page page(Scope scope, Filter filter, long offset, int limit) {
    Conditions wanted = Conditions.of(filter, SEARCHED, Optional.of(CHARACTERISTICS));
    boolean byValue = wanted.of(VALUE).isPresent();
    boolean byId =
        wanted.of(ID).map(ids -> ids.stream().anyMatch(ResourceFinder::isLogical)).orElse(false);
    if (byValue || byId) {
      return looked(scope, wanted, offset, limit);
    }
    Optional<Set<Subscription.Kind>> kinds = kinds(wanted);
    if (kinds.isPresent() && kinds.get().isEmpty()) {
      return new Page(List.of(), 0);
    }
    SubscriptionQuery query = SubscriptionQuery.ALL.withDetails(wanted.named());
    if (kinds.isPresent()) {
      query = query.withKinds(kinds.get());
    }
    Set<Status> statuses = EnumSet.allOf(Status.class);
    STATES.forEach((path, state) ->
        wanted
            .of(path)
            .ifPresent(words -> statuses.retainAll(ResourceStates.shownAs(state, words))));
    if (statuses.size() < Status.values().length) {
      query = query.withStatuses(statuses);
    }
    Optional<Set<String>> numbers = both(wanted.of(ID), wanted.of(SERIAL));
    if (numbers.isPresent()) {
      query = query.withBusinessIds(numbers.get());
    }
    Optional<Set<Long>> accounts = wanted.of(PARTY).map(PartyWire::accounts);
    if (accounts.isPresent()) {
      query = query.withAccounts(accounts.get());
    }
    if (statuses.isEmpty()
        || numbers.map(Set::isEmpty).orElse(false)
        || accounts.map(Set::isEmpty).orElse(false)) {
      return new Page(List.of(), 0);
    }
    Fleet.Page page = fleet.page(scope, query, offset, limit);
    return new Page(
        page.members().stream().map(member -> Resource.of(member).getFirst()).toList(),
        page.total());
  }

  /** What is asked for by number is little, and looked through. */
  private Page looked(Scope scope, Conditions wanted, long offset, int limit) {
    if (!wanted.named().isEmpty()) {
      throw invalid(
          CHARACTERISTICS, "is not searched together with id or value of logical resources");
    }
    for (String path : List.of(ID, VALUE)) {
      if (wanted.of(path).orElse(Set.of()).size() > MOST_LOOKED_UP) {
        throw invalid(path, "has more than " + MOST_LOOKED_UP + " values of logical resources");
      }
    }
    List<Resource> found = new ArrayList<>();
    for (String id : wanted.of(ID).orElse(Set.of())) {
      find(scope, id).ifPresent(found::add);
    }
    for (String value :
        wanted.of(ID).isPresent() ? Set.<String>of() : wanted.of(VALUE).orElse(Set.of())) {
      for (ResourceKind kind : ResourceKind.values()) {
        if (!kind.isPhysical()) {
          found.addAll(logical(scope, kind, value));
        }
      }
    }
    List<Resource> all = found.stream().filter(resource -> fits(resource, wanted)).toList();
    int from = (int) Math.min(offset, all.size());
    return new Page(all.subList(from, Math.min(all.size(), from + limit)), all.size());
  }

  private static boolean fits(Resource resource, Conditions wanted) {
    ResourceStates states = ResourceStates.of(resource.member().subscription().standing().status());
    return has(wanted.of(VALUE), resource.kind().isPhysical() ? "" : resource.number())
        && has(wanted.of(SERIAL), resource.kind().isPhysical() ? resource.number() : "")
        && has(wanted.of(CATEGORY), resource.kind().category())
        && has(wanted.of(TYPE), resource.kind().type())
        && wanted
            .of(PARTY)
            .map(PartyWire::accounts)
            .map(accounts -> accounts.contains(resource.member().account().id()))
            .orElse(true)
        && STATES.entrySet().stream()
            .allMatch(state -> has(wanted.of(state.getKey()), state.getValue().apply(states)));
  }

  private static boolean has(Optional<Set<String>> wanted, String value) {
    return wanted.isEmpty() || wanted.get().contains(value);
  }

  /** Of lists; a logical resource is not listed without its number. */
  private static Optional<Set<Subscription.Kind>> kinds(Conditions wanted) {
    Set<ResourceKind> kinds = EnumSet.allOf(ResourceKind.class);
    wanted.of(TYPE).ifPresent(types -> kinds.removeIf(kind -> !types.contains(kind.type())));
    wanted
        .of(CATEGORY)
        .ifPresent(names -> kinds.removeIf(kind -> !names.contains(kind.category())));
    if (!kinds.isEmpty() && kinds.stream().noneMatch(ResourceKind::isPhysical)) {
      throw invalid(
          VALUE, "is needed: logical resources are listed by their value or id, not all of them");
    }
    if (wanted.of(TYPE).isEmpty() && wanted.of(CATEGORY).isEmpty()) {
      return Optional.empty();
    }
    Set<Subscription.Kind> shown = EnumSet.noneOf(Subscription.Kind.class);
    if (kinds.contains(ResourceKind.SIM_CARD)) {
      shown.add(Subscription.Kind.SIM);
    }
    if (kinds.contains(ResourceKind.TERMINAL)) {
      shown.add(Subscription.Kind.TERMINAL);
    }
    return Optional.of(shown);
  }

  /** The one with that id; where several accounts hold one, that of the lowest account. */
  Optional<Resource> find(Scope scope, String id) {
    Optional<ResourceKind> kind = ResourceKind.logical(id);
    List<Resource> found =
        kind.isPresent()
            ? logical(scope, kind.get(), id.substring(kind.get().prefix().length()))
            : physical(scope, id);
    return found.stream()
        .min(Comparator.comparingLong(resource -> resource.member().subscription().account()));
  }

  Resource findOrFail(Scope scope, String id) {
    return find(scope, id)
        .orElseThrow(() -> new FailureException(new Failure.NotFound("resource", id)));
  }

  private List<Resource> physical(Scope scope, String number) {
    if (number.indexOf('\0') >= 0) {
      return List.of();
    }
    List<Subscription> rows =
        subscriptions.findByBusinessIds(scope, List.of(number)).getOrDefault(number, List.of());
    return resources(scope, rows)
        .filter(resource -> resource.kind().isPhysical())
        .filter(resource -> resource.number().equals(number) || isSameCard(resource, number))
        .toList();
  }

  /** With or without its check digit. */
  private static boolean isSameCard(Resource resource, String number) {
    return resource.kind() == ResourceKind.SIM_CARD
        && (resource.number().startsWith(number) || number.startsWith(resource.number()));
  }

  private List<Resource> logical(Scope scope, ResourceKind kind, String number) {
    if (!number.matches("[0-9]{1,40}")) {
      return List.of();
    }
    Stream<IdentifierKind> places =
        switch (kind) {
          case IMSI -> Stream.of(IdentifierKind.IMSI);
          case MSISDN ->
              Stream.of(
                  IdentifierKind.MSISDN_DATA,
                  IdentifierKind.MSISDN_VOICE,
                  IdentifierKind.MSISDN_FAX);
          case EUICC -> Stream.of(IdentifierKind.EID);
          case SIM_CARD, TERMINAL -> Stream.empty();
        };
    List<Subscription> rows =
        places
            .flatMap(place ->
                subscriptions
                    .page(
                        scope,
                        SubscriptionQuery.ALL
                            .withPrefixes(Map.of(place, number))
                            .withPage(1, MOST_SHARING_A_NUMBER))
                    .subscriptions()
                    .stream())
            .distinct()
            .toList();
    return resources(scope, rows)
        .filter(resource -> resource.kind() == kind && resource.number().equals(number))
        .toList();
  }

  private Stream<Resource> resources(Scope scope, List<Subscription> rows) {
    List<Member> members = fleet.members(scope, rows);
    return members.stream().flatMap(member -> Resource.of(member).stream());
  }

  private static boolean isLogical(String id) {
    return ResourceKind.logical(id).isPresent();
  }

  private static Optional<Set<String>> both(
      Optional<Set<String>> one, Optional<Set<String>> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return Optional.of(
        one.get().stream().filter(other.get()::contains).collect(Collectors.toSet()));
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  /** Where the numbers of logical resources are. */
  private static final Set<IdentifierKind> NUMBERS =
      EnumSet.of(
          IdentifierKind.IMSI,
          IdentifierKind.MSISDN_DATA,
          IdentifierKind.MSISDN_VOICE,
          IdentifierKind.MSISDN_FAX,
          IdentifierKind.EID);

  private static final int MOST_SHARING_A_NUMBER = 100;

  /** Ids or values that are looked up. */
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
    List<Resource> found =
        wanted.of(ID).isPresent()
            ? List.copyOf(findAll(scope, wanted.of(ID).orElseThrow()).values())
            : logical(scope, wanted.of(VALUE).orElse(Set.of()));
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
    return Optional.ofNullable(findAll(scope, List.of(id)).get(id));
  }

  /** As {@link #find}, many at once. */
  private Map<String, Resource> findAll(Scope scope, Collection<String> ids) {
    List<String> numbers = new ArrayList<>();
    List<String> cards = new ArrayList<>();
    for (String id : ids) {
      ResourceKind.logical(id)
          .ifPresentOrElse(
              kind -> numbers.add(id.substring(kind.prefix().length())), () -> cards.add(id));
    }
    Map<String, List<Resource>> byId =
        logical(scope, numbers).stream().collect(Collectors.groupingBy(Resource::id));
    byId.putAll(physical(scope, cards));
    Map<String, Resource> found = new LinkedHashMap<>();
    for (String id : ids) {
      byId.getOrDefault(id, List.of()).stream()
          .min(Comparator.comparingLong(resource -> resource.member().subscription().account()))
          .ifPresent(resource -> found.put(id, resource));
    }
    return found;
  }

  Resource findOrFail(Scope scope, String id) {
    return find(scope, id)
        .orElseThrow(() -> new FailureException(new Failure.NotFound("resource", id)));
  }

  private Map<String, List<Resource>> physical(Scope scope, Collection<String> numbers) {
    Map<String, List<Resource>> found = new HashMap<>();
    if (numbers.isEmpty()) {
      return found;
    }
    Map<String, List<Subscription>> rows = subscriptions.findByBusinessIds(scope, numbers);
    Map<Long, List<Resource>> bySubscription =
        resources(scope, rows.values().stream().flatMap(List::stream).distinct().toList())
            .filter(resource -> resource.kind().isPhysical())
            .collect(Collectors.groupingBy(resource -> resource.member().subscription().id()));
    rows.forEach((number, all) ->
        found.put(
            number,
            all.stream()
                .flatMap(row -> bySubscription.getOrDefault(row.id(), List.of()).stream())
                .filter(
                    resource -> resource.number().equals(number) || isSameCard(resource, number))
                .toList()));
    return found;
  }

  /** With or without its check digit. */
  private static boolean isSameCard(Resource resource, String number) {
    return resource.kind() == ResourceKind.SIM_CARD
        && (resource.number().startsWith(number) || number.startsWith(resource.number()));
  }

  private List<Resource> logical(Scope scope, Collection<String> numbers) {
    Set<String> sane =
        numbers.stream().filter(n -> n.matches("[0-9]{1,40}")).collect(Collectors.toSet());
    List<Subscription> rows =
        subscriptions.having(
            scope, NUMBERS, sane, MOST_SHARING_A_NUMBER * Math.max(1, sane.size()));
    return resources(scope, rows)
        .filter(resource -> !resource.kind().isPhysical() && sane.contains(resource.number()))
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

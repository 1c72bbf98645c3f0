// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.Permission;
import org.simplane.inventory.Field;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionPage;
import org.simplane.inventory.SubscriptionPatch;
import org.simplane.inventory.Subscriptions;
import org.simplane.lifecycle.Restriction;
import org.simplane.lifecycle.Restrictions;
import org.simplane.operator.Service;

/** {@code /sims}: the inventory. */
final class SimRoutes {

  private static final int TEXT = 2_000;

  /** The fields of a patch, by the object they stand in; empty for the SIM itself. */
  private static final Map<String, Map<String, Field>> PATCHED = patched();

  private final Subscriptions subscriptions;
  private final Restrictions restrictions;

  SimRoutes(Subscriptions subscriptions, Restrictions restrictions) {
    this.subscriptions = subscriptions;
    this.restrictions = restrictions;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/sims", Permission.READ_SUBSCRIPTIONS, this::list)
            .paged("page", "sort")
            .taking(SimSelection.PARAMETERS),
        Route.get("/sims/search", Permission.READ_SUBSCRIPTIONS, this::search).taking("q", "limit"),
        Route.get("/sims/{id}", Permission.READ_SUBSCRIPTIONS, this::find),
        Route.patch("/sims/{id}", Permission.CHANGE_SUBSCRIPTIONS, this::update),
        Route.get("/sims/{id}/puks", Permission.READ_PUKS, this::puks),
        Route.get("/sims/{id}/restrictions", Permission.READ_SUBSCRIPTIONS, this::restrictions));
  }

  /**
   * A page of SIMs.
   *
   * @param total how many there are on all pages
   */
  record PageWire(List<SimWire> items, Optional<String> next, TotalWire total) {}

  /** A count; not exact when there are more than were counted. */
  record TotalWire(long count, boolean exact) {}

  /** The codes that unblock a card. */
  record PuksWire(Optional<String> puk1, Optional<String> puk2) {

    @Override
    public String toString() {
      return "PuksWire[hidden]";
    }
  }

  /** A service that is barred, and why. */
  record RestrictionWire(Service service, Restriction.Cause cause) {}

  private Answer list(Request request) {
    SubscriptionPage page =
        subscriptions.page(request.caller().scope(), SimSelection.page(request));
    return Answer.ok(
        new PageWire(
            page.subscriptions().stream().map(sim -> SimWire.of(sim, request.ids())).toList(),
            page.next().map(request.ids()::seal),
            new TotalWire(page.total().count(), page.total().exact())));
  }

  private Answer search(Request request) {
    String typed = request.parameter("q").orElseThrow(() -> Fields.invalid("q", "is missing"));
    return Answer.ok(
        new ListWire<>(
            subscriptions.search(request.caller().scope(), typed, request.limit()).stream()
                .map(sim -> SimWire.of(sim, request.ids()))
                .toList(),
            Optional.empty()));
  }

  private Answer find(Request request) {
    return answer(request, known(request));
  }

  private Answer update(Request request) {
    Fields fields =
        request.fields("label", "tags", "attributes", "subscriber", "device", "machine");
    Map<Field, Optional<String>> values = new EnumMap<>(Field.class);
    PATCHED.forEach((object, names) ->
        part(fields, object, names)
            .ifPresent(part ->
                names.forEach((name, field) ->
                    part.patchText(name, TEXT).ifPresent(value -> values.put(field, value)))));
    SubscriptionPatch patch =
        new SubscriptionPatch(
            values,
            fields.optionalTexts("tags", 100, 100).map(List::copyOf),
            fields.patchTextMap("attributes", 100, TEXT).orElse(Map.of()));
    return answer(
        request,
        subscriptions.update(
            request.caller(),
            request.id(Ids.Kind.SIM),
            patch,
            request.ifMatch(),
            request.dryRun()));
  }

  private Answer puks(Request request) {
    return subscriptions
        .puks(request.caller(), known(request).id())
        .<Answer>map(puks ->
            Answer.ok(new PuksWire(puks.puk1(), puks.puk2()))
                .withHeader("Cache-Control", "no-store"))
        .orElseGet(() -> Answer.ok(new PuksWire(Optional.empty(), Optional.empty())));
  }

  private Answer restrictions(Request request) {
    long id = known(request).id();
    Set<Restriction> found =
        restrictions.of(request.caller().scope(), List.of(id)).getOrDefault(id, Set.of());
    List<RestrictionWire> wires = new ArrayList<>();
    found.stream()
        .sorted(Comparator.comparing(Restriction::service).thenComparing(Restriction::cause))
        .forEach(barred -> wires.add(new RestrictionWire(barred.service(), barred.cause())));
    return Answer.ok(new ListWire<>(wires, Optional.empty()));
  }

  private Subscription known(Request request) {
    return subscriptions
        .find(request.caller().scope(), request.id(Ids.Kind.SIM))
        .orElseThrow(() -> request.unknown(Ids.Kind.SIM));
  }

  private static Answer answer(Request request, Subscription sim) {
    return Answer.ok(SimWire.of(sim, request.ids())).withVersion(sim.version());
  }

  private static Optional<Fields> part(Fields fields, String object, Map<String, Field> names) {
    return object.isEmpty()
        ? Optional.of(fields)
        : fields.optionalObject(object, names.keySet().toArray(String[]::new));
  }

  private static Map<String, Map<String, Field>> patched() {
    Map<String, Map<String, Field>> objects = new LinkedHashMap<>();
    for (Field field : Field.values()) {
      if (field.isCustomers()) {
        String column = field.column();
        String object =
            column.startsWith("device_")
                ? "device"
                : column.startsWith("machine_")
                    ? "machine"
                    : column.startsWith("user") ? "subscriber" : "";
        String rest =
            object.isEmpty() || object.equals("subscriber")
                ? column
                : column.substring(object.length() + 1);
        objects.computeIfAbsent(object, _ -> new LinkedHashMap<>()).put(camelCase(rest), field);
      }
    }
    return objects;
  }

  private static String camelCase(String column) {
    StringBuilder name = new StringBuilder();
    for (String word : column.split("_")) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.resource;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.simplane.api.tmf.fleet.Member;
import org.simplane.api.tmf.fleet.PartyWire;
import org.simplane.inventory.Identity;
import org.simplane.inventory.Standing;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Imei;
import org.simplane.operator.Status;
import org.simplane.operator.Terminal;

/**
 * A resource as TMF639 v4 writes it (definitions {@code PhysicalResource} and {@code
 * LogicalResource}).
 *
 * @param serialNumber of a physical one
 * @param value of a logical one
 */
record ResourceWire(
    String id,
    String href,
    String category,
    String name,
    Optional<String> description,
    String resourceVersion,
    Optional<String> serialNumber,
    Optional<String> value,
    Optional<String> startOperatingDate,
    Optional<String> endOperatingDate,
    String administrativeState,
    String operationalState,
    String resourceStatus,
    String usageState,
    List<Object> activationFeature,
    List<Object> attachment,
    List<Object> note,
    Optional<Place> place,
    List<PartyWire> relatedParty,
    List<Characteristic> resourceCharacteristic,
    List<Relationship> resourceRelationship,
    Specification resourceSpecification,
    @JsonProperty("@type") String type,
    @JsonProperty("@baseType") String baseType) {

  record Characteristic(String name, String valueType, String value) {}

  record Relationship(String relationshipType, Reference resource) {}

  record Reference(
      String id,
      String href,
      String name,
      @JsonProperty("@type") String type,
      @JsonProperty("@referredType") String referredType) {}

  record Specification(String id, String name) {}

  /** Where a terminal was last heard from: longitude and latitude in degrees, as GeoJSON. */
  record Place(String role, @JsonProperty("@type") String type, Point geoJson) {}

  record Point(String type, List<Double> coordinates) {}

  /**
   * @param href the address of a resource with that path below this API
   */
  static ResourceWire of(Resource resource, UnaryOperator<String> href) {
    Member member = resource.member();
    Subscription subscription = member.subscription();
    Standing standing = subscription.standing();
    ResourceStates states = ResourceStates.of(standing.status());
    ResourceKind kind = resource.kind();
    boolean over = standing.status() == Status.TERMINATED || standing.status() == Status.DELETED;
    return new ResourceWire(
        resource.id(),
        href.apply("/resource/" + resource.id()),
        kind.category(),
        kind.isPhysical() ? name(resource) : resource.number(),
        kind.isPhysical() ? subscription.label() : Optional.empty(),
        Long.toString(subscription.version()),
        kind.isPhysical() ? Optional.of(resource.number()) : Optional.empty(),
        kind.isPhysical() ? Optional.empty() : Optional.of(resource.number()),
        standing.activatedAt().map(Object::toString),
        over ? standing.changedAt().map(Object::toString) : standing.endsAt().map(Object::toString),
        states.administrative(),
        states.operational(),
        states.resource(),
        states.usage(),
        List.of(),
        List.of(),
        List.of(),
        kind == ResourceKind.TERMINAL
            ? member.details().terminal().flatMap(ResourceWire::place)
            : Optional.empty(),
        PartyWire.of(member),
        characteristics(resource),
        resource.siblings().stream().map(other -> relationship(resource, other, href)).toList(),
        new Specification(kind.name().toLowerCase(Locale.ROOT), kind.category()),
        kind.type(),
        "Resource");
  }

  private static String name(Resource resource) {
    return resource.kind() == ResourceKind.TERMINAL
        ? resource.member().details().terminal().flatMap(Terminal::name).orElse(resource.number())
        : resource.number();
  }

  private static Relationship relationship(Resource from, Resource to, UnaryOperator<String> href) {
    String how =
        from.kind().isPhysical()
            ? to.kind().isPhysical() ? "connectedWith" : "contains"
            : to.kind().isPhysical() ? "containedIn" : "sameSubscription";
    return new Relationship(
        how,
        new Reference(
            to.id(),
            href.apply("/resource/" + to.id()),
            to.number(),
            to.kind().type(),
            to.kind().type()));
  }

  private static Optional<Place> place(Terminal terminal) {
    return terminal.latitude().isPresent() && terminal.longitude().isPresent()
        ? Optional.of(
            new Place(
                "location",
                "GeoJsonPoint",
                new Point(
                    "Point",
                    List.of(
                        terminal.longitude().getAsDouble(), terminal.latitude().getAsDouble()))))
        : Optional.empty();
  }

  private static List<Characteristic> characteristics(Resource resource) {
    Member member = resource.member();
    Subscription subscription = member.subscription();
    List<Characteristic> all = new ArrayList<>();
    all.add(text("connectivityStatus", subscription.standing().status().name()));
    all.add(text("operatorStatus", subscription.standing().operatorStatus()));
    all.add(text("operator", member.operatorName()));
    if (resource.kind() == ResourceKind.SIM_CARD) {
      Identity identity = subscription.identity();
      identity.imei().map(Imei::digits).ifPresent(imei -> all.add(text("IMEI", imei)));
      identity.ipAddress().ifPresent(address -> all.add(text("ipAddress", address)));
      member.details().characteristics().forEach((name, value) -> all.add(text(name, value)));
    }
    if (resource.kind() == ResourceKind.TERMINAL) {
      member.details().terminal().ifPresent(terminal -> addTerminal(all, terminal));
    }
    return all;
  }

  private static void addTerminal(List<Characteristic> all, Terminal terminal) {
    terminal.model().ifPresent(value -> all.add(text("model", value)));
    terminal.mobilityType().ifPresent(value -> all.add(text("mobilityType", value)));
    terminal.antennaCode().ifPresent(value -> all.add(text("antennaCode", value)));
    terminal.imoNumber().ifPresent(value -> all.add(text("imoNumber", value)));
    terminal.mmsi().ifPresent(value -> all.add(text("mmsi", value)));
    terminal.updatedAt().ifPresent(value -> all.add(text("lastUpdated", value.toString())));
  }

  private static Characteristic text(String name, String value) {
    return new Characteristic(name, "string", value);
  }
}

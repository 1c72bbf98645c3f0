// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.product;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.simplane.Scope;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.fleet.Member;
import org.simplane.api.tmf.fleet.Part;
import org.simplane.api.tmf.rest.Listeners;
import org.simplane.api.tmf.rest.Notification.Happening;
import org.simplane.api.tmf.rest.TmfJson;
import org.simplane.api.tmf.rest.TmfVersion;
import org.simplane.notification.Outbox.StoredEvent;
import org.simplane.operator.Status;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What listeners of TMF637 are told. The product is the bundle; a change of its status shows the
 * part that carries it too. Of a SIM that is another organisation's by now, nothing is told.
 */
public final class ProductEvents {

  private static final String CREATE = "ProductCreateEvent";
  private static final String STATE = "ProductStateChangeEvent";
  private static final String VALUE = "ProductAttributeValueChangeEvent";
  private static final String BATCH = "ProductBatchEvent";
  private static final String DELETE = "ProductDeleteEvent";

  private static final Set<String> KINDS =
      Set.of(
          "subscription.added",
          "subscription.updated",
          "subscription.moved",
          "subscription.synchronised",
          "subscription.status-changed",
          "subscription.label-changed",
          "subscription.imei-lock-changed",
          "subscription.characteristic-changed",
          "job.finished");

  private static final Set<String> OF_A_STATE =
      Set.of("id", "href", "name", "isBundle", "status", "@baseType", "@type");

  private final Supplier<Fleet> fleet;
  private final TmfVersion version;
  private final Links links;

  private ProductEvents(Supplier<Fleet> fleet, TmfVersion version) {
    this.fleet = fleet;
    this.version = version;
    this.links =
        new Links("", "/tmf-api/productInventory/" + (version == TmfVersion.V4 ? "v4" : "v5"));
  }

  /**
   * How both versions tell.
   *
   * @param fleet asked for when an event is told
   */
  public static List<Listeners> formats(Supplier<Fleet> fleet) {
    return List.of(of(fleet, TmfVersion.V4), of(fleet, TmfVersion.V5));
  }

  public static Listeners of(Supplier<Fleet> fleet, TmfVersion version) {
    return new Listeners(
        formatName(version),
        "TMF637 Product Inventory",
        version,
        KINDS,
        Map.of(
            CREATE,
            Listeners.path(CREATE),
            STATE,
            Listeners.path(STATE),
            VALUE,
            Listeners.path(VALUE),
            // The definition of version 5 has it so.
            BATCH,
            version == TmfVersion.V4 ? Listeners.path(BATCH) : "productProductBatchEvent",
            DELETE,
            Listeners.path(DELETE)),
        new ProductEvents(fleet, version)::tell);
  }

  private static String formatName(TmfVersion version) {
    return "tmf.product-inventory." + (version == TmfVersion.V4 ? "v4" : "v5");
  }

  private Optional<Happening> tell(StoredEvent event) {
    if (event.kind().equals("job.finished")) {
      return batch(event);
    }
    return fleet
        .get()
        .find(Scope.of(event.organisation()), event.subjectId())
        .map(member -> tell(event, member));
  }

  private Happening tell(StoredEvent event, Member member) {
    Optional<Status> reached = reached(event);
    if (event.kind().equals("subscription.added")) {
      return happening(CREATE, event, whole(member));
    }
    if (reached.isEmpty()) {
      return happening(VALUE, event, whole(member));
    }
    return reached.get() == Status.DELETED
        ? happening(DELETE, event, state(member, Status.DELETED))
        : happening(STATE, event, state(member, reached.get()));
  }

  /** The status that the event says was reached. */
  private static Optional<Status> reached(StoredEvent event) {
    JsonNode after = event.body().path("after");
    String text =
        switch (event.kind()) {
          case "subscription.status-changed" -> after.asString("");
          case "subscription.updated" -> after.path("status").asString("");
          default -> "";
        };
    String word = text.split("/", 2)[0];
    for (Status status : Status.values()) {
      if (status.name().equals(word)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  private ObjectNode whole(Member member) {
    return tree(Product.of(member, Part.BUNDLE));
  }

  /** As it was then, whatever has happened since. */
  private ObjectNode state(Member member, Status status) {
    Part carrier = Part.of(member).getFirst();
    ObjectNode bundle = state(member, Part.BUNDLE, status);
    ObjectNode part = state(member, carrier, status);
    switch (version) {
      case V4 ->
          bundle
              .putArray("productRelationship")
              .addObject()
              .put("relationshipType", "bundles")
              .set("product", part);
      case V5 -> bundle.putArray("product").add(part);
    }
    return bundle;
  }

  private ObjectNode state(Member member, Part part, Status status) {
    ObjectNode tree = tree(Product.of(member, part));
    JsonNode characteristics = tree.path("productCharacteristic");
    ObjectNode shown = tree.retain(OF_A_STATE);
    shown.put(
        "status",
        ProductStates.of(status, member.subscription().standing().activatedAt().isPresent()));
    characteristics
        .valueStream()
        .filter(one -> one.path("name").asString("").equals(Product.STATUS))
        .forEach(one ->
            shown
                .putArray("productCharacteristic")
                .add(((ObjectNode) one).put("value", status.name())));
    return shown;
  }

  /** The end of a change of many; how it went with each is told by the order or its monitor. */
  private Optional<Happening> batch(StoredEvent event) {
    JsonNode body = event.body();
    int total = body.path("total").asInt(0);
    if (total < 2) {
      return Optional.empty();
    }
    String told =
        "%s: %d of %d done, %d failed, %d called off"
            .formatted(
                event.subjectName(),
                body.path("done").asInt(0),
                total,
                body.path("failed").asInt(0),
                body.path("cancelled").asInt(0));
    ObjectNode product = JsonNodeFactory.instance.objectNode().put("name", event.subjectName());
    product.put("description", told).put("@type", "Product");
    return Optional.of(
        new Happening(
            BATCH,
            Optional.of(Long.toString(event.subjectId())),
            Optional.of(told),
            Map.of("product", product)));
  }

  private static Happening happening(String type, StoredEvent event, ObjectNode product) {
    return new Happening(
        type,
        Optional.ofNullable(event.body().get("job")).map(job -> job.asString("")),
        Optional.ofNullable(event.body().get("reason")).map(reason -> reason.asString("")),
        Map.of("product", product));
  }

  private ObjectNode tree(Product product) {
    Object wire =
        switch (version) {
          case V4 -> V4Wire.of(product, links);
          case V5 -> V5Wire.of(product, links);
        };
    return (ObjectNode) TmfJson.MAPPER.<JsonNode>valueToTree(wire);
  }
}

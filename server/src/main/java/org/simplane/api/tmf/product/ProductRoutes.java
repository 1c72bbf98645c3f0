// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.product;

import io.javalin.http.HandlerType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.fleet.Found;
import org.simplane.api.tmf.fleet.Member;
import org.simplane.api.tmf.fleet.Part;
import org.simplane.api.tmf.monitor.Monitor;
import org.simplane.api.tmf.monitor.MonitorWire;
import org.simplane.api.tmf.monitor.Monitors;
import org.simplane.api.tmf.monitor.Origin;
import org.simplane.api.tmf.rest.Call;
import org.simplane.api.tmf.rest.ListQuery;
import org.simplane.api.tmf.rest.Patch;
import org.simplane.api.tmf.rest.Reply;
import org.simplane.api.tmf.rest.Route;
import org.simplane.api.tmf.rest.TmfApi;
import org.simplane.api.tmf.rest.TmfJson;
import org.simplane.api.tmf.rest.TmfVersion;
import org.simplane.inventory.Standing;
import org.simplane.inventory.SubscriptionPatch;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.inventory.Subscriptions;
import org.simplane.lifecycle.ChangeRequest;
import org.simplane.lifecycle.Target;
import org.simplane.lifecycle.Wish;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The operations on products, the same in both versions but for the shape of a product. */
public final class ProductRoutes {

  static final String NAME = "productInventory";

  /** As many as are looked through where a number is searched for by how it begins. */
  private static final int LOOKED_THROUGH = 1000;

  private static final String ONE = "/product/{id}";
  private static final String NO_CREATION =
      "Products come to be at their operators and are read from there; SIMs of the own network are"
          + " imported with /api/v1";
  private static final String NO_DELETION =
      "Products end at their operators: ask for the status terminated where the operator has it";

  private final Fleet fleet;
  private final Subscriptions subscriptions;
  private final Monitors monitors;
  private final Duration patience;

  /**
   * @param patience how long a change is waited for before its monitor is answered
   */
  public ProductRoutes(
      Fleet fleet, Subscriptions subscriptions, Monitors monitors, Duration patience) {
    this.fleet = fleet;
    this.subscriptions = subscriptions;
    this.monitors = monitors;
    this.patience = patience;
  }

  /** Both versions. */
  public List<TmfApi> apis() {
    return List.of(
        new TmfApi(NAME, TmfVersion.V4, List.of("/tmf-api/productInventory/v4"), routes()),
        new TmfApi(
            NAME,
            TmfVersion.V5,
            List.of("/tmf-api/productInventory/v5", "/productInventory/v5"),
            routes()));
  }

  private List<Route> routes() {
    return List.of(
        Route.get("/product", Permission.READ_SUBSCRIPTIONS, this::list),
        Route.get(ONE, Permission.READ_SUBSCRIPTIONS, this::single),
        Route.patch(ONE, Permission.CHANGE_SUBSCRIPTIONS, this::patch),
        Route.notOffered(
            HandlerType.POST, "/product", Permission.CHANGE_SUBSCRIPTIONS, NO_CREATION),
        Route.notOffered(HandlerType.DELETE, ONE, Permission.CHANGE_SUBSCRIPTIONS, NO_DELETION));
  }

  private Reply list(Call call) {
    ListQuery query = call.query();
    Scope scope = call.caller().scope();
    ProductQuery.Plan plan = ProductQuery.of(scope, fleet, query.filter());
    if (plan.ids().isPresent()) {
      List<Object> found =
          fleet.products(scope, plan.ids().get()).entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(Map.Entry::getValue)
              .filter(one -> matches(call, one.member(), one.part()))
              .map(one -> wire(call, Product.of(one.member(), one.part())))
              .toList();
      return Reply.of(found, query);
    }
    if (plan.query().isEmpty()) {
      return Reply.page(List.of(), 0);
    }
    return plan.looksThrough()
        ? lookedThrough(call, plan.query().get())
        : shown(call, fleet.page(scope, plan.query().get(), query.offset(), query.limit()));
  }

  private Reply lookedThrough(Call call, SubscriptionQuery query) {
    Fleet.Page page = fleet.page(call.caller().scope(), query, 0, LOOKED_THROUGH);
    if (page.total() > LOOKED_THROUGH) {
      throw ProductQuery.invalid(
          "productCharacteristic",
          "fits the beginning of too many numbers: give all of the number");
    }
    List<Object> found =
        page.members().stream()
            .filter(member -> matches(call, member, Part.BUNDLE))
            .map(member -> wire(call, Product.of(member, Part.BUNDLE)))
            .toList();
    return Reply.of(found, call.query());
  }

  private static Reply shown(Call call, Fleet.Page page) {
    return Reply.page(
        page.members().stream().map(member -> wire(call, Product.of(member, Part.BUNDLE))).toList(),
        page.total());
  }

  /** Held against the filter with the characteristics of all parts, as they are searched by. */
  private static boolean matches(Call call, Member member, Part part) {
    ObjectNode tree = tree(wire(call, Product.of(member, part)));
    if (part == Part.BUNDLE) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      tree.path("productCharacteristic").forEach(all::add);
      for (Part one : Part.of(member)) {
        tree(wire(call, Product.of(member, one))).path("productCharacteristic").forEach(all::add);
      }
      tree.set("productCharacteristic", all);
    }
    return call.query().filter().matches(tree);
  }

  private Reply single(Call call) {
    Found found = fleet.productOrFail(call.caller().scope(), call.path("id"));
    return Reply.ok(wire(call, Product.of(found.member(), found.part())));
  }

  private Reply patch(Call call) {
    Caller caller = call.caller();
    Found found = fleet.productOrFail(caller.scope(), call.path("id"));
    Patch patch = call.patch();
    ObjectNode before = tree(wire(call, Product.of(found.member(), found.part())));
    Standing standing = found.member().subscription().standing();
    // What it is asked to stay while another status is under way, it has to be asked for.
    boolean statusIsSaid = standing.intended().isPresent() && patch.touches(before, "status");
    ProductChange change =
        ProductChange.between(found, before, patch.applyTo(before), patch.isMerge(), statusIsSaid);
    long subscription = found.member().subscription().id();
    boolean properties = !change.properties().equals(SubscriptionPatch.NOTHING);
    if (properties) {
      // What is wrong with them is told before anything is asked of the operator.
      update(caller, subscription, change.properties(), true);
    }
    Optional<Monitor> monitor = Optional.empty();
    if (!change.wishes().isEmpty()) {
      String path = call.api().path() + "/product/" + found.productId();
      monitor =
          Optional.of(
              monitors.ask(
                  caller,
                  request(found, change.wishes()),
                  new Origin(path, "PATCH", path, patch.text()),
                  Monitors.patience(standing, patience)));
    }
    if (properties) {
      update(caller, subscription, change.properties(), false);
    }
    if (monitor.isPresent()
        && (monitor.get().state() == Monitor.State.IN_PROGRESS
            || fleet.doesLater(found.member()))) {
      return MonitorWire.accepted(monitor.get(), call);
    }
    return single(call);
  }

  private void update(Caller caller, long subscription, SubscriptionPatch patch, boolean dryRun) {
    var _ = subscriptions.update(caller, subscription, patch, OptionalLong.empty(), dryRun);
  }

  private static ChangeRequest request(Found found, List<Wish> wishes) {
    long subscription = found.member().subscription().id();
    return ChangeRequest.of(
        "Change of product " + found.productId(),
        new Target.Each(
            wishes.stream().map(wish -> new Target.Wanted(subscription, wish)).toList()));
  }

  private static ObjectNode tree(Object wire) {
    return (ObjectNode) TmfJson.MAPPER.<JsonNode>valueToTree(wire);
  }

  private static Object wire(Call call, Product product) {
    Links links = new Links(call.origin(), call.api().path());
    return switch (call.api().version()) {
      case V4 -> V4Wire.of(product, links);
      case V5 -> V5Wire.of(product, links);
    };
  }
}

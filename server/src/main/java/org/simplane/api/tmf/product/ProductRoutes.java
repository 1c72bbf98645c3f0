// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.product;

import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;
import org.simplane.Permission;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.fleet.Found;
import org.simplane.api.tmf.fleet.Part;
import org.simplane.api.tmf.rest.Call;
import org.simplane.api.tmf.rest.Reply;
import org.simplane.api.tmf.rest.Route;
import org.simplane.api.tmf.rest.TmfApi;
import org.simplane.api.tmf.rest.TmfVersion;
import org.simplane.inventory.SubscriptionQuery;

/** The operations on products, the same in both versions. */
public final class ProductRoutes {

  static final String NAME = "productInventory";

  private static final String NO_CREATION =
      "Products come to be at their operators and are read from there; SIMs of the own network are"
          + " imported with /api/v1";
  private static final String NO_DELETION =
      "Products end at their operators: ask for the status terminated where the operator has it";

  private final Fleet fleet;

  public ProductRoutes(Fleet fleet) {
    this.fleet = fleet;
  }

  /** Both versions. */
  public List<TmfApi> apis() {
    return List.of(
        new TmfApi(NAME, TmfVersion.V4, List.of("/tmf-api/productInventory/v4"), routes()));
  }

  private List<Route> routes() {
    return List.of(
        Route.get("/product", Permission.READ_SUBSCRIPTIONS, this::list),
        Route.get("/product/{id}", Permission.READ_SUBSCRIPTIONS, this::single),
        Route.notOffered(
            HandlerType.POST, "/product", Permission.CHANGE_SUBSCRIPTIONS, NO_CREATION),
        Route.notOffered(
            HandlerType.DELETE, "/product/{id}", Permission.CHANGE_SUBSCRIPTIONS, NO_DELETION));
  }

  private Reply list(Call call) {
    Optional<SubscriptionQuery> query = ProductQuery.of(call.query().filter());
    if (query.isEmpty()) {
      return Reply.page(List.of(), 0);
    }
    Fleet.Page page =
        fleet.page(call.caller().scope(), query.get(), call.query().offset(), call.query().limit());
    return Reply.page(
        page.members().stream().map(member -> wire(call, Product.of(member, Part.BUNDLE))).toList(),
        page.total());
  }

  private Reply single(Call call) {
    Found found = fleet.productOrFail(call.caller().scope(), call.path("id"));
    return Reply.ok(wire(call, Product.of(found.member(), found.part())));
  }

  private static Object wire(Call call, Product product) {
    return V4Wire.of(product, new Links(call.origin(), call.api().path()));
  }
}

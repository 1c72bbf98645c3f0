// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.catalog.Catalog;
import org.simplane.catalog.Order;
import org.simplane.catalog.OrderQuery;
import org.simplane.catalog.Orders;
import org.simplane.catalog.Purchase;
import tools.jackson.databind.JsonNode;

/** {@code /v1/orders} and {@code /v1/products}. */
final class OrderRoutes {

  private static final int LARGEST_PAGE = 10;
  private static final int LARGEST_BODY = 256 * 1024;
  private static final int SIMS_IN_A_LIST = 1_000;
  private static final int SIMS_OF_ONE = 100_000;

  private final Catalog catalog;
  private final IpBrake brake;
  private final PublicUrl url;

  OrderRoutes(Catalog catalog, IpBrake brake, PublicUrl url) {
    this.catalog = catalog;
    this.brake = brake;
    this.url = url;
  }

  void products(Context context, Caller caller) {
    brake.check(context);
    caller.require(Permission.READ_ORDERS);
    Answer.json(
        context,
        200,
        catalog.products().onSale(caller.scope()).stream().map(ProductWire::of).toList());
  }

  void list(Context context, Caller caller) {
    brake.check(context);
    caller.require(Permission.READ_ORDERS);
    Paging asked = Paging.of(context);
    Paging paging = new Paging(asked.page(), Math.min(asked.size(), LARGEST_PAGE));
    Orders.Numbered page = catalog.orders().page(caller.scope(), query(context, paging));
    paging.describe(context, page.total());
    Answer.json(
        context,
        200,
        page.orders().stream().map(order -> wire(context, caller, order, SIMS_IN_A_LIST)).toList());
  }

  private static OrderQuery query(Context context, Paging paging) {
    String text = context.queryParam("sort");
    String key = text == null || text.isBlank() ? "order_number" : text.split(",")[0].strip();
    boolean descending = key.startsWith("-");
    OrderQuery.Sort sort =
        switch (descending ? key.substring(1) : key) {
          case "order_number" -> OrderQuery.Sort.NUMBER;
          case "order_status" -> OrderQuery.Sort.STATE;
          case "order_date" -> OrderQuery.Sort.DATE;
          default ->
              throw JsonBody.invalid(
                  "sort", "sorted is by order_number, order_status and order_date");
        };
    return new OrderQuery(sort, descending, paging.page(), paging.size());
  }

  void single(Context context, Caller caller) {
    brake.check(context);
    caller.require(Permission.READ_ORDERS);
    String number = context.pathParam("order_number");
    Order order =
        number(number).stream()
            .boxed()
            .flatMap(id -> catalog.orders().find(caller.scope(), id).stream())
            .findFirst()
            .orElseThrow(() -> new FailureException(new Failure.NotFound("order", number)));
    Answer.json(context, 200, wire(context, caller, order, SIMS_OF_ONE));
  }

  private static OptionalLong number(String text) {
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private OrderWire wire(Context context, Caller caller, Order order, int most) {
    return OrderWire.of(
        order,
        catalog.orders().sims(caller.scope(), order.id(), OptionalLong.empty(), most).items(),
        url.base(context));
  }

  static void locate(PublicUrl url, Context context, Order order) {
    url.locate(context, "/v1/orders/" + order.id());
  }

  /** 201 with where the order is, and the order: official clients read a body. */
  void place(Context context, Caller caller) {
    brake.check(context);
    caller.require(Permission.PLACE_ORDERS);
    JsonBody body = JsonBody.of(context, LARGEST_BODY);
    JsonNode products = body.required("products");
    if (!products.isArray()) {
      throw JsonBody.invalid("products", "a list is expected");
    }
    List<Purchase.Wanted> wanted = new ArrayList<>();
    for (JsonNode product : products) {
      JsonBody line = JsonBody.of(product, "products");
      wanted.add(
          new Purchase.Wanted(
              line.whole("productId")
                  .or(() -> line.whole("product_id"))
                  .orElseThrow(() -> JsonBody.invalid("productId", "is missing")),
              quantity(line.whole("quantity").orElse(1L))));
    }
    Order order =
        catalog
            .orders()
            .place(
                caller,
                new Purchase.OfSims(
                    wanted,
                    body.field("delivery_address")
                        .map(node -> AddressWire.read(node, "delivery_address")),
                    body.field("billing_address")
                        .map(node -> AddressWire.read(node, "billing_address")),
                    reference(body)),
                false);
    locate(url, context, order);
    Answer.json(context, 201, wire(context, caller, order, SIMS_IN_A_LIST));
  }

  private static Optional<String> reference(JsonBody body) {
    return body.text("customer_reference").filter(text -> !text.isBlank());
  }

  private static int quantity(long quantity) {
    if (quantity < 1 || quantity > Integer.MAX_VALUE) {
      throw JsonBody.invalid("quantity", "a whole number from 1 is expected");
    }
    return (int) quantity;
  }
}

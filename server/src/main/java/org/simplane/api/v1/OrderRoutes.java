// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.simplane.Permission;
import org.simplane.access.Page;
import org.simplane.catalog.Address;
import org.simplane.catalog.Catalog;
import org.simplane.catalog.Order;
import org.simplane.catalog.Product;
import org.simplane.catalog.Purchase;

/** {@code /orders}, {@code /top-ups} and {@code /extensions}. */
final class OrderRoutes {

  private static final int TEXT = 200;
  private static final int MOST = 100_000;
  private static final int MOST_LINES = 100;
  private static final String[] ADDRESS = {
    "salutation",
    "firstName",
    "lastName",
    "company",
    "street",
    "houseNumber",
    "addressLine2",
    "zip",
    "city",
    "country",
    "phone"
  };
  private static final String[] FOR_SIMS = {
    "sims", "iccids", "selection", "product", "paymentMethod", "customerReference"
  };

  private final Catalog catalog;
  private final ChangeRoutes sims;

  /**
   * @param sims reads which SIMs are meant
   */
  OrderRoutes(Catalog catalog, ChangeRoutes sims) {
    this.catalog = catalog;
    this.sims = sims;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/orders", Permission.READ_ORDERS, this::list).paged(),
        Route.post("/orders", Permission.PLACE_ORDERS, this::place),
        Route.get("/orders/{id}", Permission.READ_ORDERS, this::find),
        Route.patch("/orders/{id}", Permission.PLACE_ORDERS, this::describe),
        Route.get("/orders/{id}/sims", Permission.READ_ORDERS, this::simsOf).paged(),
        Route.post("/orders/{id}/fulfil", Permission.MANAGE_CATALOG, this::fulfil),
        Route.post("/orders/{id}/cancel", Permission.PLACE_ORDERS, this::cancel),
        Route.post("/top-ups", Permission.CHANGE_QUOTAS, this::topUp),
        Route.post("/extensions", Permission.CHANGE_QUOTAS, this::extend));
  }

  record LineWire(String product, String name, int quantity, PriceWire total) {}

  /** How it stands at the operator that sells it. The account is shown to the seller alone. */
  record OperatorOrderWire(
      Optional<String> account,
      Order.Placing placing,
      Optional<String> number,
      Optional<String> word,
      Optional<String> waits) {

    static OperatorOrderWire of(Order.Elsewhere found, Order order, Request request) {
      return new OperatorOrderWire(
          request.caller().scope().contains(order.seller())
              ? Optional.of(request.ids().show(Ids.Kind.ACCOUNT, found.account()))
              : Optional.empty(),
          found.placing(),
          found.number(),
          found.word(),
          found.waits());
    }
  }

  /** An order on the wire. The number is what dialects know it by. */
  record Wire(
      Optional<String> id,
      Optional<Long> number,
      String organisation,
      Order.Type type,
      Order.State state,
      Optional<String> reason,
      boolean automatic,
      Optional<String> customerReference,
      Optional<String> paymentMethod,
      PriceWire total,
      Optional<String> invoiceNumber,
      Optional<Address> shippingAddress,
      Optional<Address> billingAddress,
      int sims,
      Optional<String> job,
      String orderedBy,
      Instant orderedAt,
      Optional<Instant> finishedAt,
      List<LineWire> lines,
      Optional<OperatorOrderWire> operatorOrder,
      long version) {

    static Wire of(Order order, Request request) {
      Ids ids = request.ids();
      return new Wire(
          OrganisationRoutes.shownId(ids, Ids.Kind.ORDER, order.id()),
          Optional.of(order.id()).filter(id -> id != 0),
          ids.show(Ids.Kind.ORGANISATION, order.organisation()),
          order.type(),
          order.state(),
          order.reason(),
          order.automatic(),
          order.customerReference(),
          order.paymentMethod(),
          PriceWire.of(order.total()),
          order.invoiceNumber(),
          order.shipping(),
          order.billing(),
          order.sims(),
          order.job().isPresent()
              ? Optional.of(ids.show(Ids.Kind.JOB, order.job().getAsLong()))
              : Optional.empty(),
          order.orderedBy(),
          order.orderedAt(),
          order.finishedAt(),
          order.lines().stream()
              .map(line ->
                  new LineWire(
                      ids.show(Ids.Kind.PRODUCT, line.product()),
                      line.name(),
                      line.quantity(),
                      PriceWire.of(line.total())))
              .toList(),
          order.elsewhere().map(found -> OperatorOrderWire.of(found, order, request)),
          order.version());
    }
  }

  record SimWire(
      String sim,
      String iccid,
      Order.SimState state,
      Optional<String> error,
      Optional<String> operatorOrder) {}

  private Answer list(Request request) {
    Page<Order> page =
        catalog.orders().page(request.caller().scope(), request.cursor(), request.limit());
    return Answer.ok(
        ListWire.of(page.items(), page.next(), request.ids(), found -> Wire.of(found, request)));
  }

  private Answer find(Request request) {
    Order found = found(request);
    return Answer.ok(Wire.of(found, request)).withVersion(found.version());
  }

  private Order found(Request request) {
    return catalog
        .orders()
        .find(request.caller().scope(), request.id(Ids.Kind.ORDER))
        .orElseThrow(() -> request.unknown(Ids.Kind.ORDER));
  }

  private Answer simsOf(Request request) {
    Order order = found(request);
    Page<Order.Sim> page =
        catalog
            .orders()
            .sims(request.caller().scope(), order.id(), request.cursor(), request.limit());
    return Answer.ok(
        ListWire.of(
            page.items(),
            page.next(),
            request.ids(),
            sim ->
                new SimWire(
                    request.ids().show(Ids.Kind.SIM, sim.subscription()),
                    sim.iccid(),
                    sim.state(),
                    sim.error(),
                    sim.operatorOrder())));
  }

  private Answer place(Request request) {
    Fields fields =
        request.fields("products", "shippingAddress", "billingAddress", "customerReference");
    List<Purchase.Wanted> wanted = new ArrayList<>();
    for (Fields line :
        fields
            .optionalObjects("products", MOST_LINES, "product", "quantity")
            .orElseThrow(() -> fields.missing("products"))) {
      wanted.add(
          new Purchase.Wanted(
              request.id(Ids.Kind.PRODUCT, line.at("product"), line.text("product", TEXT)),
              Math.toIntExact(line.optionalWhole("quantity", 1, MOST).orElse(1L))));
    }
    Order order =
        catalog
            .orders()
            .place(
                request.caller(),
                new Purchase.OfSims(
                    wanted,
                    address(fields, "shippingAddress"),
                    address(fields, "billingAddress"),
                    fields.optionalText("customerReference", TEXT)),
                request.dryRun());
    return placed(request, order);
  }

  private Answer topUp(Request request) {
    return order(request, Product.Kind.TOP_UP);
  }

  private Answer extend(Request request) {
    return order(request, Product.Kind.EXTENSION);
  }

  private Answer order(Request request, Product.Kind kind) {
    Fields fields = request.fields(FOR_SIMS);
    Optional<Long> product =
        fields
            .optionalText("product", TEXT)
            .map(text -> request.id(Ids.Kind.PRODUCT, "product", text));
    Order order =
        catalog
            .purchases()
            .place(
                request.caller(),
                new Purchase.ForSims(
                    kind,
                    sims.named(request, fields),
                    product.isPresent() ? OptionalLong.of(product.get()) : OptionalLong.empty(),
                    fields.optionalText("paymentMethod", TEXT),
                    fields.optionalText("customerReference", TEXT),
                    false),
                request.dryRun());
    return placed(request, order);
  }

  private static Answer placed(Request request, Order order) {
    Wire wire = Wire.of(order, request);
    return wire.id().isEmpty()
        ? Answer.ok(wire)
        : Answer.created(wire, V1.BASE + "/orders/" + wire.id().get()).withVersion(order.version());
  }

  private Answer describe(Request request) {
    Fields fields = request.fields("invoiceNumber", "customerReference");
    Order after =
        catalog
            .orders()
            .describe(
                request.caller(),
                request.id(Ids.Kind.ORDER),
                fields.optionalText("invoiceNumber", TEXT),
                fields.optionalText("customerReference", TEXT),
                request.ifMatch(),
                request.dryRun());
    return Answer.ok(Wire.of(after, request)).withVersion(after.version());
  }

  private Answer fulfil(Request request) {
    Fields fields = request.fields("sims", "iccids", "selection", "fromStock", "reason");
    Order order = found(request);
    Order after =
        fields.optionalBoolean("fromStock").orElse(false)
            ? catalog.orders().fulfilFromStock(request.caller(), order.id(), request.dryRun())
            : catalog
                .orders()
                .fulfil(
                    request.caller(),
                    order.id(),
                    sims.named(request, fields),
                    fields.optionalText("reason", TEXT),
                    request.dryRun());
    return Answer.ok(Wire.of(after, request)).withVersion(after.version());
  }

  private Answer cancel(Request request) {
    Fields fields = request.optionalFields("reason");
    Order after =
        catalog
            .orders()
            .cancel(
                request.caller(),
                request.id(Ids.Kind.ORDER),
                fields.optionalText("reason", TEXT),
                request.dryRun());
    return Answer.ok(Wire.of(after, request)).withVersion(after.version());
  }

  private static Optional<Address> address(Fields fields, String name) {
    return fields
        .optionalObject(name, ADDRESS)
        .map(said ->
            new Address(
                text(said, "salutation"),
                text(said, "firstName"),
                text(said, "lastName"),
                text(said, "company"),
                text(said, "street"),
                text(said, "houseNumber"),
                text(said, "addressLine2"),
                text(said, "zip"),
                text(said, "city"),
                text(said, "country"),
                text(said, "phone")));
  }

  private static @Nullable String text(Fields fields, String name) {
    return fields.optionalText(name, TEXT).orElse(null);
  }
}

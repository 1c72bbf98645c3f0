// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.simplane.Permission;
import org.simplane.access.Page;
import org.simplane.catalog.Grant;
import org.simplane.catalog.Price;
import org.simplane.catalog.Product;
import org.simplane.catalog.ProductDraft;
import org.simplane.catalog.Products;

/** {@code /products}: what is sold; and {@code /catalogue}: what may be ordered. */
final class ProductRoutes {

  private static final int TEXT = 200;
  private static final int MOST = 100_000;
  private static final long VOLUME = 1L << 50;
  private static final String[] FIELDS = {
    "organisation",
    "kind",
    "name",
    "material",
    "packageSize",
    "minQuantity",
    "maxQuantity",
    "maxPerCustomer",
    "contractMonths",
    "price",
    "monthlyPrice",
    "dataBytes",
    "messages",
    "lifeMonths",
    "stock",
    "onSale"
  };
  private static final String[] PRICE = {"currency", "net", "gross"};

  private final Products products;

  ProductRoutes(Products products) {
    this.products = products;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/catalogue", Permission.READ_ORDERS, this::onSale),
        Route.get("/products", Permission.READ_ORDERS, this::list).paged(),
        Route.post("/products", Permission.MANAGE_CATALOG, this::create),
        Route.get("/products/{id}", Permission.READ_ORDERS, this::find),
        Route.patch("/products/{id}", Permission.MANAGE_CATALOG, this::update),
        Route.delete("/products/{id}", Permission.MANAGE_CATALOG, this::delete));
  }

  /** A product on the wire. The number is what dialects know it by. */
  record Wire(
      Optional<String> id,
      Optional<Long> number,
      Optional<String> organisation,
      Product.Kind kind,
      String name,
      String material,
      int packageSize,
      int minQuantity,
      int maxQuantity,
      Optional<Integer> maxPerCustomer,
      int contractMonths,
      PriceWire price,
      Optional<PriceWire> monthlyPrice,
      long dataBytes,
      long messages,
      int lifeMonths,
      Optional<String> stock,
      Optional<String> account,
      Optional<String> operatorProduct,
      Optional<Boolean> withdrawn,
      boolean onSale,
      Instant createdAt,
      Instant updatedAt,
      long version) {

    static Wire of(Product product, Request request) {
      ProductDraft said = product.said();
      boolean sellers = request.caller().scope().contains(said.organisation());
      return new Wire(
          OrganisationRoutes.shownId(request.ids(), Ids.Kind.PRODUCT, product.id()),
          Optional.of(product.id()).filter(id -> id != 0),
          sellers
              ? Optional.of(request.ids().show(Ids.Kind.ORGANISATION, said.organisation()))
              : Optional.empty(),
          said.kind(),
          said.name(),
          said.material(),
          said.packageSize(),
          said.minQuantity(),
          said.maxQuantity(),
          said.maxPerCustomer().isPresent()
              ? Optional.of(said.maxPerCustomer().getAsInt())
              : Optional.empty(),
          said.contractMonths(),
          PriceWire.of(said.price()),
          said.monthly().map(PriceWire::of),
          said.grant().dataBytes(),
          said.grant().messages(),
          said.grant().lifeMonths(),
          sellers && said.stock().isPresent()
              ? Optional.of(request.ids().show(Ids.Kind.ORGANISATION, said.stock().getAsLong()))
              : Optional.empty(),
          product
              .source()
              .filter(_ -> sellers)
              .map(source -> request.ids().show(Ids.Kind.ACCOUNT, source.account())),
          product.source().filter(_ -> sellers).map(Product.Source::operatorProduct),
          product.source().map(Product.Source::withdrawn),
          said.onSale(),
          product.createdAt(),
          product.updatedAt(),
          product.version());
    }
  }

  private Answer onSale(Request request) {
    return Answer.ok(
        new ListWire<>(
            products.onSale(request.caller().scope()).stream()
                .map(found -> Wire.of(found, request))
                .toList(),
            Optional.empty()));
  }

  private Answer list(Request request) {
    Page<Product> page = products.page(request.caller().scope(), request.cursor(), request.limit());
    return Answer.ok(
        ListWire.of(page.items(), page.next(), request.ids(), found -> Wire.of(found, request)));
  }

  private Answer find(Request request) {
    Product found =
        products
            .find(request.caller().scope(), request.id(Ids.Kind.PRODUCT))
            .orElseThrow(() -> request.unknown(Ids.Kind.PRODUCT));
    return Answer.ok(Wire.of(found, request)).withVersion(found.version());
  }

  private Answer create(Request request) {
    Fields fields = request.fields(FIELDS);
    ProductDraft draft =
        new ProductDraft(
            organisation(request, fields, "organisation")
                .orElse(request.caller().scope().organisation()),
            fields.word("kind", Product.Kind.class),
            fields.text("name", TEXT),
            fields.optionalText("material", TEXT).orElseGet(() -> fields.text("name", TEXT)),
            number(fields, "packageSize", 1),
            number(fields, "minQuantity", 1),
            number(fields, "maxQuantity", 1_000),
            perCustomer(fields),
            number(fields, "contractMonths", 0),
            price(fields, "price").orElseThrow(() -> fields.missing("price")),
            price(fields, "monthlyPrice"),
            new Grant(
                fields.optionalWhole("dataBytes", 0, VOLUME).orElse(0L),
                fields.optionalWhole("messages", 0, VOLUME).orElse(0L),
                number(fields, "lifeMonths", 0)),
            optional(organisation(request, fields, "stock")),
            fields.optionalBoolean("onSale").orElse(true));
    Product made = products.create(request.caller(), draft, request.dryRun());
    Wire wire = Wire.of(made, request);
    return wire.id().isEmpty()
        ? Answer.ok(wire)
        : Answer.created(wire, V1.BASE + "/products/" + wire.id().get())
            .withVersion(made.version());
  }

  private Answer update(Request request) {
    Fields fields = request.fields(FIELDS);
    Optional<Long> organisation = organisation(request, fields, "organisation");
    OptionalLong stock = optional(organisation(request, fields, "stock"));
    Optional<Product.Kind> kind = fields.optionalWord("kind", Product.Kind.class);
    Optional<Price> price = price(fields, "price");
    Optional<Price> monthly = price(fields, "monthlyPrice");
    Product after =
        products.update(
            request.caller(),
            request.id(Ids.Kind.PRODUCT),
            was ->
                new ProductDraft(
                    organisation.orElse(was.organisation()),
                    kind.orElse(was.kind()),
                    fields.optionalText("name", TEXT).orElse(was.name()),
                    fields.optionalText("material", TEXT).orElse(was.material()),
                    number(fields, "packageSize", was.packageSize()),
                    number(fields, "minQuantity", was.minQuantity()),
                    number(fields, "maxQuantity", was.maxQuantity()),
                    fields.has("maxPerCustomer") ? perCustomer(fields) : was.maxPerCustomer(),
                    number(fields, "contractMonths", was.contractMonths()),
                    price.orElse(was.price()),
                    fields.has("monthlyPrice") ? monthly : was.monthly(),
                    new Grant(
                        fields
                            .optionalWhole("dataBytes", 0, VOLUME)
                            .orElse(was.grant().dataBytes()),
                        fields.optionalWhole("messages", 0, VOLUME).orElse(was.grant().messages()),
                        number(fields, "lifeMonths", was.grant().lifeMonths())),
                    fields.has("stock") ? stock : was.stock(),
                    fields.optionalBoolean("onSale").orElse(was.onSale())),
            request.ifMatch(),
            request.dryRun());
    return Answer.ok(Wire.of(after, request)).withVersion(after.version());
  }

  private Answer delete(Request request) {
    products.delete(request.caller(), request.id(Ids.Kind.PRODUCT), request.dryRun());
    return Answer.noContent();
  }

  private static Optional<Price> price(Fields fields, String name) {
    return fields.optionalObject(name, PRICE).map(PriceWire::read);
  }

  private static Optional<Long> organisation(Request request, Fields fields, String name) {
    return fields
        .optionalText(name, TEXT)
        .map(text -> request.id(Ids.Kind.ORGANISATION, name, text));
  }

  private static OptionalLong optional(Optional<Long> value) {
    return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
  }

  private static OptionalInt perCustomer(Fields fields) {
    Optional<Long> most = fields.optionalWhole("maxPerCustomer", 1, MOST);
    return most.isPresent() ? OptionalInt.of(Math.toIntExact(most.get())) : OptionalInt.empty();
  }

  private static int number(Fields fields, String name, int otherwise) {
    return Math.toIntExact(fields.optionalWhole(name, 0, MOST).orElse((long) otherwise));
  }
}

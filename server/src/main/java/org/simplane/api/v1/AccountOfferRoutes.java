// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.Permission;
import org.simplane.catalog.OperatorProducts;
import org.simplane.usage.AccountLimits;
import org.simplane.usage.Measure;

/** {@code /accounts/{id}/products} and {@code /accounts/{id}/limits}: what an operator offers. */
final class AccountOfferRoutes {

  private static final int ID = 40;

  private final OperatorProducts products;
  private final AccountLimits limits;

  AccountOfferRoutes(OperatorProducts products, AccountLimits limits) {
    this.products = products;
    this.limits = limits;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/accounts/{id}/products", Permission.READ_ACCOUNTS, this::offered),
        Route.post("/accounts/{id}/products", Permission.MANAGE_CATALOG, this::products),
        Route.get("/accounts/{id}/limits", Permission.READ_ACCOUNTS, this::limits),
        Route.patch("/accounts/{id}/limits", Permission.MANAGE_ACCOUNTS, this::choose));
  }

  /** A limit on the wire, by the operator's id. */
  record ChoiceWire(String id, Optional<Long> amount) {

    static ChoiceWire of(AccountLimits.Choice choice) {
      return new ChoiceWire(choice.id(), choice.amount());
    }
  }

  record LimitWire(Measure measure, Optional<ChoiceWire> present, List<ChoiceWire> choices) {

    static LimitWire of(AccountLimits.AccountLimit limit) {
      return new LimitWire(
          limit.measure(),
          limit.present().map(ChoiceWire::of),
          limit.choices().stream().map(ChoiceWire::of).toList());
    }
  }

  /** What an operator sells, and how the reading of it went. */
  record OfferWire(
      List<ProductRoutes.Wire> items, Optional<Instant> readAt, Optional<String> error) {

    static OfferWire of(OperatorProducts.Offer offer, Request request) {
      return new OfferWire(
          offer.products().stream().map(found -> ProductRoutes.Wire.of(found, request)).toList(),
          offer.readAt(),
          offer.error());
    }
  }

  private Answer offered(Request request) {
    return Answer.ok(
        OfferWire.of(products.of(request.caller(), request.id(Ids.Kind.ACCOUNT)), request));
  }

  /** A dry run asks the operator, and shows what is known already. */
  private Answer products(Request request) {
    return Answer.ok(
        new ListWire<>(
            products.read(request.caller(), request.id(Ids.Kind.ACCOUNT), request.dryRun()).stream()
                .map(found -> ProductRoutes.Wire.of(found, request))
                .toList(),
            Optional.empty()));
  }

  private Answer limits(Request request) {
    return shown(limits.of(request.caller(), request.id(Ids.Kind.ACCOUNT)));
  }

  private Answer choose(Request request) {
    Fields fields = request.fields("DATA", "SMS_MT", "SMS_MO");
    Map<Measure, String> wanted = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      fields.optionalText(measure.name(), ID).ifPresent(id -> wanted.put(measure, id));
    }
    return shown(
        limits.choose(request.caller(), request.id(Ids.Kind.ACCOUNT), wanted, request.dryRun()));
  }

  private static Answer shown(List<AccountLimits.AccountLimit> limits) {
    return Answer.ok(new ListWire<>(limits.stream().map(LimitWire::of).toList(), Optional.empty()));
  }
}

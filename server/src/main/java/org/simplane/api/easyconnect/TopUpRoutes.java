// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.catalog.Catalog;
import org.simplane.catalog.Order;
import org.simplane.catalog.Product;
import org.simplane.catalog.Purchase;
import org.simplane.catalog.Transfer;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Iccid;
import tools.jackson.databind.JsonNode;

/** Top-ups, single, of many and automatic; extension of life; transfer to another organisation. */
final class TopUpRoutes {

  private static final Set<String> PAYMENT_METHODS =
      Set.of("banktransfer", "creditcard", "monthlyinvoice", "boleto");
  private static final int MOST_RANGES = 1_000;

  private final SimRoutes sims;
  private final SimList list;
  private final Catalog catalog;
  private final PublicUrl url;
  private final Clock clock;

  TopUpRoutes(SimRoutes sims, SimList list, Catalog catalog, PublicUrl url, Clock clock) {
    this.sims = sims;
    this.list = list;
    this.catalog = catalog;
    this.url = url;
    this.clock = clock;
  }

  /** A body is not read: some clients send {@code []}. */
  void one(Context context, Caller caller) {
    caller.require(Permission.CHANGE_QUOTAS);
    Subscription sim = sims.find(context, caller);
    Optional<String> payment = payment(context);
    SimList.refuseExpired(List.of(sim), clock.instant());
    order(context, caller, Product.Kind.TOP_UP, List.of(sim.id()), OptionalLong.empty(), payment);
  }

  /** One order for all of them. */
  void many(Context context, Caller caller) {
    caller.require(Permission.CHANGE_QUOTAS);
    Optional<String> payment = payment(context);
    List<Iccid> iccids = SimList.iccids(Body.json(context, SimList.LARGEST_BODY), "");
    List<Long> ids = list.ids(caller, iccids, clock.instant(), false);
    order(context, caller, Product.Kind.TOP_UP, ids, OptionalLong.empty(), payment);
  }

  void automatic(Context context, Caller caller) {
    caller.require(Permission.CHANGE_QUOTAS);
    JsonBody body = JsonBody.of(context, SimList.LARGEST_BODY);
    boolean enabled = flag(body.required("enabled"));
    List<Iccid> iccids = SimList.iccids(body.required("iccids"), "iccids");
    catalog
        .autoTopUps()
        .set(
            caller,
            list.ids(caller, iccids, clock.instant(), !enabled),
            enabled,
            OptionalLong.empty(),
            payment(context),
            false);
    Answer.empty(context, 201);
  }

  void extension(Context context, Caller caller) {
    caller.require(Permission.CHANGE_QUOTAS);
    Optional<String> payment = payment(context);
    JsonBody body = JsonBody.of(context, SimList.LARGEST_BODY);
    List<Iccid> iccids = SimList.iccids(body.required("iccids"), "iccids");
    OptionalLong product =
        body.whole("productId").map(OptionalLong::of).orElse(OptionalLong.empty());
    List<Long> ids = list.ids(caller, iccids, clock.instant(), true);
    order(context, caller, Product.Kind.EXTENSION, ids, product, payment);
  }

  void transfer(Context context, Caller caller) {
    caller.require(Permission.CHANGE_SUBSCRIPTIONS);
    JsonBody body = JsonBody.of(context, SimList.LARGEST_BODY);
    long target = JsonBody.whole(body.required("target_organisation"), "target_organisation");
    List<Iccid> iccids =
        body.field("iccids").map(node -> SimList.iccids(node, "iccids")).orElse(List.of());
    List<Transfer.Range> ranges =
        body.field("iccid_ranges").map(TopUpRoutes::ranges).orElse(List.of());
    var _ =
        catalog
            .transfers()
            .begin(
                caller,
                new Transfer(target, list.ids(caller, iccids, clock.instant(), false), ranges),
                false);
    Answer.empty(context, 201);
  }

  private static List<Transfer.Range> ranges(JsonNode node) {
    if (!node.isArray() || node.size() > MOST_RANGES) {
      throw JsonBody.invalid(
          "iccid_ranges", "a list of at most " + MOST_RANGES + " ranges is expected");
    }
    List<Transfer.Range> ranges = new ArrayList<>();
    for (JsonNode range : node) {
      JsonBody ends = JsonBody.of(range, "iccid_ranges");
      ranges.add(
          new Transfer.Range(
              SimList.iccid(ends.required("from"), "from"),
              SimList.iccid(ends.required("to"), "to")));
    }
    return ranges;
  }

  private void order(
      Context context,
      Caller caller,
      Product.Kind kind,
      List<Long> ids,
      OptionalLong product,
      Optional<String> payment) {
    Order order =
        catalog
            .purchases()
            .place(
                caller,
                new Purchase.ForSims(kind, ids, product, payment, Optional.empty(), false),
                false);
    OrderRoutes.locate(url, context, order);
    Answer.empty(context, 201);
  }

  /** The document says both that an unknown one is replaced and that it is refused: refused. */
  private static Optional<String> payment(Context context) {
    String method = context.queryParam("payment_method");
    if (method == null || method.isBlank()) {
      return Optional.of("banktransfer");
    }
    String known = method.strip().toLowerCase(Locale.ROOT);
    if (!PAYMENT_METHODS.contains(known)) {
      throw new Refusal(400, "Payment method used is not valid.");
    }
    return Optional.of(known);
  }

  /** Clients write flags as true and false, and as 1 and 0. */
  private static boolean flag(JsonNode node) {
    return switch (node.asString()) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw JsonBody.invalid("enabled", "true or false is expected");
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/orders}, {@code /v1/products} and the two top-ups (contract sections 3 to 5). */
final class Orders implements AutoCloseable {

  private static final int SIM_PRODUCT = 1001;
  private static final int TOPUP_PRODUCT = 2001;
  private static final int LARGEST_PAGE = 10;
  private static final int MOST_SIMS = 100;
  private static final Set<String> PAYMENTS =
      Set.of("banktransfer", "creditcard", "monthlyinvoice", "boleto");

  private final Journal<Order> journal;
  private final NceSims sims;
  private final Duration effectDelay;
  private final Clock clock;
  private final AtomicLong last;

  private Orders(Journal<Order> journal, NceSims sims, Duration effectDelay, Clock clock) {
    this.journal = journal;
    this.sims = sims;
    this.effectDelay = effectDelay;
    this.clock = clock;
    this.last =
        new AtomicLong(journal.all().stream().mapToLong(Order::number).max().orElse(2_000_000_000));
  }

  static Orders open(NceConfig config, NceSims sims, Clock clock) throws IOException {
    return new Orders(
        Journal.open(config.folder().resolve("orders.ndjson"), Order.class, Order::number),
        sims,
        config.effectDelay(),
        clock);
  }

  /** {@code /v1/products}. */
  Answer products(Request request) {
    if (!request.method().equals("GET")) {
      return error(405, "Method not allowed", request);
    }
    return NceAnswers.body(
        Json.array()
            .add(product(SIM_PRODUCT, "1NCE IoT FlexSIM - Standard", "1NCE FlexSIM", 120, 10))
            .add(product(TOPUP_PRODUCT, "1NCE Top-Up 500 MB", "1NCE Top-Up", 0, 12)));
  }

  /** {@code /v1/orders} and one of them. */
  Answer orders(List<String> below, Request request) {
    if (below.isEmpty()) {
      return switch (request.method()) {
        case "GET" -> list(request);
        case "POST" -> place(request);
        default -> error(405, "Method not allowed", request);
      };
    }
    String number = below.getFirst();
    Optional<Order> order =
        number.matches("\\d{1,18}") ? journal.find(Long.valueOf(number)) : Optional.empty();
    if (order.isEmpty() || below.size() > 1 || !request.method().equals("GET")) {
      return error(404, "Order " + number + " not found", request);
    }
    return NceAnswers.body(order.get().wire(clock.instant()));
  }

  /** One top-up order for one or more SIMs; 500 MB and 250 SMS for each. */
  synchronized Answer topUp(List<String> iccids, boolean bulk, Request request) {
    String payment = request.parameter("payment_method").orElse("banktransfer");
    if (!PAYMENTS.contains(payment)) {
      ObjectNode body = Json.object();
      return Answer.of(
          400,
          Map.of("Content-Type", "application/json;charset=UTF-8"),
          body.put("message", "Payment method used is not valid.").toString());
    }
    List<String> strangers = iccids.stream().filter(i -> sims.find(i).isEmpty()).toList();
    if (!strangers.isEmpty()) {
      return error(403, "SIM does not belong to user. " + strangers, request);
    }
    List<String> expired =
        iccids.stream()
            .filter(iccid -> sims.find(iccid).filter(NceSim::isExpired).isPresent())
            .toList();
    if (!expired.isEmpty()) {
      return error(422, SimResource.EXPIRED + " " + expired, request);
    }
    Instant now = clock.instant();
    List<Effect> effects = new ArrayList<>();
    Order order =
        new Order(
            last.incrementAndGet(),
            bulk ? "BULK_TOPUP" : "TOPUP",
            now,
            now,
            Map.of(TOPUP_PRODUCT, iccids.size()),
            iccids,
            "");
    for (String iccid : iccids) {
      var _ = sims.change(iccid, NceSim::toppedUp);
      effects.add(new Effect(iccid, "topup", "", String.valueOf(order.number())));
    }
    journal.put(order);
    return located(order, effects);
  }

  /** The body of a bulk call: ICCIDs. */
  Answer topUpMany(Request request) {
    try {
      Set<String> iccids = new LinkedHashSet<>();
      JsonNode body = Json.MAPPER.readTree(request.body());
      body.forEach(iccid -> iccids.add(iccid.asString("")));
      if (!body.isArray() || iccids.isEmpty()) {
        return error(400, "A list of ICCIDs is expected", request);
      }
      return topUp(List.copyOf(iccids), true, request);
    } catch (JacksonException _) {
      return error(400, "The body is not JSON", request);
    }
  }

  void reset() {
    journal.removeIf(_ -> true);
  }

  @Override
  public void close() {
    journal.close();
  }

  private Answer list(Request request) {
    Instant now = clock.instant();
    boolean down = request.parameter("sort").orElse("").startsWith("-");
    List<Order> all = down ? journal.all().reversed() : journal.all();
    return Paging.page(all.stream().map(order -> order.wire(now)).toList(), LARGEST_PAGE, request)
        .map(page -> NceAnswers.body(page.items(), page.headers()))
        .orElseGet(() -> error(400, "page and pageSize are numbers from 1", request));
  }

  private synchronized Answer place(Request request) {
    Map<Integer, Integer> wanted = new LinkedHashMap<>();
    JsonNode body;
    try {
      body = Json.MAPPER.readTree(request.body());
    } catch (JacksonException _) {
      return error(400, "The body is not JSON", request);
    }
    for (JsonNode product : body.path("products")) {
      wanted.merge(
          product.path("productId").asInt(0), product.path("quantity").asInt(0), Integer::sum);
    }
    int quantity = wanted.getOrDefault(SIM_PRODUCT, 0);
    if (wanted.size() != 1 || quantity < 1 || quantity > MOST_SIMS) {
      return error(400, "From 1 to " + MOST_SIMS + " of product " + SIM_PRODUCT, request);
    }
    Instant now = clock.instant();
    Order order =
        new Order(
            last.incrementAndGet(),
            "ADDITIONAL_ORDER",
            now,
            now.plus(effectDelay),
            wanted,
            sims.add(quantity),
            body.path("customer_reference").asString(""));
    journal.put(order);
    return located(
        order, List.of(new Effect(String.valueOf(order.number()), "order", "", wanted.toString())));
  }

  private static Answer located(Order order, List<Effect> effects) {
    Answer empty = NceAnswers.empty(201, effects);
    Map<String, String> headers = new HashMap<>(empty.headers());
    headers.put(
        "Location",
        "http://order-management.internal:8080/management-api/v1/orders/" + order.number());
    return new Answer(201, headers, "", effects);
  }

  private static ObjectNode product(int id, String name, String material, int months, int net) {
    ObjectNode product =
        Json.object()
            .put("id", id)
            .put("product", name)
            .put("material", material)
            .put("package_size", 1)
            .put("minQuantity", 1)
            .put("maxQuantity", MOST_SIMS)
            .put("maxQuantityPerCustomer", 100_000)
            .put("min_contract_duration", months);
    ArrayNode charges = product.putArray("one_time_charges");
    charges
        .addObject()
        .put("name", "provisionCharge")
        .put("amount_net", net)
        .put("currency", "EUR");
    return product;
  }

  private Answer error(int status, String message, Request request) {
    return NceAnswers.error(status, message, request, clock.instant());
  }
}

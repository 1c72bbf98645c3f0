// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Orders;
import org.simplane.operator.Outcome;

/** {@code /v1/products} and {@code /v1/orders} (contract sections 3 and 4). */
final class NceOrders implements Orders {

  /** The most that 1NCE gives. */
  private static final int PAGE_SIZE = 10;

  private static final Set<String> SIM_ORDERS = Set.of("FIRST_ORDER", "ADDITIONAL_ORDER");
  private static final Pattern LOCATION = Pattern.compile(".*/orders/(\\d{1,18})/?");

  private final NceClient client;

  NceOrders(NceClient client) {
    this.client = client;
  }

  @Override
  public List<OfferedProduct> products() throws OperatorException {
    List<OfferedProduct> products = new ArrayList<>();
    for (OrderWire.Offer offer : client.get("/v1/products", OrderWire.Offer[].class)) {
      products.add(offer.offered());
    }
    return products;
  }

  @Override
  public Optional<PlacedOrder> find(String number) throws OperatorException {
    try {
      HttpResponse<byte[]> response = client.get("/v1/orders/" + RestClient.encoded(number));
      return response.body().length == 0
          ? Optional.empty()
          : Optional.of(client.body(response, OrderWire.class).order());
    } catch (OperatorException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public OrderPage list(Optional<String> from) throws OperatorException {
    int page = NcePages.number(from);
    HttpResponse<byte[]> response = page(page);
    OrderWire[] wires = client.body(response, OrderWire[].class);
    List<PlacedOrder> orders = new ArrayList<>(wires.length);
    for (OrderWire wire : wires) {
      orders.add(wire.order());
    }
    return new OrderPage(orders, NcePages.next(response, page, wires.length, PAGE_SIZE));
  }

  /** Answered by 201 without a body, or by 200 with one that holds no number (both documented). */
  @Override
  public Outcome<Optional<String>> place(NewOrder order) {
    List<Map<String, Object>> products = new ArrayList<>();
    for (Map.Entry<String, Integer> wanted : order.quantities().entrySet()) {
      if (!wanted.getKey().matches("\\d{1,9}")) {
        return new Outcome.Refused<>(
            new OperatorException(Kind.REJECTED, "Not a product of 1NCE: " + wanted.getKey()));
      }
      products.add(
          Map.of("productId", Integer.valueOf(wanted.getKey()), "quantity", wanted.getValue()));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("products", products);
    body.put("customer_reference", order.reference());
    order.shipping().ifPresent(address -> body.put("delivery_address", AddressWire.of(address)));
    return client.create("POST", "/v1/orders", body, answer -> Optional.ofNullable(number(answer)));
  }

  /**
   * Reads the orders back to the time. The documents show no reference in an order; where one is
   * shown, as by Simplane itself, it decides.
   */
  @Override
  public List<String> placed(NewOrder order, Instant since) throws OperatorException {
    List<String> found = new ArrayList<>();
    int page = 1;
    boolean more;
    do {
      HttpResponse<byte[]> response = page(page);
      OrderWire[] wires = client.body(response, OrderWire[].class);
      more = NcePages.next(response, page, wires.length, PAGE_SIZE).isPresent();
      page++;
      for (OrderWire wire : wires) {
        PlacedOrder one = wire.order();
        if (one.orderedAt().isBefore(since)) {
          more = false;
        } else if (SIM_ORDERS.contains(one.type())
            && one.quantities().equals(order.quantities())
            && (wire.customerReference() == null
                || wire.customerReference().isEmpty()
                || wire.customerReference().equals(order.reference()))) {
          found.addFirst(one.number());
        }
      }
    } while (more);
    return found;
  }

  private HttpResponse<byte[]> page(int page) throws OperatorException {
    return client.get("/v1/orders?page=" + page + "&pageSize=" + PAGE_SIZE + "&sort=-order_number");
  }

  /** Null where the answer names none. */
  static @Nullable String number(HttpResponse<byte[]> answer) {
    Matcher location = LOCATION.matcher(answer.headers().firstValue("Location").orElse(""));
    return location.matches() ? location.group(1) : null;
  }
}

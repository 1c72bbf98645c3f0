// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.job.ItemState;
import org.simplane.job.JobItem;
import tools.jackson.databind.node.ObjectNode;

/** Orders as TMF622 v4 writes them (definition {@code ProductOrder}). */
final class OrderWire {

  private static final List<String> ARRAYS =
      List.of(
          "agreement",
          "channel",
          "note",
          "orderTotalPrice",
          "payment",
          "productOfferingQualification",
          "quote",
          "relatedParty");

  private OrderWire() {}

  /**
   * An item.
   *
   * @param product as it was sent
   * @param errorMessage why it failed; ours, by the example of TMF641
   */
  record Item(
      String id,
      int quantity,
      String action,
      String state,
      Map<String, Object> product,
      List<Object> itemPrice,
      List<Object> itemTerm,
      List<Object> itemTotalPrice,
      List<Object> payment,
      List<Object> productOrderItem,
      List<Object> productOrderItemRelationship,
      List<Object> qualification,
      List<ErrorMessage> errorMessage,
      @JsonProperty("@type") String type) {}

  record ErrorMessage(String code, String message) {}

  /**
   * Its attributes in their order; the items are read while they are written.
   *
   * @param host scheme and host that go before paths
   */
  static Map<String, Object> of(Order order, Iterable<Orders.Line> lines, String host) {
    ObjectNode header = order.header();
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("id", order.id());
    wire.put("href", host + Orders.PATH + "/" + order.id());
    header.properties().forEach(attribute -> wire.put(attribute.getKey(), attribute.getValue()));
    ARRAYS.forEach(name -> wire.putIfAbsent(name, List.of()));
    wire.put("orderDate", order.createdAt().toString());
    Order.State state = order.state();
    wire.put("state", state.word());
    if (state == Order.State.COMPLETED || state == Order.State.PARTIAL) {
      order.finishedAt().ifPresent(at -> wire.put("completionDate", at.toString()));
    }
    order.cancelledAt().ifPresent(at -> wire.put("cancellationDate", at.toString()));
    order.cancellationReason().ifPresent(reason -> wire.put("cancellationReason", reason));
    wire.put("productOrderItem", items(lines, host));
    wire.put("@type", "ProductOrder");
    return wire;
  }

  private static Iterable<Item> items(Iterable<Orders.Line> lines, String host) {
    return () -> {
      var each = lines.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return each.hasNext();
        }

        @Override
        public Item next() {
          return item(each.next(), host);
        }
      };
    };
  }

  private static Item item(Orders.Line line, String host) {
    KeptItem item = line.item();
    Map<String, Object> product = new LinkedHashMap<>();
    product.put("id", item.product());
    product.put("href", host + "/tmf-api/productInventory/v4/product/" + item.product());
    item.content()
        .properties()
        .forEach(attribute -> product.put(attribute.getKey(), attribute.getValue()));
    product.put("@type", "Product");
    return new Item(
        item.id(),
        1,
        item.action(),
        state(line.work()),
        product,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        line.work().stream()
            .filter(work -> work.state() == ItemState.FAILED)
            .map(work ->
                new ErrorMessage(
                    work.errorCode().orElse("FAILED"),
                    work.error().or(work::errorCode).orElse("It failed")))
            .toList(),
        "ProductOrderItem");
  }

  /** Of {@code ProductOrderItemStateType}. What asks for nothing is completed. */
  static String state(List<JobItem> work) {
    Optional<String> worst = Optional.empty();
    for (ItemState over : List.of(ItemState.FAILED, ItemState.CANCELLED)) {
      if (worst.isEmpty() && work.stream().anyMatch(item -> item.state() == over)) {
        worst = Optional.of(over == ItemState.FAILED ? "failed" : "cancelled");
      }
    }
    if (worst.isPresent()) {
      return worst.get();
    }
    if (work.stream().allMatch(item -> item.state() == ItemState.DONE)) {
      return "completed";
    }
    return work.stream().allMatch(item -> item.state() == ItemState.QUEUED)
        ? "acknowledged"
        : "inProgress";
  }
}

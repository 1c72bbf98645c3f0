// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.Caller;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.notification.Outbox;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What orders leave behind: audit entries and the event {@code order.changed}. */
final class OrderTrail {

  private final Audit audit;
  private final Outbox outbox;

  OrderTrail(Audit audit, Outbox outbox) {
    this.audit = audit;
    this.outbox = outbox;
  }

  /**
   * Writes both.
   *
   * @param before empty for a new order
   */
  void changed(
      Transaction transaction, Caller caller, String action, Optional<Order> before, Order after) {
    audit.record(
        transaction,
        caller,
        List.of(
            new Audit.Entry(
                after.organisation(),
                action,
                "order",
                after.id(),
                Long.toString(after.id()),
                before.map(OrderTrail::shown).orElse(null),
                shown(after))));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("number", after.id());
    body.put("type", after.type().name());
    body.put("state", after.state().name());
    before.ifPresent(was -> body.put("before", was.state().name()));
    body.put("sims", after.sims());
    body.put("automatic", after.automatic());
    after.customerReference().ifPresent(reference -> body.put("customerReference", reference));
    after.reason().ifPresent(reason -> body.put("reason", reason));
    body.put("orderedAt", after.orderedAt().toString());
    outbox.publish(
        transaction,
        List.of(
            new Outbox.Event(
                after.organisation(),
                "order.changed",
                "order",
                after.id(),
                Long.toString(after.id()),
                body)));
  }

  private static ObjectNode shown(Order order) {
    ObjectNode shown =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", order.type().name())
            .put("state", order.state().name())
            .put("sims", order.sims())
            .put("gross", order.total().gross())
            .put("currency", order.total().currency());
    order.invoiceNumber().ifPresent(number -> shown.put("invoiceNumber", number));
    order.customerReference().ifPresent(reference -> shown.put("customerReference", reference));
    order.reason().ifPresent(reason -> shown.put("reason", reason));
    return shown;
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.simplane.Scope;
import org.simplane.api.tmf.rest.Listeners;
import org.simplane.api.tmf.rest.Notification.Happening;
import org.simplane.api.tmf.rest.TmfVersion;
import org.simplane.db.Database;
import org.simplane.job.Job;
import org.simplane.job.Jobs;
import org.simplane.notification.Outbox;
import org.simplane.notification.Outbox.StoredEvent;

/**
 * What listeners of TMF622 are told: that an order was placed, that it is over, that it was
 * cancelled. Of an order's items, of which there may be 100,000, the first thousand are told.
 */
public final class OrderEvents {

  private static final String PLACED = "tmf.order-placed";
  private static final String CANCELLED = "tmf.order-cancelled";
  private static final String JOB_FINISHED = "job.finished";

  private static final List<String> TYPES =
      List.of(
          "ProductOrderCreateEvent",
          "ProductOrderAttributeValueChangeEvent",
          "ProductOrderDeleteEvent",
          "ProductOrderStateChangeEvent",
          "ProductOrderInformationRequiredEvent",
          "CancelProductOrderCreateEvent",
          "CancelProductOrderStateChangeEvent",
          "CancelProductOrderInformationRequiredEvent");

  private final Database database;
  private final Supplier<Jobs> jobs;

  private OrderEvents(Database database, Supplier<Jobs> jobs) {
    this.database = database;
    this.jobs = jobs;
  }

  public static Listeners listeners(Database database, Supplier<Jobs> jobs) {
    return new Listeners(
        "tmf.product-ordering.v4",
        "TMF622 Product Ordering",
        TmfVersion.V4,
        Set.of(PLACED, CANCELLED, JOB_FINISHED),
        TYPES.stream().collect(Collectors.toMap(Function.identity(), Listeners::path)),
        new OrderEvents(database, jobs)::tell);
  }

  static List<Outbox.Event> placed(Job job, Order order) {
    return List.of(
        new Outbox.Event(
            job.organisation(), PLACED, "job", job.id(), job.title(), Map.of("order", order.id())));
  }

  static List<Outbox.Event> cancelled(long organisation, Order order, Cancellation cancellation) {
    return List.of(
        new Outbox.Event(
            organisation,
            CANCELLED,
            "job",
            order.job(),
            order.id(),
            Map.of("order", order.id(), "cancellation", cancellation.id())));
  }

  private Optional<Happening> tell(StoredEvent event) {
    Scope scope = Scope.of(event.organisation());
    if (event.kind().equals(CANCELLED)) {
      String id = event.body().path("cancellation").asString("");
      return database
          .read(handle -> CancellationStore.find(scope, handle, id))
          .map(one ->
              new Happening(
                  "CancelProductOrderCreateEvent",
                  Optional.of(one.order()),
                  one.reason(),
                  Map.of("cancelProductOrder", CancellationWire.of(one, ""))));
    }
    String type =
        event.kind().equals(PLACED) ? "ProductOrderCreateEvent" : "ProductOrderStateChangeEvent";
    return database
        .read(handle -> OrderStore.ofJob(scope, handle, event.subjectId()))
        .map(order ->
            new Happening(
                type,
                Optional.of(order.id()),
                Optional.empty(),
                Map.of("productOrder", OrderWire.of(order, first(scope, order), ""))));
  }

  private List<Orders.Line> first(Scope scope, Order order) {
    return Orders.lines(database, jobs.get(), scope, order, 0, 0);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.fleet.Found;
import org.simplane.api.tmf.fleet.Part;
import org.simplane.api.tmf.monitor.Monitors;
import org.simplane.api.tmf.monitor.Origin;
import org.simplane.db.Database;
import org.simplane.job.Job;
import org.simplane.job.JobItem;
import org.simplane.job.Jobs;
import org.simplane.lifecycle.ChangeRequest;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.lifecycle.Target;
import org.simplane.notification.Outbox;

/** Orders: each is one job over products of one account. */
final class Orders {

  static final String PATH = "/tmf-api/productOrderingManagement/v4/productOrder";

  static final String CANCELLATIONS = "/tmf-api/productOrderingManagement/v4/cancelProductOrder";

  private static final int STEP = 1_000;
  private static final int NAMED_AT_MOST = 10;
  private static final Set<Part> CHANGEABLE = Set.of(Part.BUNDLE, Part.SIM_CARD, Part.TERMINAL);

  private final Database database;
  private final Fleet fleet;
  private final Lifecycle lifecycle;
  private final Jobs jobs;
  private final Monitors monitors;
  private final Outbox outbox;
  private final Clock clock;

  Orders(
      Database database,
      Fleet fleet,
      Lifecycle lifecycle,
      Jobs jobs,
      Monitors monitors,
      Outbox outbox,
      Clock clock) {
    this.database = database;
    this.fleet = fleet;
    this.lifecycle = lifecycle;
    this.jobs = jobs;
    this.monitors = monitors;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Some of a list. */
  record Page<T>(List<T> rows, long total) {}

  /**
   * Places an order, once: the same content with the same {@code externalId} is the order that is
   * there already.
   *
   * @throws FailureException {@code Invalid} for unknown products, and for those of several
   *     accounts; {@code Conflict} for an {@code externalId} of another order
   */
  Order place(Caller caller, OrderBody body) {
    Optional<Order> before = before(caller, body);
    if (before.isPresent()) {
      return before.get();
    }
    if (body.items().stream().allMatch(item -> item.wishes().isEmpty())) {
      throw invalid("productOrderItem", "says nothing that is to be modified");
    }
    Meant meant = meant(caller.scope(), body.items());
    return database.inTransaction(transaction -> write(transaction, caller, body, meant));
  }

  private Order write(Transaction transaction, Caller caller, OrderBody body, Meant meant) {
    Job job =
        lifecycle.request(
            transaction,
            caller,
            ChangeRequest.of(
                "Order of " + body.items().size() + " changes", new Target.Each(meant.wanted())));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Order order =
        new Order(
            UUID.randomUUID().toString(),
            job.id(),
            body.externalId(),
            body.header(),
            body.items().size(),
            now,
            job.state(),
            job.done(),
            job.failed(),
            job.cancelled(),
            job.finishedAt(),
            Optional.empty(),
            Optional.empty());
    OrderStore.add(transaction, order, job.organisation(), meant.account(), body.hash());
    OrderStore.addItems(transaction, order.id(), body.items());
    // The order's id serves for its monitor, so that a client that polls needs no other.
    monitors.add(
        transaction, order.id(), job, new Origin(PATH + "/" + order.id(), "POST", PATH, ""));
    outbox.publish(transaction, OrderEvents.placed(job, order));
    return order;
  }

  private Optional<Order> before(Caller caller, OrderBody body) {
    Optional<OrderStore.Placed> placed =
        body.externalId()
            .flatMap(external ->
                database.read(
                    handle -> OrderStore.placed(handle, caller.scope().organisation(), external)));
    if (placed.isEmpty()) {
      return Optional.empty();
    }
    if (!placed.get().contentHash().equals(HexFormat.of().formatHex(body.hash()))) {
      throw new FailureException(
          new Failure.Conflict(
              "externalId '%s' is that of order %s, which is another one"
                  .formatted(body.externalId().orElse(""), placed.get().id())));
    }
    return Optional.of(find(caller.scope(), placed.get().id()));
  }

  /** What an order comes to. */
  private record Meant(long account, List<Target.Wanted> wanted) {}

  /**
   * Step by step: the whole subscriptions of the longest order would not fit into a small server.
   */
  private Meant meant(Scope scope, List<OrderItem> items) {
    List<Target.Wanted> wanted = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    List<String> unknown = new ArrayList<>();
    OptionalLong account = OptionalLong.empty();
    for (int from = 0; from < items.size(); from += STEP) {
      List<OrderItem> some = items.subList(from, Math.min(items.size(), from + STEP));
      Map<String, Found> found =
          fleet.products(scope, some.stream().map(OrderItem::product).toList());
      for (OrderItem item : some) {
        Found product = found.get(item.product());
        if (product == null) {
          unknown.add(item.product());
          continue;
        }
        long subscription = product.member().subscription().id();
        if (!CHANGEABLE.contains(product.part())) {
          throw invalid(
              "productOrderItem.product.id",
              item.product()
                  + " has no status of its own; that of its SIM card or terminal is changed");
        }
        if (!seen.add(subscription)) {
          throw invalid(
              "productOrderItem.product.id",
              item.product()
                  + " belongs to a product that another item names; an order has one item for each");
        }
        long its = product.member().subscription().account();
        if (account.isPresent() && account.getAsLong() != its) {
          throw invalid(
              "productOrderItem",
              "is of several operator accounts (%s is of another one than those before); an order is for one"
                  .formatted(item.product()));
        }
        account = OptionalLong.of(its);
        item.wishes().forEach(wish -> wanted.add(new Target.Wanted(subscription, wish)));
      }
    }
    if (!unknown.isEmpty()) {
      throw invalid("productOrderItem.product.id", "there is no product " + named(unknown));
    }
    return new Meant(account.orElseThrow(), wanted);
  }

  private static String named(List<String> ids) {
    String first = String.join(", ", ids.subList(0, Math.min(NAMED_AT_MOST, ids.size())));
    int more = ids.size() - NAMED_AT_MOST;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /**
   * @throws FailureException {@code NotFound}
   */
  Order find(Scope scope, String id) {
    return database
        .read(handle ->
            id.indexOf('\0') < 0 ? OrderStore.find(scope, handle, id) : Optional.<Order>empty())
        .orElseThrow(() -> new FailureException(new Failure.NotFound("product order", id)));
  }

  /** Newest first. */
  Page<Order> page(Scope scope, OrderStore.Wanted wanted, long offset, int limit) {
    return database.read(handle ->
        new Page<>(
            OrderStore.page(scope, handle, wanted, offset, limit),
            OrderStore.count(scope, handle, wanted)));
  }

  /** An item of an order with what its job did for it. */
  record Line(KeptItem item, List<JobItem> work) {}

  /**
   * The lines that follow, at most a thousand.
   *
   * @param afterWork the last item of the job that belongs to the lines before; 0 at the beginning
   */
  List<Line> lines(Scope scope, Order order, int from, long afterWork) {
    return lines(database, jobs, scope, order, from, afterWork);
  }

  static List<Line> lines(
      Database database, Jobs jobs, Scope scope, Order order, int from, long afterWork) {
    List<KeptItem> items =
        database.read(handle -> OrderStore.items(scope, handle, order.id(), from, STEP));
    int count = items.stream().mapToInt(KeptItem::jobItems).sum();
    List<JobItem> work = count == 0 ? List.of() : jobs.items(scope, order.job(), afterWork, count);
    List<Line> lines = new ArrayList<>(items.size());
    int next = 0;
    for (KeptItem item : items) {
      int end = Math.min(work.size(), next + item.jobItems());
      lines.add(new Line(item, work.subList(Math.min(next, end), end)));
      next = end;
    }
    return lines;
  }

  /**
   * Calls off what has certainly not been sent.
   *
   * @throws FailureException {@code NotFound}
   */
  Cancellation cancel(
      Caller caller, String orderId, Optional<String> reason, Optional<Instant> requestedFor) {
    Order order = find(caller.scope(), orderId);
    return database.inTransaction(transaction -> {
      int off = 0;
      if (!order.jobState().isOver()) {
        int already = jobs.find(caller.scope(), order.job()).map(Job::cancelled).orElse(0);
        off = jobs.cancel(caller, order.job()).cancelled() - already;
      }
      Cancellation cancellation =
          new Cancellation(
              UUID.randomUUID().toString(),
              order.id(),
              reason,
              requestedFor,
              off > 0 ? Cancellation.DONE : Cancellation.TERMINATED_WITH_ERROR,
              off,
              clock.instant().truncatedTo(ChronoUnit.MICROS));
      CancellationStore.add(transaction, caller.scope().organisation(), cancellation);
      outbox.publish(
          transaction, OrderEvents.cancelled(caller.scope().organisation(), order, cancellation));
      return cancellation;
    });
  }

  /**
   * @throws FailureException {@code NotFound}
   */
  Cancellation cancellation(Scope scope, String id) {
    return database
        .read(handle ->
            id.indexOf('\0') < 0
                ? CancellationStore.find(scope, handle, id)
                : Optional.<Cancellation>empty())
        .orElseThrow(() ->
            new FailureException(new Failure.NotFound("cancellation of a product order", id)));
  }

  /** Newest first. */
  Page<Cancellation> cancellations(Scope scope, long offset, int limit) {
    return database.read(handle ->
        new Page<>(
            CancellationStore.page(scope, handle, offset, limit),
            CancellationStore.count(scope, handle)));
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}

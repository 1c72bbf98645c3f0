// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Page;
import org.simplane.db.Database;
import org.simplane.job.Jobs;

/**
 * Orders of every kind as customers see them, and orders of SIMs. Those of more volume and of a
 * longer life are placed with {@link SimPurchases}. Safe for use by many threads.
 */
public final class Orders {

  private static final int LONGEST = 200;
  private static final int MOST_LINES = 100;

  private final Database database;
  private final Fulfilment fulfilment;
  private final OrderTrail trail;
  private final Jobs jobs;
  private final Runnable bell;
  private final Clock clock;

  /**
   * @param bell rung when an order is to be placed at an operator
   */
  Orders(
      Database database,
      Fulfilment fulfilment,
      OrderTrail trail,
      Jobs jobs,
      Runnable bell,
      Clock clock) {
    this.database = database;
    this.fulfilment = fulfilment;
    this.trail = trail;
    this.jobs = jobs;
    this.bell = bell;
    this.clock = clock;
  }

  /** Orders and their number. */
  public record Numbered(List<Order> orders, long total) {}

  public Optional<Order> find(Scope scope, long id) {
    return database.read(handle -> OrderStore.find(scope, handle, id));
  }

  public Numbered page(Scope scope, OrderQuery query) {
    return database.read(handle ->
        new Numbered(OrderStore.page(scope, handle, query), OrderStore.count(scope, handle)));
  }

  /** Newest first, those with a number lower than {@code before}. */
  public Page<Order> page(Scope scope, OptionalLong before, int limit) {
    return Page.of(
        database.read(
            handle -> OrderStore.before(scope, handle, before.orElse(Long.MAX_VALUE), limit + 1)),
        limit,
        Order::id);
  }

  /** The SIMs of an order, those behind a position; 0 for the first. */
  public Page<Order.Sim> sims(Scope scope, long order, OptionalLong after, int limit) {
    int position = Math.toIntExact(Math.min(after.orElse(0), Integer.MAX_VALUE));
    return Page.of(
        database.read(handle -> OrderSimStore.of(scope, handle, order, position, limit + 1)),
        limit,
        Order.Sim::position);
  }

  /**
   * Orders SIMs; takes {@link Permission#PLACE_ORDERS}. Where an operator sells them, the order is
   * placed there by and by. Else, where every product has a stock and the stocks suffice, it is
   * completed at once; or it waits for an administrator.
   */
  public Order place(Caller caller, Purchase.OfSims wanted, boolean dryRun) {
    caller.require(Permission.PLACE_ORDERS);
    checkText("customerReference", wanted.customerReference());
    return database.inTransaction(transaction -> {
      Scope scope = caller.scope();
      Map<Product, Integer> products = products(transaction, scope, wanted.products());
      List<Order.Line> lines = new ArrayList<>();
      Price total = Price.nothing(products.keySet().iterator().next().said().price().currency());
      int sims = 0;
      for (Map.Entry<Product, Integer> entry : products.entrySet()) {
        ProductDraft said = entry.getKey().said();
        Price price = said.price().times(entry.getValue());
        total = total.plus(price);
        sims += said.packageSize() * entry.getValue();
        lines.add(
            new Order.Line(
                entry.getKey().id(), said.name(), entry.getValue(), price, said.grant()));
      }
      Optional<Address> shipping =
          wanted.shipping().or(() -> OrderStore.lastAddress(scope, transaction.handle()));
      NewOrder order =
          new NewOrder(
              scope.organisation(),
              products.keySet().iterator().next().said().organisation(),
              OrderStore.hasOrdered(scope, transaction.handle())
                  ? Order.Type.ADDITIONAL_ORDER
                  : Order.Type.FIRST_ORDER,
              false,
              wanted.customerReference(),
              Optional.empty(),
              total,
              shipping,
              wanted.billing().or(() -> shipping),
              sims,
              lines,
              clock.instant());
      OptionalLong account = account(products.keySet());
      if (dryRun) {
        return order.draft(caller.name());
      }
      Order placed = placed(transaction, caller, order, account);
      return account.isPresent()
          ? placed
          : fulfilment.fromStock(transaction, placed).orElse(placed);
    });
  }

  private Order placed(
      Transaction transaction, Caller caller, NewOrder order, OptionalLong account) {
    long id = OrderStore.insert(transaction, order, caller);
    if (account.isPresent()) {
      OperatorOrderStore.insert(transaction, id, account.getAsLong(), order.at());
      transaction.afterCommit(bell);
    }
    Order placed =
        OrderStore.find(caller.scope(), transaction.handle(), id)
            .orElseThrow(IllegalStateException::new);
    trail.changed(transaction, caller, "order.place", Optional.empty(), placed);
    return placed;
  }

  /** Whose operator sells them; those of one order come from one. */
  private static OptionalLong account(Collection<Product> products) {
    Set<Optional<Long>> accounts =
        products.stream()
            .map(product -> product.source().map(Product.Source::account))
            .collect(Collectors.toSet());
    if (accounts.size() > 1) {
      throw invalid("products", "of one order come from one operator account");
    }
    return accounts.stream().flatMap(Optional::stream).mapToLong(Long::longValue).findFirst();
  }

  private static Map<Product, Integer> products(
      Transaction transaction, Scope scope, List<Purchase.Wanted> wanted) {
    if (wanted.isEmpty() || wanted.size() > MOST_LINES) {
      throw invalid("products", "are 1 to " + MOST_LINES);
    }
    Map<Long, Product> onSale = new HashMap<>();
    ProductStore.onSale(scope, transaction.handle())
        .forEach(product -> onSale.put(product.id(), product));
    Map<Product, Integer> products = new LinkedHashMap<>();
    long sims = 0;
    for (Purchase.Wanted line : wanted) {
      Product product = onSale.get(line.product());
      if (product == null) {
        throw invalid("products", "there is no product " + line.product() + " on sale");
      }
      ProductDraft said = product.said();
      if (said.kind() != Product.Kind.SIM) {
        throw invalid("products", said.name() + " is for SIMs that are there: order it for them");
      }
      int quantity = line.quantity();
      if (quantity < said.minQuantity() || quantity > said.maxQuantity()) {
        throw invalid(
            "quantity",
            "of " + said.name() + " is from " + said.minQuantity() + " to " + said.maxQuantity());
      }
      if (products.put(product, quantity) != null) {
        throw invalid("products", said.name() + " is named twice");
      }
      if (said.maxPerCustomer().isPresent()
          && ProductStore.ordered(scope, transaction.handle(), product.id()) + quantity
              > said.maxPerCustomer().getAsInt()) {
        throw new FailureException(
            new Failure.Conflict(
                "No more than "
                    + said.maxPerCustomer().getAsInt()
                    + " of "
                    + said.name()
                    + " go to one customer"));
      }
      sims += (long) said.packageSize() * quantity;
    }
    ProductDraft first = products.keySet().iterator().next().said();
    for (Product product : products.keySet()) {
      if (product.said().organisation() != first.organisation()
          || !product.said().price().currency().equals(first.price().currency())) {
        throw invalid("products", "of one order are of one seller and in one currency");
      }
    }
    if (sims > Fulfilment.MOST_SIMS) {
      throw invalid("quantity", "one order brings at most " + Fulfilment.MOST_SIMS + " SIMs");
    }
    return products;
  }

  /**
   * Assigns SIMs to an order and so completes it; takes {@link Permission#MANAGE_CATALOG} in the
   * organisation that sells.
   *
   * @param subscriptions of organisations in the caller's scope: as many as were ordered, with a
   *     reason also fewer, which are invoiced then
   * @param reason has to be given for an order that was sent to an operator, which is followed no
   *     more
   */
  public Order fulfil(
      Caller caller, long id, List<Long> subscriptions, Optional<String> reason, boolean dryRun) {
    checkText("reason", reason);
    return database.inTransaction(transaction -> {
      Order order = sellersOrder(transaction, caller, id);
      Recall.takeBack(transaction, order, reason, dryRun);
      return fulfilment.with(transaction, caller, order, subscriptions, reason, dryRun);
    });
  }

  /** As {@link #fulfil}, from the stocks of the products. */
  public Order fulfilFromStock(Caller caller, long id, boolean dryRun) {
    return database.inTransaction(transaction -> {
      Order order = sellersOrder(transaction, caller, id);
      Recall.takeBack(transaction, order, Optional.empty(), dryRun);
      if (dryRun) {
        return order;
      }
      return fulfilment
          .fromStock(transaction, order)
          .orElseThrow(() ->
              new FailureException(
                  new Failure.Conflict(
                      "The products have no stock, or there is not enough in it")));
    });
  }

  private Order sellersOrder(Transaction transaction, Caller caller, long id) {
    caller.require(Permission.MANAGE_CATALOG);
    Order order = locked(transaction, caller, id);
    if (!caller.scope().contains(order.seller())) {
      throw new FailureException(
          new Failure.NotAllowed("Only the organisation that sells it fulfils an order"));
    }
    return order;
  }

  /**
   * Calls off an order that is in preparation; of one that is at work on SIMs, what is not begun.
   * Takes {@link Permission#PLACE_ORDERS}. One that was sent to an operator ends by its seller
   * alone, who also has {@link Permission#MANAGE_CATALOG} and gives a reason; the operator is not
   * told.
   */
  public Order cancel(Caller caller, long id, Optional<String> reason, boolean dryRun) {
    caller.require(Permission.PLACE_ORDERS);
    checkText("reason", reason);
    return database.inTransaction(transaction -> {
      Order order = locked(transaction, caller, id);
      if (order.state() != Order.State.IN_PREPARATION) {
        throw new FailureException(
            new Failure.Conflict("The order is " + order.state() + " and cannot be cancelled"));
      }
      order
          .elsewhere()
          .ifPresent(at -> Recall.callOff(transaction, caller, order, at, reason, dryRun));
      if (dryRun) {
        return order;
      }
      if (order.job().isPresent()) {
        // The worker sees that its job is called off, and ends the order with what was done.
        var _ = jobs.cancel(caller, order.job().getAsLong());
        return order;
      }
      OrderStore.finish(
          transaction,
          id,
          Order.State.CANCELLED,
          reason.orElse(null),
          Price.nothing(order.total().currency()),
          clock.instant());
      return after(transaction, caller, "order.cancel", order);
    });
  }

  /**
   * Writes the seller's own invoice number or the customer's reference to an order; the first takes
   * {@link Permission#MANAGE_CATALOG}, the second {@link Permission#PLACE_ORDERS}.
   */
  public Order describe(
      Caller caller,
      long id,
      Optional<String> invoiceNumber,
      Optional<String> customerReference,
      OptionalLong expectedVersion,
      boolean dryRun) {
    caller.require(invoiceNumber.isPresent() ? Permission.MANAGE_CATALOG : Permission.PLACE_ORDERS);
    checkText("invoiceNumber", invoiceNumber);
    checkText("customerReference", customerReference);
    return database.inTransaction(transaction -> {
      Order order =
          invoiceNumber.isPresent()
              ? sellersOrder(transaction, caller, id)
              : locked(transaction, caller, id);
      if (expectedVersion.isPresent() && expectedVersion.getAsLong() != order.version()) {
        throw new FailureException(
            new Failure.Stale(
                "It has been changed since: the present version is " + order.version()));
      }
      if (dryRun) {
        return order;
      }
      OrderStore.describe(transaction, id, invoiceNumber, customerReference);
      return after(transaction, caller, "order.update", order);
    });
  }

  private Order after(Transaction transaction, Caller caller, String action, Order before) {
    Order after =
        OrderStore.find(caller.scope(), transaction.handle(), before.id())
            .orElseThrow(IllegalStateException::new);
    trail.changed(transaction, caller, action, Optional.of(before), after);
    return after;
  }

  private static Order locked(Transaction transaction, Caller caller, long id) {
    return OrderStore.lock(caller.scope(), transaction, id)
        .orElseThrow(() -> new FailureException(new Failure.NotFound("order", Long.toString(id))));
  }

  static void checkText(String field, Optional<String> text) {
    if (text.isPresent() && text.get().length() > LONGEST) {
      throw invalid(field, "has at most " + LONGEST + " characters");
    }
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Organisations;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Orders.PlacedOrder;
import org.simplane.operator.Orders.ShippingAddress;
import org.simplane.operator.Outcome;

/**
 * Places orders of SIMs at the operators that sell them, and follows them until their SIMs are in
 * the inventory. They cost money: an order counts as sent before the call, and where the answer was
 * lost, or the node died, the operator's own list is read; what does not show there is told as
 * failed, for a person to decide. Nothing is ordered a second time unless the first certainly did
 * not go out.
 */
final class Purchasing {

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration AGAIN = Duration.ofSeconds(15);
  private static final Duration PAUSED = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);
  private static final Duration UNNAMED = Duration.ofHours(1);
  private static final Duration GIVE_UP = Duration.ofHours(24);

  /** After 2, 8, 32 seconds and so on: the last look is after some forty minutes. */
  private static final int LOOKS = 6;

  private static final int LONGEST_REFERENCE = 160;
  private static final String NOT_SHOWN =
      "The operator's answer was lost, and its list shows no such order; look there before ordering again";

  /** What it is made of. */
  record Parts(
      Database database,
      Organisations organisations,
      Accounts accounts,
      Fulfilment fulfilment,
      OrderTrail trail,
      LongConsumer synchronise) {}

  private final Parts parts;
  private final Database database;
  private final Clock clock;

  Purchasing(Parts parts, Clock clock) {
    this.parts = parts;
    this.database = parts.database();
    this.clock = clock;
  }

  /** Does what is next for an order. */
  void work(OperatorOrderStore.Claimed claimed) {
    try {
      org.simplane.operator.Orders operator = operator(claimed.account());
      switch (claimed.placing()) {
        case OPEN -> place(claimed, operator);
        // Who sent it has died.
        case SENT, DOUBTFUL -> lookFor(claimed, operator);
        case PLACED -> {
          if (claimed.number().isPresent()) {
            follow(claimed, operator, claimed.number().get());
          } else {
            lookFor(claimed, operator);
          }
        }
        case ENDED -> {
          // Nothing is left to be done.
        }
      }
    } catch (FailureException e) {
      later(claimed, claimed.checks(), e.getMessage(), PAUSED); // paused or broken
    } catch (OperatorException e) {
      later(claimed, claimed.checks(), text(e), e.retryAfter().orElse(AGAIN));
    }
  }

  private void place(OperatorOrderStore.Claimed claimed, org.simplane.operator.Orders operator) {
    org.simplane.operator.Orders.NewOrder order = order(claimed);
    boolean wanted =
        database.inTransaction(
            transaction -> OperatorOrderStore.send(transaction, claimed.order(), clock.instant()));
    if (!wanted) {
      return;
    }
    Outcome<Optional<String>> outcome = operator.place(order);
    database.useTransaction(transaction -> {
      switch (outcome) {
        case Outcome.Done<Optional<String>>(Optional<String> number) ->
            placed(transaction, claimed, number);
        case Outcome.Pending<Optional<String>>(String request, _) ->
            placed(transaction, claimed, Optional.of(request));
        case Outcome.Refused<Optional<String>>(OperatorException cause) ->
            end(transaction, claimed, Order.State.FAILED, text(cause), Optional.empty());
        case Outcome.NotSent<Optional<String>>(OperatorException cause) -> {
          if (isOlderThan(claimed, GIVE_UP)) {
            end(transaction, claimed, Order.State.FAILED, text(cause), Optional.empty());
          } else {
            Instant at = clock.instant().plus(cause.retryAfter().orElse(AGAIN));
            OperatorOrderStore.later(transaction, claimed, Order.Placing.OPEN, 0, text(cause), at);
          }
        }
        case Outcome.Unknown<Optional<String>>(OperatorException cause) ->
            OperatorOrderStore.later(
                transaction,
                claimed,
                Order.Placing.DOUBTFUL,
                0,
                text(cause),
                clock.instant().plus(SOON));
      }
    });
  }

  private void placed(
      Transaction transaction, OperatorOrderStore.Claimed claimed, Optional<String> number) {
    OperatorOrderStore.placed(
        transaction,
        claimed.order(),
        number.orElse(null),
        null,
        null,
        number.isPresent() ? clock.instant() : clock.instant().plus(SOON));
  }

  private void lookFor(OperatorOrderStore.Claimed claimed, org.simplane.operator.Orders operator)
      throws OperatorException {
    Instant sent = claimed.sentAt().orElse(claimed.orderedAt());
    List<String> placed = operator.placed(order(claimed), sent.minus(CLOCKS_DIFFER));
    database.useTransaction(transaction -> {
      List<String> known =
          OperatorOrderStore.known(transaction.handle(), claimed.account(), placed);
      Optional<String> ours = placed.stream().filter(found -> !known.contains(found)).findFirst();
      boolean taken = claimed.placing() == Order.Placing.PLACED;
      if (ours.isPresent()) {
        placed(transaction, claimed, ours);
      } else if (taken ? isOlderThan(claimed, GIVE_UP) : claimed.checks() >= LOOKS) {
        end(transaction, claimed, Order.State.FAILED, NOT_SHOWN, Optional.empty());
      } else {
        Duration pause = SOON.multipliedBy(1L << 2 * Math.min(claimed.checks() + 1, LOOKS));
        OperatorOrderStore.later(
            transaction,
            claimed,
            taken ? Order.Placing.PLACED : Order.Placing.DOUBTFUL,
            claimed.checks() + 1,
            "The operator's list does not show it yet",
            clock.instant().plus(pause));
      }
    });
  }

  private void follow(
      OperatorOrderStore.Claimed claimed, org.simplane.operator.Orders operator, String number)
      throws OperatorException {
    Optional<PlacedOrder> found = operator.find(number);
    if (found.isEmpty() && isOlderThan(claimed, GIVE_UP)) {
      database.useTransaction(transaction ->
          end(
              transaction,
              claimed,
              Order.State.FAILED,
              "The operator knows its order " + number + " no more",
              Optional.empty()));
    } else if (found.isEmpty()) {
      wait(claimed, null, "The operator does not show its order " + number, AGAIN);
    } else {
      follow(claimed, found.get());
    }
  }

  private void follow(OperatorOrderStore.Claimed claimed, PlacedOrder order) {
    switch (order.progress()) {
      case OPEN -> wait(claimed, order.state(), null, pause(claimed));
      case CANCELLED ->
          database.useTransaction(transaction ->
              end(
                  transaction,
                  claimed,
                  Order.State.CANCELLED,
                  "The operator called off its order " + order.number(),
                  Optional.of(order.state())));
      case COMPLETED -> bring(claimed, order);
    }
  }

  /** Its SIMs come by synchronisation, which is asked to be quick. */
  private void bring(OperatorOrderStore.Claimed claimed, PlacedOrder order) {
    List<String> iccids = order.iccids().stream().distinct().toList();
    List<Long> sims =
        database.read(handle -> OperatorOrderStore.sims(handle, claimed.account(), iccids));
    boolean late = isOlderThan(claimed, iccids.isEmpty() ? UNNAMED : GIVE_UP);
    if ((iccids.isEmpty() || sims.size() < iccids.size()) && !late) {
      parts.synchronise().accept(claimed.account());
      wait(
          claimed,
          order.state(),
          "%d of %d SIMs are in the inventory".formatted(sims.size(), iccids.size()),
          pause(claimed));
      return;
    }
    Optional<String> reason =
        iccids.isEmpty()
            ? Optional.of("The operator names no SIMs")
            : sims.size() < iccids.size()
                ? Optional.of(
                    "%d of %d SIMs that the operator names were never in its list"
                        .formatted(iccids.size() - sims.size(), iccids.size()))
                : Optional.empty();
    database.useTransaction(transaction -> {
      Scope scope = parts.organisations().scopeOf(claimed.seller());
      Optional<Order> present = OrderStore.lock(scope, transaction, claimed.order());
      if (OperatorOrderStore.end(transaction, claimed.order(), order.state())) {
        present.ifPresent(open ->
            parts
                .fulfilment()
                .brought(transaction, Caller.system("operator", scope), open, sims, reason));
      }
    });
  }

  private void end(
      Transaction transaction,
      OperatorOrderStore.Claimed claimed,
      Order.State state,
      String reason,
      Optional<String> word) {
    Scope scope = parts.organisations().scopeOf(claimed.seller());
    Optional<Order> before = OrderStore.lock(scope, transaction, claimed.order());
    if (before.isPresent()
        && OperatorOrderStore.end(transaction, claimed.order(), word.orElse(null))) {
      OrderStore.finish(
          transaction, claimed.order(), state, reason, before.get().total(), clock.instant());
      Order after =
          OrderStore.find(scope, transaction.handle(), claimed.order())
              .orElseThrow(IllegalStateException::new);
      parts
          .trail()
          .changed(transaction, Caller.system("operator", scope), "order.finish", before, after);
    }
  }

  private void later(
      OperatorOrderStore.Claimed claimed, int checks, @Nullable String why, Duration pause) {
    Order.Placing placing =
        claimed.placing() == Order.Placing.SENT ? Order.Placing.DOUBTFUL : claimed.placing();
    database.useTransaction(transaction -> {
      Instant at = clock.instant().plus(pause);
      if (placing == Order.Placing.PLACED) {
        OperatorOrderStore.placed(transaction, claimed.order(), null, null, why, at);
      } else {
        OperatorOrderStore.later(transaction, claimed, placing, checks, why, at);
      }
    });
  }

  private void wait(
      OperatorOrderStore.Claimed claimed,
      @Nullable String word,
      @Nullable String why,
      Duration pause) {
    database.useTransaction(transaction ->
        OperatorOrderStore.placed(
            transaction, claimed.order(), null, word, why, clock.instant().plus(pause)));
  }

  /** A quarter of the time it has taken so far. */
  private Duration pause(OperatorOrderStore.Claimed claimed) {
    Duration age =
        Duration.between(claimed.sentAt().orElse(claimed.orderedAt()), clock.instant())
            .dividedBy(4);
    if (age.compareTo(SOON) < 0) {
      return SOON;
    }
    return age.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : age;
  }

  private boolean isOlderThan(OperatorOrderStore.Claimed claimed, Duration age) {
    return claimed.sentAt().orElse(claimed.orderedAt()).plus(age).isBefore(clock.instant());
  }

  private org.simplane.operator.Orders.NewOrder order(OperatorOrderStore.Claimed claimed) {
    return database.read(handle -> {
      Order order =
          OrderStore.find(Scope.of(claimed.organisation()), handle, claimed.order())
              .orElseThrow(IllegalStateException::new);
      return new org.simplane.operator.Orders.NewOrder(
          order.id(),
          OperatorOrderStore.quantities(handle, order.id()),
          reference(order),
          order.shipping().map(Purchasing::address));
    });
  }

  /** The customer's own, made unique. */
  private static String reference(Order order) {
    String said = order.customerReference().orElse("").strip();
    String cut = said.substring(0, Math.min(said.length(), LONGEST_REFERENCE));
    return cut.isEmpty() ? Long.toString(order.id()) : cut + " (" + order.id() + ")";
  }

  private static ShippingAddress address(Address to) {
    return new ShippingAddress(
        to.salutation(),
        to.firstName(),
        to.lastName(),
        to.company(),
        to.street(),
        to.houseNumber(),
        to.addressLine2(),
        to.zip(),
        to.city(),
        to.country(),
        to.phone());
  }

  private org.simplane.operator.Orders operator(long account) {
    return parts
        .accounts()
        .operator(account)
        .orders()
        .orElseThrow(
            () -> new FailureException(new Failure.NotSupported("The operator sells no SIMs")));
  }

  private static String text(OperatorException cause) {
    return cause.getMessage() == null ? cause.kind().name() : cause.getMessage();
  }
}

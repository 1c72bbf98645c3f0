// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import static org.simplane.catalog.AtOperators.AGAIN;
import static org.simplane.catalog.AtOperators.CLOCKS_DIFFER;
import static org.simplane.catalog.AtOperators.GIVE_UP;
import static org.simplane.catalog.AtOperators.NOT_SHOWN;
import static org.simplane.catalog.AtOperators.text;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private static final Duration PAUSED = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** Once an order is left to the seller. */
  private static final Duration SELDOM = Duration.ofHours(1);

  private static final Duration UNNAMED = Duration.ofHours(1);

  /** After 2, 8, 32 seconds and so on: the last look is after some forty minutes. */
  private static final int LOOKS = 6;

  private static final String LEFT = "; the seller may fulfil it or call it off";

  /** What it is made of. */
  record Parts(
      Database database,
      Organisations organisations,
      Accounts accounts,
      Fulfilment fulfilment,
      OrderTrail trail,
      Catalog.Synchronisation synchronisation) {}

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
      later(claimed, e.getMessage(), PAUSED); // paused or broken
    } catch (OperatorException e) {
      later(claimed, text(e), e.retryAfter().orElse(AGAIN));
    }
  }

  private void place(OperatorOrderStore.Claimed claimed, org.simplane.operator.Orders operator) {
    org.simplane.operator.Orders.NewOrder order = OutgoingOrder.of(database, claimed);
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
          // However long it had waited before: for a paused account, say.
          if (hasPassed(GIVE_UP, claimed.firstSentAt().orElse(clock.instant()))) {
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
        number,
        number.isPresent() ? clock.instant() : clock.instant().plus(SOON));
  }

  private void lookFor(OperatorOrderStore.Claimed claimed, org.simplane.operator.Orders operator)
      throws OperatorException {
    Instant sent = sent(claimed);
    List<String> placed =
        operator.placed(OutgoingOrder.of(database, claimed), sent.minus(CLOCKS_DIFFER));
    database.useTransaction(transaction -> {
      List<String> known =
          OperatorOrderStore.known(transaction.handle(), claimed.account(), placed);
      Optional<String> ours = placed.stream().filter(found -> !known.contains(found)).findFirst();
      boolean taken = claimed.placing() == Order.Placing.PLACED;
      if (ours.isPresent()) {
        placed(transaction, claimed, ours);
      } else if (claimed.checks() + 1 >= LOOKS && (!taken || hasPassed(GIVE_UP, sent))) {
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
    if (found.isPresent()) {
      follow(claimed, found.get());
      return;
    }
    database.useTransaction(transaction -> {
      Instant now = clock.instant();
      Instant since = claimed.missingSince().orElse(now);
      if (claimed.checks() + 1 >= LOOKS && hasPassed(GIVE_UP, since)) {
        end(
            transaction,
            claimed,
            Order.State.FAILED,
            "The operator knows its order " + number + " no more",
            Optional.empty());
      } else {
        String why = "The operator does not show its order " + number;
        Instant at = now.plus(pause(since, AGAIN));
        OperatorOrderStore.notShown(transaction, claimed.order(), why, now, at);
      }
    });
  }

  private void follow(OperatorOrderStore.Claimed claimed, PlacedOrder order) {
    switch (order.progress()) {
      case OPEN ->
          database.useTransaction(transaction ->
              OperatorOrderStore.shown(
                  transaction,
                  claimed.order(),
                  order.state(),
                  Optional.empty(),
                  null,
                  clock.instant().plus(pause(sent(claimed), SOON))));
      case CANCELLED ->
          database.useTransaction(transaction ->
              end(
                  transaction,
                  claimed,
                  Order.State.CANCELLED,
                  "The operator called off its order " + order.number(),
                  Optional.of(order.state())));
      case COMPLETED -> bring(claimed, order, claimed.completedAt().orElse(clock.instant()));
    }
  }

  /**
   * Its SIMs come by synchronisation, which is asked to be quick. Those that do not come are the
   * seller's to see to: it fulfils the order otherwise or calls it off, unless they come after all.
   */
  private void bring(OperatorOrderStore.Claimed claimed, PlacedOrder order, Instant completed) {
    Set<String> named = OperatorOrderStore.cores(order.iccids());
    List<Long> sims =
        database.read(handle -> OperatorOrderStore.sims(handle, claimed.account(), named));
    if (named.isEmpty() || sims.size() < named.size()) {
      String missing =
          named.isEmpty()
              ? "The operator names no SIMs"
              : "%d of the %d SIMs that the operator names are in its list"
                  .formatted(sims.size(), named.size());
      if (hasPassed(named.isEmpty() ? UNNAMED : GIVE_UP, completed)) {
        await(claimed, order, completed, missing + LEFT, SELDOM);
      } else {
        parts.synchronisation().soon(claimed.account(), middle(completed));
        await(claimed, order, completed, missing, pause(completed, SOON));
      }
      return;
    }
    database.useTransaction(transaction -> {
      Order open = locked(transaction, claimed);
      List<OrderSimStore.Candidate> free =
          OrderSimStore.heldBy(transaction, List.of(open.seller(), open.organisation()), sims);
      if (free.isEmpty()) {
        String why = "Other organisations have the SIMs" + LEFT;
        await(claimed, order, completed, why, SELDOM);
      } else if (OperatorOrderStore.end(transaction, claimed.order(), order.state())) {
        Caller seller = Caller.system("operator", scope(claimed));
        parts
            .fulfilment()
            .brought(transaction, seller, open, free, left(open, order, named, free.size()));
      }
    });
  }

  /** What the customer did not get of what was ordered, or of what the operator names. */
  private static Optional<String> left(
      Order open, PlacedOrder order, Set<String> named, int given) {
    List<String> left = new ArrayList<>();
    if (named.size() < open.sims()) {
      left.add("the operator names %d of %d SIMs".formatted(named.size(), open.sims()));
    }
    long none =
        order.iccids().stream()
            .filter(text -> OperatorOrderStore.cores(List.of(text)).isEmpty())
            .count();
    if (none > 0) {
      left.add("%d that it names have no ICCID".formatted(none));
    }
    if (given < named.size()) {
      left.add("other organisations have %d of them".formatted(named.size() - given));
    }
    return left.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", left));
  }

  /**
   * A reading that began before then is too old: the more time passes, the more of it lies between
   * two of them, so that a long list is not read over and over.
   */
  private Instant middle(Instant completed) {
    return completed.plus(Duration.between(completed, clock.instant()).dividedBy(2));
  }

  private void await(
      OperatorOrderStore.Claimed claimed,
      PlacedOrder order,
      Instant completed,
      String why,
      Duration pause) {
    database.useTransaction(transaction ->
        OperatorOrderStore.shown(
            transaction,
            claimed.order(),
            order.state(),
            Optional.of(completed),
            why,
            clock.instant().plus(pause)));
  }

  private void end(
      Transaction transaction,
      OperatorOrderStore.Claimed claimed,
      Order.State state,
      String reason,
      Optional<String> word) {
    Scope scope = scope(claimed);
    Order before = locked(transaction, claimed);
    if (OperatorOrderStore.end(transaction, claimed.order(), word.orElse(null))) {
      OrderStore.finish(
          transaction,
          claimed.order(),
          state,
          reason,
          Price.nothing(before.total().currency()),
          clock.instant());
      Order after =
          OrderStore.find(scope, transaction.handle(), claimed.order())
              .orElseThrow(IllegalStateException::new);
      parts
          .trail()
          .changed(
              transaction,
              Caller.system("operator", scope),
              "order.finish",
              Optional.of(before),
              after);
    }
  }

  private Order locked(Transaction transaction, OperatorOrderStore.Claimed claimed) {
    return OrderStore.lock(scope(claimed), transaction, claimed.order())
        .orElseThrow(IllegalStateException::new);
  }

  /** The seller's, and the customer wherever it stands now. */
  private Scope scope(OperatorOrderStore.Claimed claimed) {
    Set<Long> seen = new HashSet<>(parts.organisations().scopeOf(claimed.seller()).organisations());
    seen.add(claimed.organisation());
    return Scope.of(claimed.seller(), seen);
  }

  private void later(OperatorOrderStore.Claimed claimed, @Nullable String why, Duration pause) {
    database.useTransaction(transaction -> {
      Instant at = clock.instant().plus(pause);
      if (claimed.placing() == Order.Placing.PLACED) {
        OperatorOrderStore.again(transaction, claimed.order(), why, at);
      } else {
        Order.Placing placing =
            claimed.placing() == Order.Placing.SENT ? Order.Placing.DOUBTFUL : claimed.placing();
        OperatorOrderStore.later(transaction, claimed, placing, claimed.checks(), why, at);
      }
    });
  }

  /** A quarter of the time that has passed since. */
  private Duration pause(Instant since, Duration least) {
    Duration quarter = Duration.between(since, clock.instant()).dividedBy(4);
    if (quarter.compareTo(least) < 0) {
      return least;
    }
    return quarter.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : quarter;
  }

  private boolean hasPassed(Duration time, Instant since) {
    return since.plus(time).isBefore(clock.instant());
  }

  private static Instant sent(OperatorOrderStore.Claimed claimed) {
    return claimed.sentAt().orElse(claimed.orderedAt());
  }

  private org.simplane.operator.Orders operator(long account) {
    return parts
        .accounts()
        .operator(account)
        .orders()
        .orElseThrow(
            () -> new FailureException(new Failure.NotSupported("The operator sells no SIMs")));
  }
}

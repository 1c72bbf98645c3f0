// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.simplane.job.WorkItem;
import org.simplane.operator.Inventory;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Outcome;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;

/**
 * Decides what follows from an operator's answer, and finds out what became of changes whose answer
 * was lost.
 */
final class Caretaker {

  private final Patience patience;
  private final Clock clock;

  Caretaker(Patience patience, Clock clock) {
    this.patience = patience;
    this.clock = clock;
  }

  /** The one switch over what an operator answered to a change. */
  Finding judge(WorkItem item, Wish wish, Values before, Outcome<?> outcome, Operator operator) {
    return switch (outcome) {
      case Outcome.Done<?>(Object value) -> reached(item, wish, before, value, operator);
      case Outcome.Pending<?>(String request, Duration after) ->
          new Finding.Waiting(item, in(after), request);
      case Outcome.Refused<?>(OperatorException cause) ->
          new Finding.Failed(item, wish, "REFUSED", message(cause));
      case Outcome.NotSent<?>(OperatorException cause) -> notSent(item, wish, cause);
      case Outcome.Unknown<?>(OperatorException cause) ->
          new Finding.Doubtful(item, in(patience.settle(1)), Optional.empty(), message(cause));
    };
  }

  private static Finding reached(
      WorkItem item, Wish wish, Values before, Object value, Operator operator) {
    // What the operator says it did counts, also where it differs in detail from what was asked.
    Values after =
        value instanceof StatusTarget status
            ? before.with(new Wish.ToStatus(status))
            : before.with(wish);
    Optional<String> word =
        wish instanceof Wish.ToStatus
            ? operator.statusControl().map(control -> control.word(after.statusTarget()))
            : Optional.empty();
    return new Finding.Reached(item, wish, after, word);
  }

  private Finding notSent(WorkItem item, Wish wish, OperatorException cause) {
    // Being asked to wait is no failed attempt.
    boolean leftAlone = cause.retryAfter().isPresent();
    boolean tooOften = !leftAlone && item.attempts() >= patience.attempts();
    if (tooOften || isTooOld(item)) {
      return new Finding.Failed(
          item,
          wish,
          "NOT_SENT",
          "Tried " + item.attempts() + " times without reaching the operator: " + message(cause));
    }
    return new Finding.SendAgain(
        item,
        in(patience.wait(item.attempts(), cause.retryAfter())),
        leftAlone ? item.attempts() - 1 : item.attempts(),
        item.resent(),
        message(cause));
  }

  /** Asks after a change that the operator said it would finish later. */
  Finding follow(WorkItem item, Wish wish, Values before, Outcome<?> outcome, Operator operator) {
    return switch (outcome) {
      case Outcome.Done<?>(Object value) -> reached(item, wish, before, value, operator);
      case Outcome.Pending<?>(String request, Duration after) ->
          isTooOld(item)
              ? doubtful(item, "The operator has not finished it in " + patience.giveUp())
              : new Finding.Waiting(item, in(after), request);
      // An operator that has forgotten the request may have done it.
      case Outcome.Refused<?>(OperatorException cause) ->
          cause.kind() == OperatorException.Kind.NOT_FOUND
              ? doubtful(item, message(cause))
              : new Finding.Failed(item, wish, "REFUSED", message(cause));
      case Outcome.NotSent<?>(OperatorException cause) ->
          new Finding.Waiting(
              item,
              in(patience.wait(item.checks(), cause.retryAfter())),
              item.operatorRequest().orElse(""));
      case Outcome.Unknown<?>(OperatorException cause) -> doubtful(item, message(cause));
    };
  }

  private Finding doubtful(WorkItem item, String why) {
    return new Finding.Doubtful(item, in(patience.settle(1)), Optional.empty(), why);
  }

  /**
   * Reads the subscription at the operator, and decides.
   *
   * @param settling how long the operator may take until a reading shows what it took
   */
  Finding look(WorkItem item, Wish wish, Present present, Inventory inventory, Duration settling) {
    if (wish instanceof Wish.ToReset) {
      return again(item, wish);
    }
    Optional<Sim> found;
    try {
      found = inventory.find(present.ref());
    } catch (OperatorException e) {
      if (e.kind() != OperatorException.Kind.NOT_FOUND) {
        return notSeen(item, wish, e);
      }
      found = Optional.empty();
    }
    return found
        .map(sim -> seen(item, wish, present, sim, settling))
        .orElseGet(() -> gone(item, wish, present));
  }

  /** No reading shows whether there was a reset; another one does no harm. */
  private Finding again(WorkItem item, Wish wish) {
    return item.attempts() >= patience.attempts() || isTooOld(item)
        ? new Finding.Failed(
            item,
            wish,
            "UNCLEAR",
            "The operator took " + item.attempts() + " resets without an answer")
        : new Finding.SendAgain(
            item, clock.instant(), item.attempts(), true, "The answer was lost; it is sent again");
  }

  private Finding notSeen(WorkItem item, Wish wish, OperatorException e) {
    if (isTooOld(item)) {
      return new Finding.Failed(
          item, wish, "UNCLEAR", "Whether it came about could not be found out: " + message(e));
    }
    return new Finding.Doubtful(
        item, in(patience.wait(item.checks(), e.retryAfter())), item.seen(), message(e));
  }

  private static Finding gone(WorkItem item, Wish wish, Present present) {
    if (wish instanceof Wish.ToStatus(StatusTarget target)
        && (target.status() == Status.TERMINATED || target.status() == Status.DELETED)) {
      return new Finding.Reached(item, wish, present.values().with(wish), Optional.empty());
    }
    return new Finding.Failed(
        item, wish, "GONE", "The operator does not know the subscription any more");
  }

  private Finding seen(WorkItem item, Wish wish, Present present, Sim sim, Duration settling) {
    Values values = Values.of(sim, present.values());
    if (values.has(wish)) {
      return new Finding.Reached(
          item,
          wish,
          values,
          wish instanceof Wish.ToStatus ? Optional.of(sim.operatorStatus()) : Optional.empty());
    }
    String shown = values.text(wish.kind());
    boolean settled =
        !item.sentAt().orElse(item.createdAt()).plus(settling).isAfter(clock.instant());
    boolean stable =
        settled && item.seen().filter(shown::equals).isPresent() && !isOnItsWay(values.status());
    if (!stable) {
      return isTooOld(item)
          ? new Finding.Failed(item, wish, "UNCLEAR", "The operator shows " + shown)
          : new Finding.Doubtful(
              item,
              in(patience.settle(item.checks())),
              Optional.of(shown),
              "The operator shows " + shown);
    }
    if (item.resent()) {
      return new Finding.Failed(
          item,
          wish,
          "NOT_REACHED",
          "Sent twice without an answer; the operator still shows " + shown);
    }
    return new Finding.SendAgain(
        item,
        clock.instant(),
        item.attempts(),
        true,
        "The answer was lost; the operator shows " + shown);
  }

  private static boolean isOnItsWay(Status status) {
    return status == Status.PENDING_ACTIVE || status == Status.PENDING_TERMINATE;
  }

  private boolean isTooOld(WorkItem item) {
    return item.createdAt().plus(patience.giveUp()).isBefore(clock.instant());
  }

  private Instant in(Duration wait) {
    return clock.instant().plus(wait);
  }

  private static String message(OperatorException e) {
    return e.getMessage() == null ? e.kind().name() : e.getMessage();
  }
}

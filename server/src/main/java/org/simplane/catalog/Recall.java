// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.util.Optional;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Transaction;

/** Orders of SIMs that are followed at their operator no more. The operator is told nothing. */
final class Recall {

  private Recall() {}

  /** At its customer's word as long as it was not sent, then at its seller's. */
  static void callOff(
      Transaction transaction,
      Caller caller,
      Order order,
      Order.Elsewhere at,
      Optional<String> reason,
      boolean dryRun) {
    boolean unsent =
        dryRun
            ? at.placing() == Order.Placing.OPEN
            : OperatorOrderStore.callOff(transaction, order.id());
    if (unsent) {
      return;
    }
    if (!caller.scope().contains(order.seller())) {
      throw new FailureException(
          new Failure.Conflict("The order was sent to the operator and cannot be called off"));
    }
    caller.require(Permission.MANAGE_CATALOG);
    takeBack(transaction, order, reason, dryRun);
  }

  /** What is at an operator is its seller's to see to from now on. */
  static void takeBack(
      Transaction transaction, Order order, Optional<String> reason, boolean dryRun) {
    Optional<Order.Placing> placing = order.elsewhere().map(Order.Elsewhere::placing);
    if (placing.isEmpty() || placing.get() == Order.Placing.ENDED) {
      return;
    }
    boolean sent =
        dryRun
            ? placing.get() == Order.Placing.DOUBTFUL || placing.get() == Order.Placing.PLACED
            : OperatorOrderStore.takeBack(transaction, order.id());
    if (!sent) {
      throw new FailureException(
          new Failure.Conflict(
              "The order is about to be sent to the operator that sells the SIMs"));
    }
    if (reason.isEmpty()) {
      throw new FailureException(
          Failure.Invalid.field(
              "reason", "is needed: the order was sent to the operator that sells the SIMs"));
    }
  }
}

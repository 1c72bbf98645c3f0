// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Buys one more package of volume for subscriptions. What one package holds, the operator says. */
public interface TopUps {

  /** The most subscriptions that one order may name; 1 where each needs an order of its own. */
  int maximumBatch();

  /**
   * Orders one package for each of the subscriptions, all or none of them. It costs money: an
   * answer that was lost is {@link Outcome.Unknown}, and nobody orders again before {@link #placed}
   * has told that nothing was ordered.
   *
   * @return the operator's number of the order; {@code Pending} where it is given later
   */
  Outcome<String> order(TopUpRequest request);

  /**
   * The operator's numbers of top-up orders that name exactly these subscriptions, whatever became
   * of them, oldest first: what may have become of an order whose answer was lost.
   *
   * @param since orders before it are left out, by the operator's clock: who asks has allowed for
   *     one that differs
   */
  List<String> placed(List<SubscriptionRef> subscriptions, Instant since) throws OperatorException;

  /**
   * One order.
   *
   * @param orderId the core's id of it; an operator that takes a client reference may be given it
   * @param paymentMethod as the client named it; empty: the operator's usual one
   */
  record TopUpRequest(
      long orderId, List<SubscriptionRef> subscriptions, Optional<String> paymentMethod) {

    public TopUpRequest {
      subscriptions = List.copyOf(subscriptions);
      if (subscriptions.isEmpty()) {
        throw new IllegalArgumentException("A top-up is for at least one subscription");
      }
    }
  }
}

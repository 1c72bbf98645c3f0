// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Orders.OrderPage;
import org.simplane.operator.Orders.PlacedOrder;
import org.simplane.operator.Outcome;
import org.simplane.operator.SubscriptionRef;
import org.simplane.operator.TopUps;

/**
 * {@code POST /v1/sims/{iccid}/topup} and the bulk call: each makes one order, which the list of
 * orders shows with its SIMs; so what became of a lost answer can be read.
 */
final class NceTopUps implements TopUps {

  /** Not documented: assumed from the page size of the list of SIMs. */
  private static final int LARGEST_LIST = 100;

  private static final Set<String> TYPES = Set.of("TOPUP", "BULK_TOPUP");

  private final NceClient client;
  private final NceOrders orders;

  NceTopUps(NceClient client, NceOrders orders) {
    this.client = client;
    this.orders = orders;
  }

  @Override
  public int maximumBatch() {
    return LARGEST_LIST;
  }

  @Override
  public Outcome<String> order(TopUpRequest request) {
    String payment =
        request
            .paymentMethod()
            .map(method -> "?payment_method=" + RestClient.encoded(method))
            .orElse("");
    List<String> iccids =
        request.subscriptions().stream().map(SubscriptionRef::operatorKey).toList();
    String path =
        iccids.size() == 1
            ? "/v1/sims/" + RestClient.encoded(iccids.getFirst()) + "/topup"
            : "/v1/sims/topup";
    return client.create(
        "POST",
        path + payment,
        iccids.size() == 1 ? null : iccids,
        answer -> {
          String number = NceOrders.number(answer);
          if (number == null) {
            throw new OperatorException(
                Kind.MALFORMED_REPLY, "1NCE took a top-up and gave no order number");
          }
          return number;
        });
  }

  /** Reads the orders back to the time. */
  @Override
  public List<String> placed(List<SubscriptionRef> subscriptions, Instant since)
      throws OperatorException {
    Set<String> wanted = new HashSet<>();
    subscriptions.forEach(ref -> wanted.add(ref.operatorKey()));
    List<String> found = new ArrayList<>();
    Optional<String> from = Optional.empty();
    boolean older = false;
    do {
      OrderPage page = orders.list(from);
      for (PlacedOrder order : page.orders()) {
        older |= order.orderedAt().isBefore(since);
        if (!order.orderedAt().isBefore(since)
            && TYPES.contains(order.type())
            && wanted.equals(new HashSet<>(order.iccids()))) {
          found.addFirst(order.number());
        }
      }
      from = page.next();
    } while (from.isPresent() && !older);
    return found;
  }
}

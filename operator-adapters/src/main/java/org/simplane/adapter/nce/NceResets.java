// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.util.List;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.Change;
import org.simplane.operator.Changes;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Outcome;
import org.simplane.operator.Reset;

/**
 * {@code POST /v1/sims/{iccid}/reset}. 1NCE answers that it is in the queue, and nothing it shows
 * tells afterwards that it was done; so it counts as done when it was taken.
 */
final class NceResets implements Changes<Reset> {

  private final NceClient client;

  NceResets(NceClient client) {
    this.client = client;
  }

  @Override
  public int maximumBatch() {
    return 1;
  }

  @Override
  public List<Outcome<Reset>> change(List<Change<Reset>> changes) {
    return changes.stream().map(this::reset).toList();
  }

  @Override
  public Outcome<Reset> follow(String requestId) {
    return new Outcome.Refused<>(
        new OperatorException(Kind.NOT_FOUND, "Not a request to 1NCE: " + requestId));
  }

  private Outcome<Reset> reset(Change<Reset> change) {
    String sim = RestClient.encoded(change.subscription().operatorKey());
    return client.create("POST", "/v1/sims/" + sim + "/reset", null, _ -> change.target());
  }
}

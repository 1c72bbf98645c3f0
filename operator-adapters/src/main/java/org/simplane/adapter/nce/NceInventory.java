// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.Inventory;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.SubscriptionRef;

/** Reads SIMs: {@code GET /v1/sims} and {@code GET /v1/sims/{iccid}} (contract section 5). */
final class NceInventory implements Inventory {

  /** The most that 1NCE gives. */
  private static final int PAGE_SIZE = 100;

  private final NceClient client;

  NceInventory(NceClient client) {
    this.client = client;
  }

  /** An unknown ICCID is 404 by the documents; 200 with an empty body was recorded in 2021. */
  @Override
  public Optional<Sim> find(SubscriptionRef ref) throws OperatorException {
    HttpResponse<byte[]> response;
    try {
      response = client.get("/v1/sims/" + RestClient.encoded(ref.operatorKey()));
    } catch (OperatorException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
    if (response.body().length == 0) {
      return Optional.empty();
    }
    SimWire wire = client.body(response, SimWire.class);
    return wire.iccid() == null ? Optional.empty() : Optional.of(wire.sim());
  }

  /**
   * Pages by number. The default order is not documented, so the static IP address is sorted by,
   * which every SIM has and which changes on a transfer only.
   */
  @Override
  public SimPage list(Optional<String> from) throws OperatorException {
    int page = NcePages.number(from);
    HttpResponse<byte[]> response =
        client.get("/v1/sims?page=" + page + "&pageSize=" + PAGE_SIZE + "&sort=ip_address");
    SimWire[] wires = client.body(response, SimWire[].class);
    List<Sim> sims = new ArrayList<>(wires.length);
    for (SimWire wire : wires) {
      if (wire == null || wire.iccid() == null) {
        throw new OperatorException(Kind.MALFORMED_REPLY, "1NCE listed a SIM without an ICCID");
      }
      sims.add(wire.sim());
    }
    OptionalLong total = NcePages.header(response, "X-Total-Count");
    return new SimPage(
        sims,
        NcePages.next(response, page, sims.size(), PAGE_SIZE),
        total.isPresent() ? Optional.of(total.getAsLong()) : Optional.empty());
  }
}

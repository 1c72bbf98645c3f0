// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.util.ArrayList;
import java.util.List;
import org.simplane.operator.Change;
import org.simplane.operator.Changes;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Outcome;
import org.simplane.operator.Reset;

/** Has a device connect anew: {@code DeviceReconnect.Reconnect} of the portal (contract B.6). */
final class IotaReconnects implements Changes<Reset> {

  private final SoapClient soap;

  IotaReconnects(SoapClient soap) {
    this.soap = soap;
  }

  @Override
  public int maximumBatch() {
    return 1;
  }

  @Override
  public List<Outcome<Reset>> change(List<Change<Reset>> changes) {
    List<Outcome<Reset>> outcomes = new ArrayList<>(changes.size());
    changes.forEach(change -> outcomes.add(reconnect(change)));
    return outcomes;
  }

  private Outcome<Reset> reconnect(Change<Reset> change) {
    return soap.change(
            "DeviceReconnect",
            "Reconnect",
            SoapClient.resource(change.subscription().operatorKey()))
        .then(_ -> new Outcome.Done<>(change.target()));
  }

  /** Nothing is ever pending. */
  @Override
  public Outcome<Reset> follow(String requestId) {
    return new Outcome.Refused<>(
        new OperatorException(Kind.NOT_FOUND, "Not a request to IoT Accelerator: " + requestId));
  }
}

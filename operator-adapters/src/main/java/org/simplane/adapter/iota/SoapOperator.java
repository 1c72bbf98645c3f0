// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.simplane.operator.Changes;
import org.simplane.operator.ConnectivityReports;
import org.simplane.operator.Inventory;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Reset;
import org.simplane.operator.StatusControl;

/** One user of an IoT Accelerator, over the portal's SOAP service alone. */
final class SoapOperator implements Operator {

  private final SoapClient client;
  private final SoapInventory inventory;
  private final SoapStatusControl statusControl;
  private final IotaTraffic traffic;
  private final IotaReconnects reconnects;

  SoapOperator(SoapClient client, String customer, Clock clock) {
    this.client = client;
    this.inventory = new SoapInventory(client, customer);
    this.statusControl = new SoapStatusControl(client, inventory, clock);
    this.traffic = new IotaTraffic(client, Optional.empty());
    this.reconnects = new IotaReconnects(client);
  }

  /** The service's own health check. */
  @Override
  public void check() throws OperatorException {
    client.call("ApiStatus", "Echo", SoapClient.elements(Map.of("message", "simplane")));
  }

  @Override
  public Inventory inventory() {
    return inventory;
  }

  @Override
  public Optional<StatusControl> statusControl() {
    return Optional.of(statusControl);
  }

  @Override
  public Optional<ConnectivityReports> connectivityReports() {
    return Optional.of(traffic);
  }

  @Override
  public Optional<Changes<Reset>> resets() {
    return Optional.of(reconnects);
  }

  /** Holds nothing open. */
  @Override
  public void close() {}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.time.Clock;
import java.util.Optional;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.ConnectivityReports;
import org.simplane.operator.ConsumptionReports;
import org.simplane.operator.Inventory;
import org.simplane.operator.Messaging;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.PushReceiver;
import org.simplane.operator.StatusControl;
import tools.jackson.databind.JsonNode;

/** One Control Center user. */
final class JasperOperator implements Operator {

  private final JasperClient client;
  private final JasperInventory inventory;
  private final JasperStatusControl statusControl;
  private final JasperPlans plans;
  private final JasperConsumption consumption;
  private final JasperMessaging messaging;
  private final JasperConnectivity connectivity;
  private final JasperPushes pushes;

  JasperOperator(
      JasperClient client, String accountId, String backend, String pushSecret, Clock clock) {
    this.client = client;
    this.inventory = new JasperInventory(client, accountId);
    this.statusControl = new JasperStatusControl(backend, client, inventory, clock);
    this.plans = new JasperPlans(client, inventory, clock);
    this.consumption = new JasperConsumption(client);
    this.messaging = new JasperMessaging(client, inventory, clock);
    this.connectivity = new JasperConnectivity(client);
    this.pushes = new JasperPushes(pushSecret, clock);
  }

  /** {@code GET /echo/{param}} needs credentials and touches nothing (contract A.7). */
  @Override
  public void check() throws OperatorException {
    client.get("/echo/simplane", JsonNode.class);
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
  public Optional<CharacteristicControl> characteristicControl() {
    return Optional.of(plans);
  }

  @Override
  public Optional<ConsumptionReports> consumptionReports() {
    return Optional.of(consumption);
  }

  @Override
  public Optional<Messaging> messaging() {
    return Optional.of(messaging);
  }

  @Override
  public Optional<ConnectivityReports> connectivityReports() {
    return Optional.of(connectivity);
  }

  @Override
  public Optional<PushReceiver> pushes() {
    return Optional.of(pushes);
  }

  /** Holds nothing open. */
  @Override
  public void close() {}
}

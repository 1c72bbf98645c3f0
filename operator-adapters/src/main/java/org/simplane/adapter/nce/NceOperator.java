// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.time.Clock;
import java.util.Optional;
import org.simplane.operator.Changes;
import org.simplane.operator.ConnectivityReports;
import org.simplane.operator.EventReports;
import org.simplane.operator.Inventory;
import org.simplane.operator.Limits;
import org.simplane.operator.Messaging;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Orders;
import org.simplane.operator.PushReceiver;
import org.simplane.operator.QuotaReports;
import org.simplane.operator.Reset;
import org.simplane.operator.StatusControl;
import org.simplane.operator.TopUps;
import org.simplane.operator.UsageReports;

/** One 1NCE organisation. */
final class NceOperator implements Operator {

  private final NceClient client;
  private final NceInventory inventory;
  private final NceStatusControl statusControl;
  private final NceChanges<String> labels;
  private final NceChanges<Boolean> imeiLocks;
  private final NceUsage usage;
  private final NceQuotas quotas;
  private final NceMessaging messaging;
  private final NceOrders orders;
  private final NceTopUps topUps;
  private final NceLimits limits;
  private final NceEvents events;
  private final NceResets resets;
  private final NceConnectivity connectivity;
  private final NcePushes pushes;

  NceOperator(NceClient client, NcePushes pushes, Clock clock) {
    this.client = client;
    this.inventory = new NceInventory(client);
    this.statusControl = new NceStatusControl(client, inventory, clock);
    this.labels = new NceChanges<>(client, inventory, NceField.LABEL, clock);
    this.imeiLocks = new NceChanges<>(client, inventory, NceField.IMEI_LOCK, clock);
    this.usage = new NceUsage(client);
    this.quotas = new NceQuotas(client);
    this.messaging = new NceMessaging(client);
    this.orders = new NceOrders(client);
    this.topUps = new NceTopUps(client, orders);
    this.limits = new NceLimits(client);
    this.events = new NceEvents(client);
    this.resets = new NceResets(client);
    this.connectivity = new NceConnectivity(client);
    this.pushes = pushes;
  }

  /** Lists one SIM: a token alone would not show that the user may call the API. */
  @Override
  public void check() throws OperatorException {
    client.get("/v1/sims?page=1&pageSize=1");
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
  public Optional<Changes<String>> labels() {
    return Optional.of(labels);
  }

  @Override
  public Optional<Changes<Boolean>> imeiLocks() {
    return Optional.of(imeiLocks);
  }

  @Override
  public Optional<UsageReports> usageReports() {
    return Optional.of(usage);
  }

  @Override
  public Optional<QuotaReports> quotaReports() {
    return Optional.of(quotas);
  }

  @Override
  public Optional<Messaging> messaging() {
    return Optional.of(messaging);
  }

  @Override
  public Optional<Orders> orders() {
    return Optional.of(orders);
  }

  @Override
  public Optional<TopUps> topUps() {
    return Optional.of(topUps);
  }

  @Override
  public Optional<Limits> limits() {
    return Optional.of(limits);
  }

  @Override
  public Optional<Changes<Reset>> resets() {
    return Optional.of(resets);
  }

  @Override
  public Optional<EventReports> eventReports() {
    return Optional.of(events);
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

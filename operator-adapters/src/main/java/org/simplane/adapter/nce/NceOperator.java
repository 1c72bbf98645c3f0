// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.time.Clock;
import java.util.Optional;
import org.simplane.operator.Changes;
import org.simplane.operator.Inventory;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.QuotaReports;
import org.simplane.operator.StatusControl;
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

  NceOperator(NceClient client, Clock clock) {
    this.client = client;
    this.inventory = new NceInventory(client);
    this.statusControl =
        new NceStatusControl(new NceChanges<>(client, inventory, NceField.STATUS, clock));
    this.labels = new NceChanges<>(client, inventory, NceField.LABEL, clock);
    this.imeiLocks = new NceChanges<>(client, inventory, NceField.IMEI_LOCK, clock);
    this.usage = new NceUsage(client);
    this.quotas = new NceQuotas(client);
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

  /** Holds nothing open. */
  @Override
  public void close() {}
}

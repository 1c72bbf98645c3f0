// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.time.Clock;
import java.util.Optional;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.ConsumptionReports;
import org.simplane.operator.Inventory;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.StatusControl;

/** One account on a described platform. */
final class DescribedOperator implements Operator {

  private final boolean doesLater;
  private final DescribedInventory inventory;
  private final Optional<StatusControl> statusControl;
  private final Optional<CharacteristicControl> characteristics;
  private final Optional<ConsumptionReports> consumption;

  DescribedOperator(Description description, DescribedClient client, Clock clock) {
    this.doesLater = description.doesLater();
    this.inventory = new DescribedInventory(description, client);
    this.statusControl =
        Optional.ofNullable(description.change())
            .map(form -> new DescribedStatusControl(description, form, client, clock));
    this.characteristics =
        Optional.ofNullable(description.characteristics())
            .map(form -> new DescribedCharacteristics(description, form, client, clock));
    this.consumption =
        Optional.ofNullable(description.consumption())
            .map(form -> new DescribedConsumption(form, client));
  }

  /** Reads one page: a log-in alone would not show that the account may be read. */
  @Override
  public void check() throws OperatorException {
    inventory.list(Optional.empty());
  }

  @Override
  public Inventory inventory() {
    return inventory;
  }

  @Override
  public Optional<StatusControl> statusControl() {
    return statusControl;
  }

  @Override
  public Optional<CharacteristicControl> characteristicControl() {
    return characteristics;
  }

  @Override
  public Optional<ConsumptionReports> consumptionReports() {
    return consumption;
  }

  @Override
  public boolean doesLater() {
    return doesLater;
  }

  /** Holds nothing open. */
  @Override
  public void close() {}
}

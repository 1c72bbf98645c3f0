// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import org.simplane.operator.Operator;
import org.simplane.simulator.contract.ImeiLockContract;
import org.simplane.simulator.contract.InventoryContract;
import org.simplane.simulator.contract.LabelContract;
import org.simplane.simulator.contract.LogInContract;
import org.simplane.simulator.contract.NceSimulator;
import org.simplane.simulator.contract.QuotaContract;
import org.simplane.simulator.contract.StatusControlContract;
import org.simplane.simulator.contract.TestAccount;
import org.simplane.simulator.contract.UsageContract;

final class NceTest
    implements InventoryContract,
        LogInContract,
        StatusControlContract,
        LabelContract,
        ImeiLockContract,
        UsageContract,
        QuotaContract {

  private static final TestAccount ACCOUNT =
      TestAccount.of(new NceOperatorPlatform(), NceSimulator::start);

  private final Operator operator = ACCOUNT.open();

  @Override
  public TestAccount account() {
    return ACCOUNT;
  }

  @Override
  public Operator operator() {
    return operator;
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import org.simplane.adapter.OnAccount;
import org.simplane.simulator.contract.ConnectionContract;
import org.simplane.simulator.contract.EventContract;
import org.simplane.simulator.contract.ImeiLockContract;
import org.simplane.simulator.contract.InventoryContract;
import org.simplane.simulator.contract.LabelContract;
import org.simplane.simulator.contract.LimitContract;
import org.simplane.simulator.contract.LogInContract;
import org.simplane.simulator.contract.MessagingContract;
import org.simplane.simulator.contract.NceSimulator;
import org.simplane.simulator.contract.OrderContract;
import org.simplane.simulator.contract.PushContract;
import org.simplane.simulator.contract.QuotaContract;
import org.simplane.simulator.contract.ResetContract;
import org.simplane.simulator.contract.StatusControlContract;
import org.simplane.simulator.contract.TestAccount;
import org.simplane.simulator.contract.TopUpContract;
import org.simplane.simulator.contract.UsageContract;

final class NceTest extends OnAccount
    implements InventoryContract,
        LogInContract,
        StatusControlContract,
        LabelContract,
        ImeiLockContract,
        UsageContract,
        QuotaContract,
        PushContract,
        TopUpContract,
        OrderContract,
        LimitContract,
        MessagingContract,
        ResetContract,
        EventContract,
        ConnectionContract {

  private static final TestAccount ACCOUNT =
      TestAccount.of(new NceOperatorPlatform(), NceSimulator::start);

  NceTest() {
    super(ACCOUNT);
  }
}

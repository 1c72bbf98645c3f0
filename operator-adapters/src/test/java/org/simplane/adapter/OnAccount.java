// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter;

import org.simplane.operator.Operator;
import org.simplane.simulator.contract.OperatorContract;
import org.simplane.simulator.contract.TestAccount;

/** The test of an adapter on the account of its class; each test opens it anew. */
public abstract class OnAccount implements OperatorContract {

  protected final Operator operator;
  private final TestAccount account;

  protected OnAccount(TestAccount account) {
    this.account = account;
    this.operator = account.open();
  }

  @Override
  public final TestAccount account() {
    return account;
  }

  @Override
  public final Operator operator() {
    return operator;
  }
}

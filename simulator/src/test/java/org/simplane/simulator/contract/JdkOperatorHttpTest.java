// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import org.simplane.operator.OperatorHttp;

final class JdkOperatorHttpTest implements OperatorHttpContract {

  private static final OperatorHttp HTTP = new JdkOperatorHttp();

  @Override
  public OperatorHttp http() {
    return HTTP;
  }
}

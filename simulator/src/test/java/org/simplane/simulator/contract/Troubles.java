// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import java.util.function.Consumer;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.simulator.control.Fault;

/** Takes an adapter through whatever may make it speak. */
final class Troubles {

  private Troubles() {}

  static void through(OperatorContract contract, Consumer<Object> witness) {
    Simulator simulator = contract.simulator();
    witness.accept(contract.operator());
    find(contract, contract.operator(), witness);
    for (Fault fault : Fault.values()) {
      simulator.failNext(fault, 2);
      find(contract, contract.operator(), witness);
      find(contract, contract.operator(), witness);
      simulator.heal();
    }
    try (Operator stranger = contract.account().open(simulator.badSettings())) {
      find(contract, stranger, witness);
    }
  }

  private static void find(OperatorContract contract, Operator operator, Consumer<Object> witness) {
    try {
      witness.accept(operator.inventory().find(contract.ref(Fleet.ACTIVE)));
    } catch (OperatorException e) {
      witness.accept(e);
    }
  }
}

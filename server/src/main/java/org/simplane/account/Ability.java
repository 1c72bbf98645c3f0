// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.util.function.Predicate;
import org.simplane.operator.Inventory;
import org.simplane.operator.Operator;

/** What an operation over the subscriptions of an operator asks of that operator. */
public enum Ability {
  /** Nothing: Simplane holds it, or does it itself. */
  KEPT(_ -> true, true),
  SIM_CARD(operator -> has(operator, Inventory.Part.SIM_CARD), true),
  TERMINAL(operator -> has(operator, Inventory.Part.TERMINAL), false),
  DATA_CONNECTIVITY(operator -> has(operator, Inventory.Part.DATA_CONNECTIVITY), false),
  CONSUMPTION(operator -> operator.consumptionReports().isPresent(), true),
  SIM_STATUS(
      operator -> operator.statusControl().isPresent() && has(operator, Inventory.Part.SIM_CARD),
      true),
  TERMINAL_STATUS(
      operator ->
          operator.statusControl().isPresent()
              && has(operator, Inventory.Part.TERMINAL)
              && !has(operator, Inventory.Part.SIM_CARD),
      false),
  CHARACTERISTICS(operator -> operator.characteristicControl().isPresent(), false),
  IMEI_LOCK(operator -> operator.imeiLocks().isPresent(), true),
  /** Usage comes in by what the operator pushes. */
  USAGE(operator -> operator.pushes().isPresent(), true),
  QUOTA(operator -> operator.quotaReports().isPresent(), true),
  TOP_UP(operator -> operator.topUps().isPresent(), true),
  MESSAGES(operator -> operator.messaging().isPresent(), true),
  RESET(operator -> operator.resets().isPresent(), true),
  EVENTS(operator -> operator.eventReports().isPresent(), true),
  CONNECTIVITY(operator -> operator.connectivityReports().isPresent(), true);

  private final Predicate<Operator> asked;
  private final boolean own;

  /**
   * @param own whether Simplane itself does it where it is the platform
   */
  Ability(Predicate<Operator> asked, boolean own) {
    this.asked = asked;
    this.own = own;
  }

  boolean isOf(Operator operator, boolean simplane) {
    return asked.test(operator) || (simplane && own);
  }

  private static boolean has(Operator operator, Inventory.Part part) {
    return operator.inventory().parts().contains(part);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import org.simplane.operator.Inventory;
import org.simplane.operator.Operator;

/** What an operation over the subscriptions of an operator asks of that operator. */
public enum Ability {
  /** Nothing: Simplane holds it, or does it itself. */
  KEPT(true),
  SIM_CARD(true),
  TERMINAL(false),
  DATA_CONNECTIVITY(false),
  /** Told for a period, or by the day and summed here. */
  CONSUMPTION(true),
  SIM_STATUS(true),
  TERMINAL_STATUS(false),
  CHARACTERISTICS(false),
  /** Takes changes now and does them later. */
  DOES_LATER(false),
  IMEI_LOCK(true),
  /** Usage comes in by what the operator pushes. */
  USAGE(true),
  QUOTA(true),
  TOP_UP(true),
  MESSAGES(true),
  RESET(true),
  EVENTS(true),
  CONNECTIVITY(true);

  private final boolean own;

  /**
   * @param own whether Simplane itself does it where it is the platform
   */
  Ability(boolean own) {
    this.own = own;
  }

  boolean isOf(Operator operator, boolean simplane) {
    return (simplane && own) || isOffered(operator);
  }

  private boolean isOffered(Operator operator) {
    return switch (this) {
      case KEPT -> true;
      case SIM_CARD -> has(operator, Inventory.Part.SIM_CARD);
      case TERMINAL -> has(operator, Inventory.Part.TERMINAL);
      case DATA_CONNECTIVITY -> has(operator, Inventory.Part.DATA_CONNECTIVITY);
      case CONSUMPTION ->
          operator.consumptionReports().isPresent() || operator.usageReports().isPresent();
      case SIM_STATUS ->
          operator.statusControl().isPresent() && has(operator, Inventory.Part.SIM_CARD);
      case TERMINAL_STATUS ->
          operator.statusControl().isPresent()
              && has(operator, Inventory.Part.TERMINAL)
              && !has(operator, Inventory.Part.SIM_CARD);
      case CHARACTERISTICS -> operator.characteristicControl().isPresent();
      case DOES_LATER -> operator.doesLater();
      case IMEI_LOCK -> operator.imeiLocks().isPresent();
      case USAGE -> operator.pushes().isPresent();
      case QUOTA -> operator.quotaReports().isPresent();
      case TOP_UP -> operator.topUps().isPresent();
      case MESSAGES -> operator.messaging().isPresent();
      case RESET -> operator.resets().isPresent();
      case EVENTS -> operator.eventReports().isPresent();
      case CONNECTIVITY -> operator.connectivityReports().isPresent();
    };
  }

  private static boolean has(Operator operator, Inventory.Part part) {
    return operator.inventory().parts().contains(part);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf;

import java.util.List;
import org.simplane.account.Ability;
import org.simplane.account.Operation;

/** What this dialect does with a subscription, each with what it asks of its operator. */
public final class TmfOperations {

  public static final List<Operation> ALL =
      List.of(
          of("Products, their lists and filters (TMF637)", Ability.KEPT),
          of("Product status of a SIM (TMF637, TMF639, TMF640)", Ability.SIM_STATUS),
          of("Product status of a terminal (TMF637, TMF639, TMF640)", Ability.TERMINAL_STATUS),
          of("Product offering, customer, SIM profile (TMF637)", Ability.CHARACTERISTICS),
          of("Custom properties (TMF637)", Ability.KEPT),
          of("Resources (TMF639)", Ability.KEPT),
          of("Orders of many changes, cancellation (TMF622)", Ability.KEPT),
          of(
              "Changes answered before they are done, with a monitor (TMF637, TMF639, TMF640)",
              Ability.DOES_LATER),
          of("Monitors (TMF640)", Ability.KEPT),
          of("Usage consumption (TMF677)", Ability.CONSUMPTION),
          of("Listeners", Ability.KEPT));

  private TmfOperations() {}

  private static Operation of(String name, Ability ability) {
    return new Operation(Tmf.DIALECT, name, ability);
  }
}

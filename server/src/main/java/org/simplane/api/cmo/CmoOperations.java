// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.util.List;
import org.simplane.account.Ability;
import org.simplane.account.Operation;

/** The operations of seeds/003, in its order and words, each with what it asks of an operator. */
public final class CmoOperations {

  private static final String DIALECT = "cmo";

  public static final List<Operation> ALL =
      List.of(
          of("Retrieve paginated list of products", Ability.KEPT),
          of("Retrieve product bundle with all products", Ability.KEPT),
          of("Retrieve selected products by business ID", Ability.KEPT),
          of("Retrieve details of SIM card", Ability.SIM_CARD),
          of("Retrieve details of satellite terminal", Ability.TERMINAL),
          of("Retrieve details of data connectivity", Ability.DATA_CONNECTIVITY),
          of("Retrieve consumed usage", Ability.CONSUMPTION),
          of("Change the status of a SIM card", Ability.SIM_STATUS),
          of("Change the status of a satellite terminal", Ability.TERMINAL_STATUS),
          of("Update characteristics", Ability.CHARACTERISTICS),
          of("Create custom attribute", Ability.KEPT),
          of("Retrieve custom attributes", Ability.KEPT),
          of("Update custom attributes", Ability.KEPT),
          of("Delete custom attributes", Ability.KEPT),
          of("Batch update", Ability.KEPT),
          of("Changes answered before they are done, with a monitor", Ability.DOES_LATER),
          of("Monitor asynchronous requests", Ability.KEPT),
          of("Terminate asynchronous requests", Ability.KEPT));

  private CmoOperations() {}

  private static Operation of(String name, Ability ability) {
    return new Operation(DIALECT, name, ability);
  }
}

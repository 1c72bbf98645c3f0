// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.util.List;
import org.simplane.account.Ability;
import org.simplane.account.Operation;

/** What this dialect does with a SIM, each with what it asks of the SIM's operator. */
public final class EasyConnectOperations {

  public static final List<Operation> ALL =
      List.of(
          of("List and read SIMs", Ability.SIM_CARD),
          of("Enable and disable a SIM", Ability.SIM_STATUS),
          of("Change a label", Ability.KEPT),
          of("Lock to an IMEI", Ability.IMEI_LOCK),
          of("Usage", Ability.USAGE),
          of("Data and SMS quota", Ability.QUOTA),
          of("Top-up", Ability.TOP_UP),
          of("SMS", Ability.MESSAGES),
          of("Connectivity reset", Ability.RESET),
          of("Events", Ability.EVENTS),
          of("Connectivity information", Ability.CONNECTIVITY));

  private EasyConnectOperations() {}

  private static Operation of(String name, Ability ability) {
    return new Operation(EasyConnect.DIALECT, name, ability);
  }
}

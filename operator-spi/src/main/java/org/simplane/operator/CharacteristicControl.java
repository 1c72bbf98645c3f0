// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.Set;

/** Changes facts of a subscription other than its status, such as the tariff it is on. */
public interface CharacteristicControl extends Changes<CharacteristicControl.Characteristic> {

  /** Those that {@link Changes#change} takes. The core refuses others without a call. */
  Set<Kind> kinds();

  /** What may be changed (seeds/003, "Update selected characteristics"). */
  enum Kind {
    /** {@link Details#servicePlan}. */
    SERVICE_PLAN,
    /** {@link DataConnectivity#communicationPlan}. */
    COMMUNICATION_PLAN,
    /** {@link Details#customer}. */
    CUSTOMER,
    /** The profile on the card: the characteristic {@code simProfile}. */
    SIM_PROFILE
  }

  /** What one of them is to be. */
  record Characteristic(Kind kind, String value) {

    public Characteristic {
      if (value.isBlank()) {
        throw new IllegalArgumentException(kind + " cannot be empty");
      }
    }
  }
}

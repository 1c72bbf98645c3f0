// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.Map;
import java.util.Optional;
import org.simplane.operator.CharacteristicControl.Characteristic;
import org.simplane.operator.Imei;
import org.simplane.operator.Service;

/** One value of one subscription, as a higher feature came to know it. */
public sealed interface ValueChange {

  long subscription();

  record ToLabel(long subscription, Optional<String> label) implements ValueChange {}

  /** {@code device} is the one locked to, once known. */
  record ToImeiLock(long subscription, boolean locked, Optional<Imei> device)
      implements ValueChange {}

  /** The device as the network reports it. */
  record ToImei(long subscription, Optional<Imei> imei) implements ValueChange {}

  record ToIpAddress(long subscription, Optional<String> ipAddress) implements ValueChange {}

  /** What the operator has changed of its details. */
  record ToCharacteristic(long subscription, Characteristic characteristic)
      implements ValueChange {}

  /** Replaces those of the services named and leaves the others. */
  record ToAllowances(long subscription, Map<Service, Allowance> allowances)
      implements ValueChange {

    public ToAllowances {
      allowances = Map.copyOf(allowances);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.simplane.inventory.Standing;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.SubscriptionRef;

/**
 * What a change needs to know of a subscription.
 *
 * @param name what people know it by: the ICCID, or the terminal's serial number
 * @param characteristics read only where a change of one is asked for
 */
record Present(
    long id,
    long organisation,
    long account,
    String operatorKey,
    String name,
    Standing standing,
    Optional<String> label,
    boolean imeiLock,
    Instant asOf,
    Map<CharacteristicControl.Kind, String> characteristics) {

  /** With what is known of what its operator keeps. */
  Present with(Map<CharacteristicControl.Kind, String> known) {
    return new Present(
        id, organisation, account, operatorKey, name, standing, label, imeiLock, asOf, known);
  }

  SubscriptionRef ref() {
    return new SubscriptionRef(operatorKey, name);
  }

  Values values() {
    return new Values(
        standing.status(), standing.phase(), label.orElse(""), imeiLock, characteristics);
  }
}

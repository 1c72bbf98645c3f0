// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Instant;
import java.util.Optional;
import org.simplane.inventory.Standing;
import org.simplane.operator.SubscriptionRef;

/**
 * What a change needs to know of a subscription.
 *
 * @param name what people know it by: the ICCID, or the terminal's serial number
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
    Instant asOf) {

  SubscriptionRef ref() {
    return new SubscriptionRef(operatorKey, name);
  }

  Values values() {
    return new Values(standing.status(), standing.phase(), label.orElse(""), imeiLock);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Instant;
import java.util.Optional;

/**
 * A subscription as its operator shows it.
 *
 * @param operatorStatus the operator's own word, whatever {@code status} makes of it
 * @param imeiLock whether the SIM works in one device alone; empty where the operator has no such
 *     lock
 * @param details what the operator tells beside these; {@link Details#NONE} where a list tells less
 *     than a single read
 */
public record Sim(
    SubscriptionRef ref,
    Status status,
    String operatorStatus,
    Optional<BillingPhase> billingPhase,
    Optional<Iccid> iccid,
    Optional<Imsi> imsi,
    Optional<Msisdn> msisdn,
    Optional<Imei> imei,
    Optional<Eid> eid,
    Optional<String> ipAddress,
    Optional<String> label,
    Optional<Boolean> imeiLock,
    Optional<Instant> activatedAt,
    Details details) {

  /** Without details. */
  public Sim(
      SubscriptionRef ref,
      Status status,
      String operatorStatus,
      Optional<BillingPhase> billingPhase,
      Optional<Iccid> iccid,
      Optional<Imsi> imsi,
      Optional<Msisdn> msisdn,
      Optional<Imei> imei,
      Optional<Eid> eid,
      Optional<String> ipAddress,
      Optional<String> label,
      Optional<Boolean> imeiLock,
      Optional<Instant> activatedAt) {
    this(
        ref,
        status,
        operatorStatus,
        billingPhase,
        iccid,
        imsi,
        msisdn,
        imei,
        eid,
        ipAddress,
        label,
        imeiLock,
        activatedAt,
        Details.NONE);
  }
}

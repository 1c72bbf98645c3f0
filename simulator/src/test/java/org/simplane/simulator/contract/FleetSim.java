// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import java.time.Instant;
import java.util.Optional;
import org.simplane.operator.Details;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;

/** A SIM of the {@link Fleet}, in our words. */
public record FleetSim(
    Iccid iccid,
    Imsi imsi,
    Msisdn msisdn,
    Optional<Imei> imei,
    String ipAddress,
    Optional<String> label,
    Status status,
    boolean imeiLock,
    Instant activatedAt) {

  /** What an adapter is to return for it, but for the operator's own word. */
  public Sim expected(SubscriptionRef ref, String operatorStatus) {
    return new Sim(
        ref,
        status,
        operatorStatus,
        Optional.empty(),
        Optional.of(iccid),
        Optional.of(imsi),
        Optional.of(msisdn),
        imei,
        Optional.empty(),
        Optional.of(ipAddress),
        label,
        Optional.of(imeiLock),
        Optional.of(activatedAt));
  }

  /** The same of an operator that knows no IMEI lock and tells more. */
  public Sim expectedWith(SubscriptionRef ref, String operatorStatus, Details details) {
    return new Sim(
        ref,
        status,
        operatorStatus,
        Optional.empty(),
        Optional.of(iccid),
        Optional.of(imsi),
        Optional.of(msisdn),
        imei,
        Optional.empty(),
        Optional.of(ipAddress),
        label,
        Optional.empty(),
        Optional.of(activatedAt),
        details);
  }

  /** The same where its ICCID is what the operator calls it by. */
  public Sim expectedByIccid(String operatorStatus, Details details) {
    String key = iccid.digits();
    return expectedWith(new SubscriptionRef(key, key), operatorStatus, details);
  }
}

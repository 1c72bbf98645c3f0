// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Service;
import org.simplane.operator.SubscriptionRef;

/**
 * What is managed: one connection, cellular (a SIM) or satellite (a terminal).
 *
 * @param organisation the tenant that has it
 * @param account the operator account it was bought with
 * @param operatorKey the operator's own key
 * @param imeiLock whether it works in one device alone
 * @param lockedImei the device it is locked to, once known
 * @param attributes custom attributes by name
 * @param allowances what a list shows of the quotas
 * @param asOf when the operator's part was last read or changed
 * @param version grows with every change; what {@code If-Match} compares
 */
public record Subscription(
    long id,
    long organisation,
    long account,
    Kind kind,
    String operatorKey,
    Identity identity,
    Standing standing,
    boolean imeiLock,
    Optional<Imei> lockedImei,
    Optional<String> label,
    Subscriber subscriber,
    Device device,
    Machine machine,
    List<String> tags,
    Map<String, String> attributes,
    Map<Service, Allowance> allowances,
    Instant asOf,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  /** What carries the connection. */
  public enum Kind {
    SIM,
    TERMINAL
  }

  /**
   * What people know it by: the ICCID as the operator writes it, or the terminal's serial number.
   */
  public String businessId() {
    Optional<Iccid> iccid = identity.iccid();
    return iccid.isPresent() ? iccid.get().digits() : identity.terminalSerial().orElse(operatorKey);
  }

  /** How its operator knows it. */
  public SubscriptionRef ref() {
    return new SubscriptionRef(operatorKey, businessId());
  }
}

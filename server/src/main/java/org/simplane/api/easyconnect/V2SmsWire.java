// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import org.jspecify.annotations.Nullable;
import org.simplane.inventory.Subscription;
import org.simplane.messaging.Message;
import org.simplane.messaging.MessageStatus;

/**
 * A message to or from a SIM in version 2. No switch and no error of the network is told us, so
 * {@code msc} and {@code gsm_map_error} are left out.
 *
 * @param retryCount a number here
 * @param pid always 0: no protocol beside the short message itself
 */
record V2SmsWire(
    long id,
    String submitDate,
    @Nullable String deliveryDate,
    @Nullable String expiryDate,
    @Nullable String finalDate,
    @Nullable String retryDate,
    @Nullable String lastDeliveryAttempt,
    int retryCount,
    String sourceAddress,
    String iccid,
    String msisdn,
    String imsi,
    long simId,
    Endpoint endpoint,
    int dcs,
    int pid,
    String udh,
    String payload,
    SmsWire.Named status,
    SmsWire.Named smsType,
    SmsWire.Named sourceAddressType) {

  /** The SIM's number and its ICCID. */
  record Endpoint(long id, String name) {}

  /** What is answered to sending and cancelling: the number, as text. */
  record Id(String id) {

    static Id of(long message) {
      return new Id(Long.toString(message));
    }
  }

  static V2SmsWire of(Message message, Subscription sim) {
    SmsWire first = SmsWire.of(message, sim);
    return new V2SmsWire(
        first.id(),
        first.submitDate(),
        first.deliveryDate(),
        first.expiryDate(),
        first.finalDate(),
        first.retryDate(),
        first.lastDeliveryAttempt(),
        Math.max(0, message.attempts() - 1),
        first.sourceAddress(),
        first.iccid(),
        first.msisdn(),
        first.imsi(),
        sim.id(),
        new Endpoint(sim.id(), first.iccid()),
        first.dcs(),
        0,
        first.udh(),
        first.payload(),
        message.status() == MessageStatus.SENT ? new SmsWire.Named(2, "PENDING") : first.status(),
        first.smsType(),
        first.sourceAddressType());
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.inventory.Subscription;
import org.simplane.messaging.Message;
import org.simplane.messaging.MessageDirection;
import org.simplane.messaging.MessageStatus;
import org.simplane.operator.Msisdn;

/**
 * A message to or from a SIM.
 *
 * @param retryCount how often its delivery was tried again; a string, as clients know it
 * @param msc the switch that delivered it, which nobody tells
 */
record SmsWire(
    long id,
    String submitDate,
    @Nullable String deliveryDate,
    @Nullable String expiryDate,
    @Nullable String finalDate,
    @Nullable String retryDate,
    @Nullable String lastDeliveryAttempt,
    String retryCount,
    String sourceAddress,
    String iccid,
    String msisdn,
    String imsi,
    String msc,
    int dcs,
    String udh,
    String payload,
    Named status,
    Named smsType,
    Named sourceAddressType) {

  /** A word with its number. */
  record Named(int id, String description) {}

  static SmsWire of(Message message, Subscription sim) {
    boolean toDevice = message.direction() == MessageDirection.MT;
    boolean delivered = message.status() == MessageStatus.DELIVERED;
    return new SmsWire(
        message.id(),
        Dates.millis(message.at()),
        delivered ? date(message.finalAt()) : null,
        date(message.expiresAt()),
        date(message.finalAt()),
        message.attempts() > 0 ? date(message.nextAttemptAt()) : null,
        date(message.lastAttemptAt()),
        Integer.toString(Math.max(0, message.attempts() - 1)),
        toDevice ? message.source().address() : "",
        SimWire.iccid(sim.identity().iccid().orElseThrow()),
        sim.identity().msisdnData().map(Msisdn::digits).orElse(""),
        sim.identity().imsi().map(imsi -> imsi.digits()).orElse(""),
        "",
        switch (message.content().coding()) {
          case GSM_7 -> 0;
          case EIGHT_BIT -> 4;
          case UCS_2 -> 8;
        },
        message.content().udh(),
        message.content().payload(),
        status(message.status()),
        toDevice ? new Named(1, "MT") : new Named(2, "MO"),
        switch (message.source().kind()) {
          case INTERNATIONAL -> new Named(145, "International");
          case NATIONAL -> new Named(161, "National");
          case ALPHANUMERIC -> new Named(208, "Alphanumeric");
        });
  }

  static Named status(MessageStatus status) {
    return switch (status) {
      case SENT -> new Named(2, "DELIVERY ATTEMPT PENDING");
      case BUFFERED -> new Named(3, "BUFFERED");
      case DELIVERED -> new Named(4, "DELIVERED");
      case FAILED -> new Named(5, "FAILED");
      case EXPIRED -> new Named(6, "EXPIRED");
      case CANCELLED -> new Named(7, "CANCELED");
    };
  }

  private static @Nullable String date(Optional<Instant> instant) {
    return instant.map(Dates::millis).orElse(null);
  }
}

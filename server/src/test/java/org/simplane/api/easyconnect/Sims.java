// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.Instant;
import java.util.Optional;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;

/** SIMs with invented numbers that tell which is which. */
final class Sims {

  private Sims() {}

  static String iccid(int number) {
    return "8999901%012d".formatted(number);
  }

  static Sim sim(int number, Status status) {
    return new Sim(
        new SubscriptionRef(iccid(number), iccid(number)),
        status,
        status.name(),
        Optional.empty(),
        Optional.of(new Iccid(iccid(number))),
        Optional.of(new Imsi("99901%010d".formatted(number))),
        Optional.of(new Msisdn("88299%010d".formatted(number))),
        Optional.of(new Imei("35693800%08d".formatted(number))),
        Optional.empty(),
        Optional.of("10.64.0." + number),
        Optional.of("pump-" + number),
        Optional.of(false),
        Optional.of(Instant.parse("2026-02-03T04:05:06.700Z")));
  }

  /** One without a card, whose operator knows it by its serial number. */
  static Sim terminal(int number) {
    String serial = "T-" + number;
    return new Sim(
        new SubscriptionRef(serial, serial),
        Status.ACTIVE,
        "active",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("terminal-" + number),
        Optional.empty(),
        Optional.empty());
  }
}

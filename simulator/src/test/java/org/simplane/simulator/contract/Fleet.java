// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Status;

/** The same five SIMs in every simulator, and one that is in none. All numbers are made up. */
public final class Fleet {

  /** What the clock of a simulator shows after a reset. */
  public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  /** In daily use; has traffic (see {@link #USED_DAYS_AGO}) and some of its volume left. */
  public static final FleetSim ACTIVE =
      sim(1, Optional.of("0049990190000101"), Optional.of("Pumpwerk Süd 17"), Status.ACTIVE, false);

  public static final FleetSim SUSPENDED =
      sim(2, Optional.of("0049990190000201"), Optional.of("In store"), Status.SUSPENDED, false);

  /** Active, never been in a device, without a name. */
  public static final FleetSim FRESH =
      sim(3, Optional.empty(), Optional.empty(), Status.ACTIVE, false);

  public static final FleetSim LOCKED =
      sim(4, Optional.of("0049990190000401"), Optional.of("Lift 4"), Status.ACTIVE, true);

  /** Its data volume is used up, which is no status: it is still active. */
  public static final FleetSim EXHAUSTED =
      sim(5, Optional.of("0049990190000501"), Optional.of("Camera"), Status.ACTIVE, false);

  /** No operator knows it. */
  public static final FleetSim MISSING =
      sim(6, Optional.empty(), Optional.empty(), Status.UNKNOWN, false);

  public static final List<FleetSim> ALL = List.of(ACTIVE, SUSPENDED, FRESH, LOCKED, EXHAUSTED);

  /** {@link #ACTIVE} had traffic on these days before {@link #NOW}, and on none between them. */
  public static final List<Integer> USED_DAYS_AGO = List.of(3, 1);

  public static final long BYTES_UP = 1_234_567;
  public static final long BYTES_DOWN = 7_654_321;
  public static final long SMS_SENT = 3;
  public static final long SMS_RECEIVED = 2;

  public static final long DATA_BOOKED = 500L * 1024 * 1024;
  public static final long DATA_LEFT = 300L * 1024 * 1024;
  public static final long SMS_BOOKED = 250;
  public static final long SMS_LEFT = 240;

  /** Bytes that {@link #ACTIVE} has used in its period: whole megabytes of either definition. */
  public static final long DATA_USED_IN_PERIOD = 16_384_000_000L;

  private Fleet() {}

  private static FleetSim sim(
      int number, Optional<String> imei, Optional<String> label, Status status, boolean imeiLock) {
    return new FleetSim(
        new Iccid("899990290000000000" + number),
        new Imsi("99902900000000" + number),
        new Msisdn("88299902900000" + number),
        imei.map(Imei::of),
        "100.96.0." + number,
        label,
        status,
        imeiLock,
        Instant.parse("2025-03-0" + number + "T08:15:30Z"));
  }
}

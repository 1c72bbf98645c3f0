// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.simplane.simulator.nce.Traffic.Pot;

/**
 * Makes up SIMs: the same seed and number give the same SIM. All numbers are of ranges that no
 * network uses (MCC 999, the 00 test devices of 3GPP TS 23.003), the ICCIDs are Simplane's own
 * 8999902.
 */
record Population(long seed, double pace) {

  /** The product that 1NCE sells: 500 MB and 250 SMS for ten years. */
  static final long DATA_BOOKED = 500L * 1024 * 1024;

  static final long SMS_BOOKED = 250;

  private static final Duration HISTORY = Duration.ofDays(30);
  private static final Duration[] PERIODS = {
    Duration.ofMinutes(15),
    Duration.ofHours(1),
    Duration.ofHours(6),
    Duration.ofDays(1),
    Duration.ofDays(3)
  };
  private static final String[] NAMES = {"Meter", "Pump", "Tracker", "Zähler", "Lift", "Cold box"};

  static Instant expiry(Instant activatedAt) {
    return activatedAt
        .atOffset(ZoneOffset.UTC)
        .plusYears(10)
        .truncatedTo(ChronoUnit.DAYS)
        .toInstant();
  }

  /**
   * One SIM, with a month of history behind it.
   *
   * @param number from 1
   */
  NceSim sim(int number, Instant now) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    Instant activatedAt =
        now.minus(Duration.ofMinutes(random.nextLong(2 * 24 * 60, 400 * 24 * 60)))
            .truncatedTo(ChronoUnit.SECONDS);
    Card card =
        new Card(
            "8999902%012d".formatted(number),
            "99902%010d".formatted(number),
            "88299902%07d".formatted(number),
            "100.%d.%d.%d".formatted(64 + (number >> 16) % 64, (number >> 8) % 256, number % 256),
            activatedAt,
            expiry(activatedAt));
    boolean attached = random.nextInt(100) < 88;
    boolean named = random.nextInt(100) < 70;
    String name = NAMES[random.nextInt(NAMES.length)] + " %04d".formatted(number);
    Line line =
        new Line(
            random.nextInt(100) < 92,
            activatedAt.plusSeconds(20),
            named ? name : null,
            random.nextInt(100) < 10,
            attached ? imei(number) : null,
            null);
    Instant historyFrom = now.minus(HISTORY);
    Instant from = activatedAt.isAfter(historyFrom) ? activatedAt : historyFrom;
    Traffic before =
        Traffic.startingAt(
            from,
            Pot.of(DATA_BOOKED, usedBefore(random, DATA_BOOKED), from),
            Pot.of(SMS_BOOKED, usedBefore(random, SMS_BOOKED) / 2, from));
    return NceSim.of(card, line, rhythm(random), pace, before).at(now);
  }

  /** Most have used little; one in ten is low, one in fifty has nothing left. */
  private static long usedBefore(SplittableRandom random, long booked) {
    int luck = random.nextInt(100);
    double share = luck < 2 ? 1 : luck < 10 ? random.nextDouble(0.8, 0.99) : random.nextDouble(0.6);
    return Math.round(booked * share);
  }

  private static Rhythm rhythm(SplittableRandom random) {
    Duration period = PERIODS[random.nextInt(PERIODS.length)];
    Duration online = period.multipliedBy(random.nextInt(5, 101)).dividedBy(100);
    // From 20 kB to 2 MB a day, as many small as large ones.
    long bytesPerDay = Math.round(20_000 * Math.pow(100, random.nextDouble()));
    return new Rhythm(
        bytesPerDay,
        random.nextInt(15, 60),
        random.nextInt(100) < 60 ? random.nextDouble(0.05, 1) : 0,
        period,
        online,
        Duration.ofMillis(random.nextLong(period.toMillis())));
  }

  /**
   * Sixteen digits with software version; one in twenty with the filler that is seen on the wire.
   */
  private static String imei(int number) {
    String device = "00499901%06d".formatted(number % 1_000_000);
    return device + (number % 20 == 0 ? "0f" : "01");
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Duration;
import java.time.Instant;

/**
 * How a device lives: online for a while once a period, with a steady traffic meanwhile. All of it
 * is a function of the time, so that what happened between two moments is the same however often
 * one looks.
 *
 * @param bytesPerDay up and down together, at pace 1
 * @param downPercent share of the bytes that goes to the device
 * @param smsPerDay sent and received together, at pace 1
 * @param phase shifts the period, so that devices do not wake together
 */
record Rhythm(
    long bytesPerDay,
    int downPercent,
    double smsPerDay,
    Duration period,
    Duration online,
    Duration phase) {

  /** No traffic at all: the device of a SIM that a test has put there. */
  static final Rhythm SILENT =
      new Rhythm(0, 50, 0, Duration.ofDays(1), Duration.ZERO, Duration.ZERO);

  private static final double DAY_MILLIS = 86_400_000;

  boolean onlineAt(Instant at) {
    return Math.floorMod(shifted(at), period.toMillis()) < online.toMillis();
  }

  /** How long ago the device was last online; zero while it is. */
  Duration sinceOnline(Instant at) {
    long since = Math.floorMod(shifted(at), period.toMillis()) - online.toMillis();
    return Duration.ofMillis(Math.max(0, since));
  }

  /** Bytes between two moments; those of two adjoining spans add up to those of the whole. */
  long bytes(Instant from, Instant to, double pace) {
    return counted(bytesPerDay * pace, to) - counted(bytesPerDay * pace, from);
  }

  /** Messages between two moments; a device that is not online sends none. */
  long messages(Instant from, Instant to, double pace) {
    return counted(smsPerDay * pace, to) - counted(smsPerDay * pace, from);
  }

  private long counted(double perDay, Instant at) {
    if (online.isZero()) {
      return 0;
    }
    long millis = shifted(at);
    long whole = Math.floorDiv(millis, period.toMillis());
    long part = Math.min(Math.floorMod(millis, period.toMillis()), online.toMillis());
    double onlineMillis = (double) whole * online.toMillis() + part;
    // A day's amount is spread over the online part of the day.
    double share = (double) period.toMillis() / online.toMillis();
    return (long) Math.floor(onlineMillis * share * perDay / DAY_MILLIS);
  }

  private long shifted(Instant at) {
    return at.toEpochMilli() + phase.toMillis();
  }
}

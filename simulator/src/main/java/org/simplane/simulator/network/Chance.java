// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

/**
 * Pure functions from numbers to chance (SplitMix64), so that a fleet is the same wherever and
 * however often it is run.
 */
final class Chance {

  /** Added to a state for the next one; odd, from the golden ratio. */
  static final long STEP = 0x9E3779B97F4A7C15L;

  private static final double UNIT = 0x1.0p-53;

  private Chance() {}

  static long mix(long state) {
    long z = state;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** The same for the same seed, SIM and purpose. */
  static long of(long seed, long sim, int purpose) {
    return mix(mix(seed + STEP * (sim + 1)) + STEP * purpose);
  }

  /** From 0 to below 1. */
  static double unit(long random) {
    return (random >>> 11) * UNIT;
  }

  /**
   * A waiting time with that mean, as of things that happen independently; never longer than six
   * times the mean.
   */
  static double waiting(long random, double mean) {
    double unit = unit(random);
    return Math.min(6 * mean, -mean * StrictMath.log(1 - unit));
  }
}

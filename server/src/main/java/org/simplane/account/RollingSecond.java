// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.util.Arrays;

/**
 * Keeps a node's calls to one account within the operator's limit as the operator sees it: so many
 * in any one second, counted where they arrive. Even spacing alone does not: a call that was
 * delayed on its way arrives together with those behind it.
 *
 * <p>A call arrived, at the latest, when its answer came less the quickest round trip (of which a
 * tenth is left out for safety); so the one that is a whole limit later is held back until a second
 * after that. Costs little more than the delays on the way vary.
 */
final class RollingSecond {

  private static final long SECOND = 1_000_000_000;

  /** Beyond this rate spacing and delays are too close to each other for this to matter. */
  private static final int HIGHEST = 100;

  /** The quickest round trip is forgotten by a hundredth with each call, as networks change. */
  private static final double FORGETTING = 1.01;

  /** So many calls are needed to know the quickest: the first ones are slow at both ends. */
  private static final int ENOUGH = 50;

  private static final long UNDER_WAY = Long.MIN_VALUE;

  /** When the last calls had arrived at the latest, in a ring; {@link #UNDER_WAY}: not known. */
  private long[] arrived = {};

  private long sequence;
  private long quickest = Long.MAX_VALUE;

  /** A call that has its turn. */
  record Turn(int place, long sequence, long waitNanos) {}

  /**
   * Takes the next place.
   *
   * @param now in nanoseconds of whatever clock, the same for all methods
   * @return with how long to wait before the call is sent
   */
  synchronized Turn next(double callsPerSecond, long now) {
    // A limit that is no whole number is one over a longer time: 100 a minute lets two come
    // together.
    int limit = (int) Math.ceil(callsPerSecond);
    if (limit < 1 || limit > HIGHEST) {
      arrived = new long[0];
      return new Turn(-1, 0, 0);
    }
    if (arrived.length != limit) {
      arrived = new long[limit];
      Arrays.fill(arrived, UNDER_WAY);
    }
    int place = (int) (sequence % limit);
    long before = arrived[place];
    arrived[place] = UNDER_WAY;
    return new Turn(
        place, sequence++, before == UNDER_WAY ? 0 : Math.max(0, before + SECOND - now));
  }

  /** The answer came, or the call came to nothing. */
  synchronized void over(Turn turn, long sent, long now) {
    quickest = Math.min(now - sent, (long) ((double) quickest * FORGETTING));
    boolean overtaken = sequence - turn.sequence() > arrived.length;
    if (turn.place() >= 0 && turn.place() < arrived.length && !overtaken) {
      arrived[turn.place()] = sequence < ENOUGH ? now : now - quickest / 10 * 9;
    }
  }
}

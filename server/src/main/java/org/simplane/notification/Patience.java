// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Duration;
import java.util.List;

/**
 * How long, and how often, what was not taken is tried again.
 *
 * @param delays between one try and the next; the last one repeats
 * @param giveUpAfter counted from when the event happened, or from when it was asked for again
 */
public record Patience(List<Duration> delays, Duration giveUpAfter) {

  public Patience {
    delays = List.copyOf(delays);
    if (delays.isEmpty()) {
      throw new IllegalArgumentException("There is a delay before trying again");
    }
  }

  /**
   * @param tries those that have failed, at least 1
   */
  Duration delayAfter(int tries) {
    return delays.get(Math.min(tries, delays.size()) - 1);
  }
}

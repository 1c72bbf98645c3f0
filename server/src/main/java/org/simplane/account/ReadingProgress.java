// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far the reading of an account's operator is: its whole list first, then the subscriptions one
 * by one where the list shows less than a single read.
 *
 * @param list the whole list that is being read, or was last; empty: none yet
 * @param details a first reading one by one that is under way; empty: none is
 * @param readAt when the list was last read to its end
 * @param error what stopped the reading of the list last, for people; it goes on by itself
 */
public record ReadingProgress(
    Phase phase,
    Optional<Step> list,
    Optional<Step> details,
    Optional<Instant> readAt,
    Optional<String> error) {

  /** What is being done. */
  public enum Phase {
    /** Nothing was read yet. */
    WAITING,
    LISTING,
    DETAILS,
    /** All that is known of has been read; what changes is followed. */
    DONE
  }

  /**
   * A part of it.
   *
   * @param job that shows it too, while it is under way
   * @param done how many subscriptions
   * @param total how many there are; empty: the operator does not say
   * @param perSecond how many in a second, lately
   * @param end when it ends if it goes on like that; empty when over, or not to be told
   */
  public record Step(
      OptionalLong job,
      long done,
      OptionalLong total,
      OptionalDouble perSecond,
      Optional<Instant> end) {

    /** One under way. */
    static Step going(
        long job, long done, OptionalLong total, OptionalDouble perSecond, Instant now) {
      Optional<Instant> end = Optional.empty();
      if (total.isPresent() && perSecond.isPresent() && perSecond.getAsDouble() > 0) {
        double seconds = Math.max(0, total.getAsLong() - done) / perSecond.getAsDouble();
        end = Optional.of(now.plus(Duration.ofSeconds((long) Math.ceil(seconds))));
      }
      return new Step(OptionalLong.of(job), done, total, perSecond, end);
    }

    /** One that is over, or was broken off. */
    static Step still(long done, OptionalLong total) {
      return new Step(OptionalLong.empty(), done, total, OptionalDouble.empty(), Optional.empty());
    }
  }
}

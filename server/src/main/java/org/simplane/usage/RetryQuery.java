// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.simplane.Failure;
import org.simplane.FailureException;

/**
 * Which rejects of a feed are to be tried once more.
 *
 * @param codes the reasons they were rejected for; only what can have changed since
 * @param from rejected at this time or later
 * @param until rejected before this time
 */
public record RetryQuery(
    OptionalLong batch, Set<Reject.Code> codes, Optional<Instant> from, Optional<Instant> until) {

  /** What can have another outcome now: the SIM is there, the window is wider, time has passed. */
  static final Set<Reject.Code> RETRYABLE =
      Set.copyOf(
          EnumSet.of(
              Reject.Code.UNKNOWN_SUBSCRIPTION, Reject.Code.TOO_LATE, Reject.Code.IN_FUTURE));

  public RetryQuery {
    codes = Set.copyOf(codes);
    if (codes.isEmpty() || !RETRYABLE.containsAll(codes)) {
      throw new FailureException(
          Failure.Invalid.field(
              "codes",
              "are of "
                  + RETRYABLE.stream().map(Enum::name).sorted().toList()
                  + ": a record rejected for another reason would be rejected again"));
    }
  }

  /** Of one batch, what was rejected because its SIM was not known. */
  static RetryQuery unknownSims(long batch) {
    return new RetryQuery(
        OptionalLong.of(batch),
        Set.of(Reject.Code.UNKNOWN_SUBSCRIPTION),
        Optional.empty(),
        Optional.empty());
  }
}

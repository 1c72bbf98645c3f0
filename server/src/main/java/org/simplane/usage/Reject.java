// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * A record that was not taken.
 *
 * @param line the line of the file as delivered (unpacked), the first is 1
 * @param raw the line as it came, cut after 4,000 characters; unreadable bytes are replaced
 */
public record Reject(
    long id,
    long feed,
    long batch,
    long organisation,
    long line,
    Optional<String> recordId,
    Code code,
    String reason,
    String raw,
    Instant at) {

  /** Why a record was not taken. */
  public enum Code {
    /** The line cannot be read as a record. */
    MALFORMED,
    /** No SIM of the feed's organisation has this identifier, or more than one has. */
    UNKNOWN_SUBSCRIPTION,
    /** It started before the feed's acceptance window, so that a repetition could not be told. */
    TOO_LATE,
    IN_FUTURE,
    /** The key (feed, record id, start) is known with other content. */
    CONFLICT
  }
}

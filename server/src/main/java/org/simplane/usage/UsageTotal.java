// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.util.Optional;
import org.simplane.operator.Plmn;

/**
 * What was metered of one bearer, one direction, in one visited network.
 *
 * @param network empty where the records did not tell
 * @param bytesUp from the device, in bytes
 * @param bytesDown to the device, in bytes
 * @param seconds the durations' sum
 * @param records how many records there were: messages, calls, partial records of sessions
 */
public record UsageTotal(
    Bearer bearer,
    Direction direction,
    Optional<Plmn> network,
    long bytesUp,
    long bytesDown,
    long seconds,
    long records) {

  /** In the bearer's own unit: bytes both ways, seconds, or a count. */
  public long amount() {
    return switch (bearer.unit()) {
      case BYTE -> bytesUp + bytesDown;
      case SECOND -> seconds;
      case NUMBER -> records;
    };
  }

  UsageTotal plus(UsageTotal other) {
    return new UsageTotal(
        bearer,
        direction,
        network,
        bytesUp + other.bytesUp,
        bytesDown + other.bytesDown,
        seconds + other.seconds,
        records + other.records);
  }
}

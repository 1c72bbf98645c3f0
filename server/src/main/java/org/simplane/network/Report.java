// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.util.List;

/**
 * What became of a delivery at one of the doors.
 *
 * @param duplicates lines whose event had been accepted before
 * @param rejects the first of the rejected lines; {@code rejected} counts them all
 */
public record Report(long accepted, long duplicates, long rejected, List<Reject> rejects) {

  /**
   * A line that was not taken. Sending it again will not help.
   *
   * @param line the first is 1
   * @param id the event's, where it could be read
   */
  public record Reject(long line, String id, String reason) {}

  public Report {
    rejects = List.copyOf(rejects);
  }
}

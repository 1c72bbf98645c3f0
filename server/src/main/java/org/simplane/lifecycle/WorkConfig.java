// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Duration;

/**
 * How a node works on changes.
 *
 * @param lease how long what a node has in hand stays its own without a sign of life
 * @param look how often work that other nodes left is looked for
 * @param farewell how long a stopping node waits for calls under way
 * @param parallel how many calls, or batches, of one account are under way on this node where the
 *     account sets no limit
 */
public record WorkConfig(
    Duration lease, Duration look, Duration farewell, int parallel, Patience patience) {

  public static final WorkConfig USUAL =
      new WorkConfig(
          Duration.ofSeconds(60),
          Duration.ofMillis(500),
          Duration.ofSeconds(10),
          4,
          Patience.USUAL);
}

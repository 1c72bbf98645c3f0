// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.backend;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a simulated platform is set up.
 *
 * @param folder keeps its subscriptions over restarts
 * @param port on loopback; 0 for any free one
 * @param size how many subscriptions it has to begin with
 * @param delay after which a request that is carried out later has taken effect
 * @param username that its API knows the account by
 * @param callsPerSecond more are answered with 429; 0 for no limit
 * @param pace how many times the usual traffic its subscriptions make; 0: none, and nothing moves
 */
public record BackendConfig(
    Path folder,
    int port,
    int size,
    Duration delay,
    String username,
    String password,
    int callsPerSecond,
    double pace) {

  /** Without traffic of its own. */
  public BackendConfig(
      Path folder,
      int port,
      int size,
      Duration delay,
      String username,
      String password,
      int callsPerSecond) {
    this(folder, port, size, delay, username, password, callsPerSecond, 0);
  }
}

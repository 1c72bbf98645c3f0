// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.Duration;

/**
 * Settings of the dialect.
 *
 * @param tokenLife how long a token serves
 * @param changeLimit how long a PUT waits for its change to take effect
 */
public record EasyConnectConfig(Duration tokenLife, Duration changeLimit) {

  /** The document's 240 minutes; its example's 3,599 s can be set. */
  public static final EasyConnectConfig DEFAULT =
      new EasyConnectConfig(Duration.ofMinutes(240), Duration.ofSeconds(20));

  public EasyConnectConfig {
    if (!tokenLife.isPositive() || !changeLimit.isPositive()) {
      throw new IllegalArgumentException(
          "A token's life and a change's limit are more than nothing");
    }
  }
}

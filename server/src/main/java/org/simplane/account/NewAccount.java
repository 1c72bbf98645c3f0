// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.simplane.operator.Pace;

/**
 * An account to be added.
 *
 * @param settings by the keys of the platform's {@code settings()}, the secret ones among them
 * @param pace empty: the platform's default
 * @param syncEvery zero: only when asked; empty: every five minutes
 */
public record NewAccount(
    long organisation,
    String platform,
    String name,
    Map<String, String> settings,
    ZoneId billingZone,
    Optional<Pace> pace,
    Optional<Duration> syncEvery) {

  public NewAccount {
    settings = Map.copyOf(settings);
  }
}

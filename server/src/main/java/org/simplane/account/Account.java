// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.operator.Pace;

/**
 * One tenant's credentials on one operator platform, without the secret ones.
 *
 * @param secrets the keys of the secret settings that are stored; their values are never shown
 * @param billingZone in which days and months are formed
 * @param syncEvery zero: only when asked
 */
public record Account(
    long id,
    long organisation,
    String platform,
    String name,
    Map<String, String> settings,
    Set<String> secrets,
    ZoneId billingZone,
    Pace pace,
    AccountState state,
    Optional<String> stateReason,
    Duration syncEvery,
    Optional<Instant> synchronisedAt,
    Optional<String> synchronisationError,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  public Account {
    settings = Map.copyOf(settings);
    secrets = Set.copyOf(secrets);
  }
}

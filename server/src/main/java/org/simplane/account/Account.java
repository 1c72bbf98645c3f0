// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.operator.Pace;

/**
 * One tenant's credentials on one operator platform, without the secret ones.
 *
 * @param operatorName the word by which people name the operator, such as {@code 1NCE}; the
 *     platform and the settings make it
 * @param secrets the keys of the secret settings that are stored; their values are never shown
 * @param billingZone in which days and months are formed
 * @param syncEvery zero: only when asked
 */
public record Account(
    long id,
    long organisation,
    String platform,
    String operatorName,
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

  /** One that is not stored yet. */
  static Account draft(
      NewAccount wanted, AccountSettings settings, Pace pace, Duration syncEvery, Instant now) {
    return new Account(
        0,
        wanted.organisation(),
        wanted.platform(),
        wanted.platform().toUpperCase(Locale.ROOT),
        wanted.name(),
        settings.open(),
        settings.secret().keySet(),
        wanted.billingZone(),
        pace,
        AccountState.ACTIVE,
        Optional.empty(),
        syncEvery,
        Optional.empty(),
        Optional.empty(),
        now,
        now,
        1);
  }

  Account in(AccountState state, Optional<String> reason) {
    return new Account(
        id,
        organisation,
        platform,
        operatorName,
        name,
        settings,
        secrets,
        billingZone,
        pace,
        state,
        reason,
        syncEvery,
        synchronisedAt,
        synchronisationError,
        createdAt,
        updatedAt,
        version);
  }

  Account patched(AccountPatch patch) {
    return new Account(
        id,
        organisation,
        platform,
        operatorName,
        patch.name().orElse(name),
        settings,
        secrets,
        patch.billingZone().orElse(billingZone),
        patch.pace().orElse(pace),
        state,
        stateReason,
        patch.syncEvery().orElse(syncEvery),
        synchronisedAt,
        synchronisationError,
        createdAt,
        updatedAt,
        version);
  }

  Account of(String operatorName) {
    return new Account(
        id,
        organisation,
        platform,
        operatorName,
        name,
        settings,
        secrets,
        billingZone,
        pace,
        state,
        stateReason,
        syncEvery,
        synchronisedAt,
        synchronisationError,
        createdAt,
        updatedAt,
        version);
  }
}

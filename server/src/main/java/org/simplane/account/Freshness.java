// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far what is shown of an account's SIMs can be relied on: which account a view over several
 * misses, and how old the rest is.
 *
 * @param asOf when the operator's list was last read to its end; empty: never, or there is nobody
 *     to read it from
 * @param age of what is shown; empty as {@code asOf}
 * @param fresh whether what is shown is what the operator has, but for the time between two
 *     readings
 * @param reason why not, for people
 * @param callsHeld how long this node makes no call, because the operator asked for it or fails
 */
public record Freshness(
    Account account,
    Optional<Instant> asOf,
    Optional<Duration> age,
    boolean fresh,
    Optional<String> reason,
    Duration callsHeld) {

  /** So many readings may be missed. */
  private static final int MISSED = 3;

  static Freshness of(Account account, Duration callsHeld, Instant now) {
    Optional<Duration> age = account.synchronisedAt().map(at -> Duration.between(at, now));
    Optional<String> reason = reason(account, age);
    return new Freshness(
        account, account.synchronisedAt(), age, reason.isEmpty(), reason, callsHeld);
  }

  private static Optional<String> reason(Account account, Optional<Duration> age) {
    if (account.platform().equals(Accounts.OWN)) {
      return Optional.empty(); // Simplane itself is what knows
    }
    return switch (account.state()) {
      case PAUSED -> Optional.of("The account is paused");
      case BROKEN ->
          Optional.of("The account is broken" + account.stateReason().map(": "::concat).orElse(""));
      case ACTIVE -> {
        if (account.synchronisationError().isPresent()) {
          yield account.synchronisationError();
        }
        if (age.isEmpty()) {
          yield Optional.of("The operator's list has not been read to its end yet");
        }
        Duration patience = account.syncEvery().multipliedBy(MISSED);
        yield !patience.isZero() && age.get().compareTo(patience) > 0
            ? Optional.of("The operator's list should have been read since")
            : Optional.empty();
      }
    };
  }
}

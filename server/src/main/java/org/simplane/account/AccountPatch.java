// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.simplane.operator.Pace;

/**
 * What is to be changed of an account; what is empty stays.
 *
 * @param settings the keys given are replaced, the others stay; secret ones may be among them
 */
public record AccountPatch(
    Optional<String> name,
    Optional<Map<String, String>> settings,
    Optional<ZoneId> billingZone,
    Optional<Pace> pace,
    Optional<Duration> syncEvery) {

  public static AccountPatch settings(Map<String, String> settings) {
    return new AccountPatch(
        Optional.empty(),
        Optional.of(Map.copyOf(settings)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}

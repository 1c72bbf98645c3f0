// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One request that a platform took.
 *
 * @param number grows by one with every request of the process that writes the ledger
 * @param query without tokens
 * @param body as sent; empty for log-ins, whose bodies may hold secrets
 * @param logIn whether it asked for a token
 * @param fault what was made to go wrong with it
 * @param status of the answer; 0 when none was given
 */
public record LedgerEntry(
    long number,
    Instant at,
    String platform,
    String method,
    String path,
    String query,
    String body,
    boolean logIn,
    Optional<Fault> fault,
    int status,
    List<Effect> effects) {

  public LedgerEntry {
    effects = List.copyOf(effects);
  }
}

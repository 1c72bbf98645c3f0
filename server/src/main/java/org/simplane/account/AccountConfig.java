// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import java.util.UUID;

/**
 * What the accounts of this process need to know of it.
 *
 * @param node names this process among those on one database; a new one at every start
 * @param privateAddresses whether operators may be at loopback and private addresses, as simulated
 *     ones are
 * @param look how often other nodes' changes to accounts are looked for
 * @param timeLimit how long one call to an operator may take, until its answer is complete, unless
 *     the adapter asks for less
 */
public record AccountConfig(
    String node, boolean privateAddresses, Duration look, Duration timeLimit) {

  private static final Duration USUAL_TIME_LIMIT = Duration.ofSeconds(30);

  /** With the usual time limit. */
  public static AccountConfig of(boolean privateAddresses) {
    return of(privateAddresses, USUAL_TIME_LIMIT);
  }

  public static AccountConfig of(boolean privateAddresses, Duration timeLimit) {
    return new AccountConfig(
        UUID.randomUUID().toString(), privateAddresses, Duration.ofSeconds(1), timeLimit);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Instant;

/**
 * What an operator is given to push to. Whoever knows the key can push.
 *
 * @param key the secret last part of the address
 */
public record PushAddress(long account, String key, Instant createdAt) {

  /** The key is a secret. */
  @Override
  public String toString() {
    return "PushAddress[account " + account + ", " + createdAt + "]";
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.util.Optional;
import java.util.Set;

/**
 * A user to be made.
 *
 * @param organisation empty means the caller's own
 */
public record NewUser(
    Optional<Long> organisation,
    String username,
    String password,
    Optional<String> displayName,
    Optional<String> email,
    Set<Role> roles,
    Set<String> dialects,
    boolean enabled) {

  public NewUser {
    roles = Set.copyOf(roles);
    dialects = Set.copyOf(dialects);
  }

  @Override
  public String toString() {
    return "NewUser[" + username + "]";
  }
}

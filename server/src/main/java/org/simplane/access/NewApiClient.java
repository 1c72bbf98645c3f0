// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.util.Optional;
import java.util.Set;

/**
 * An API client to be made.
 *
 * @param organisation empty means the caller's own
 */
public record NewApiClient(
    Optional<Long> organisation,
    String name,
    Set<Role> roles,
    Set<String> dialects,
    boolean enabled) {

  public NewApiClient {
    roles = Set.copyOf(roles);
    dialects = Set.copyOf(dialects);
  }
}

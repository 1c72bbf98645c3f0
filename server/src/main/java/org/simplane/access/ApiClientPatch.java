// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.util.Optional;
import java.util.Set;

/** What is to be different; an empty part stays as it is. */
public record ApiClientPatch(
    Optional<String> name,
    Optional<Set<Role>> roles,
    Optional<Set<String>> dialects,
    Optional<Boolean> enabled) {

  public static final ApiClientPatch NONE =
      new ApiClientPatch(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}

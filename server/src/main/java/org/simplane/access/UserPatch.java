// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.util.Optional;
import java.util.Set;

/**
 * What is to be different; an empty part stays as it is, an empty inner value takes the value away.
 */
public record UserPatch(
    Optional<String> password,
    Optional<Optional<String>> displayName,
    Optional<Optional<String>> email,
    Optional<Set<Role>> roles,
    Optional<Set<String>> dialects,
    Optional<Boolean> enabled) {

  public static final UserPatch NONE =
      new UserPatch(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @Override
  public String toString() {
    return "UserPatch[roles=" + roles + ", dialects=" + dialects + ", enabled=" + enabled + "]";
  }
}

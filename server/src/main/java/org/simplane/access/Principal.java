// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.util.Set;
import org.simplane.Caller;
import org.simplane.Permission;

/** A user or client as the token check sees it. */
record Principal(
    Caller.Kind kind,
    long id,
    long organisation,
    String name,
    Set<Role> roles,
    Set<String> dialects,
    boolean enabled) {

  Principal {
    roles = Set.copyOf(roles);
    dialects = Set.copyOf(dialects);
  }

  Set<Permission> permissions() {
    return Role.permissions(roles);
  }
}

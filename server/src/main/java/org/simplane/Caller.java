// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane;

import java.util.Set;

/**
 * Who asks.
 *
 * @param name what the audit shows
 * @param correlation the request's id, which ties log, audit and answer together
 */
public record Caller(
    Kind kind, long id, String name, Scope scope, Set<Permission> permissions, String correlation) {

  /** What kind of principal asks. */
  public enum Kind {
    USER,
    CLIENT,
    /** Simplane itself: synchronisation, quota enforcement, the network doors. */
    SYSTEM
  }

  public Caller {
    permissions = Set.copyOf(permissions);
  }

  /** Simplane itself, at work for one organisation. */
  public static Caller system(String name, Scope scope) {
    return new Caller(Kind.SYSTEM, 0, name, scope, Set.of(Permission.values()), name);
  }

  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /** Throws {@link Failure.NotAllowed} unless the caller may. */
  public void require(Permission permission) {
    if (!may(permission)) {
      throw new FailureException(
          new Failure.NotAllowed(
              "This takes the permission " + permission + ", which " + name + " does not have"));
    }
  }
}

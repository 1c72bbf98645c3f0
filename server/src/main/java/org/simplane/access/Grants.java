// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;

/**
 * What one caller may hand to another: nothing beyond what it holds, nowhere but in its own tree.
 */
final class Grants {

  private Grants() {}

  static void checkRoles(Caller caller, Collection<Role> roles) {
    for (Role role : roles) {
      for (Permission permission : role.permissions()) {
        if (!caller.may(permission)) {
          throw new FailureException(
              new Failure.NotAllowed(
                  "The role "
                      + role
                      + " holds the permission "
                      + permission
                      + ", which "
                      + caller.name()
                      + " does not have"));
        }
      }
    }
  }

  static void checkDialects(Set<String> known, Collection<String> dialects) {
    for (String dialect : dialects) {
      if (!known.contains(dialect)) {
        throw new FailureException(
            Failure.Invalid.field(
                "dialects",
                "'" + dialect + "' is none of " + String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  static long organisation(Caller caller, Optional<Long> wanted) {
    long organisation = wanted.orElse(caller.scope().organisation());
    if (!caller.scope().contains(organisation)) {
      throw new FailureException(Failure.Invalid.field("organisation", "No such organisation"));
    }
    return organisation;
  }
}

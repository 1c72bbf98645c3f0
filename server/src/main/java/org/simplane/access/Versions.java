// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.util.OptionalLong;
import org.simplane.Failure;
import org.simplane.FailureException;

/** Optimistic locking, as If-Match asks for it. */
final class Versions {

  private Versions() {}

  static void check(long present, OptionalLong expected) {
    if (expected.isPresent() && expected.getAsLong() != present) {
      throw new FailureException(
          new Failure.Stale(
              "It has been changed since: the present version is "
                  + present
                  + ", not "
                  + expected.getAsLong()));
    }
  }
}

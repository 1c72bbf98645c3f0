// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Duration;
import org.simplane.Caller;

/**
 * A token just given out; it is kept hashed only.
 *
 * @param token a random UUID
 * @param life counted from now
 */
public record IssuedToken(
    String token, Duration life, Caller.Kind kind, long principal, long organisation) {

  @Override
  public String toString() {
    return "IssuedToken[" + kind + " " + principal + "]";
  }
}

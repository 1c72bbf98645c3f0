// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane;

import java.io.Serial;

/** Carries a {@link Failure} to the edge. */
public final class FailureException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public FailureException(Failure failure) {
    // A caller's mistake needs no stack trace, and attackers can make many of them.
    super(failure.message(), null, false, false);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}

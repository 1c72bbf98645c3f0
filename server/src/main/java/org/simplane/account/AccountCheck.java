// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import java.util.Optional;

/**
 * What a test of an account found.
 *
 * @param problem why calls would not succeed; empty when they would
 */
public record AccountCheck(Optional<String> problem, Duration took) {

  public boolean works() {
    return problem.isEmpty();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.Optional;

/** The customer's own data about the machine that the device belongs to. */
public record Machine(
    Optional<String> serialNumber,
    Optional<String> name,
    Optional<String> description,
    Optional<Instant> updatedAt) {

  public static final Machine NONE =
      new Machine(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}

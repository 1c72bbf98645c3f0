// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Instant;

/** Something on sale, or that was. */
public record Product(
    long id, ProductDraft said, Instant createdAt, Instant updatedAt, long version) {

  /** What an order of it does. */
  public enum Kind {
    /** SIMs come. */
    SIM,
    /** SIMs are given more volume. */
    TOP_UP,
    /** SIMs live longer. */
    EXTENSION
  }

  public String name() {
    return said.name();
  }

  public Kind kind() {
    return said.kind();
  }
}

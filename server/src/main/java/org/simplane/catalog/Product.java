// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * Something on sale, or that was.
 *
 * @param source the operator that sells it through us; empty: the selling organisation itself does
 */
public record Product(
    long id,
    ProductDraft said,
    Optional<Source> source,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  /**
   * Where it comes from.
   *
   * @param operatorProduct the operator's id of it
   * @param withdrawn whether the operator shows it no longer; it is not on sale then
   */
  public record Source(long account, String operatorProduct, boolean withdrawn) {}

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

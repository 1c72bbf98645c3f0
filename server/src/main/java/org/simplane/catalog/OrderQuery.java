// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

/**
 * A numbered page of orders.
 *
 * @param page counted from 1
 */
public record OrderQuery(Sort sort, boolean descending, int page, int pageSize) {

  /** What orders are sorted by; equal ones by number. */
  public enum Sort {
    NUMBER,
    STATE,
    DATE
  }
}

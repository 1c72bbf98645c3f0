// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * Some of a list that is ordered by id.
 *
 * @param next where to go on; empty at the end
 */
public record Page<T>(List<T> items, OptionalLong next) {

  public Page {
    items = List.copyOf(items);
  }

  /** Of rows read with one more than {@code limit}, which tells whether there is a next page. */
  public static <T> Page<T> of(List<T> rows, int limit, ToLongFunction<T> id) {
    if (rows.size() <= limit) {
      return new Page<>(rows, OptionalLong.empty());
    }
    List<T> items = rows.subList(0, limit);
    return new Page<>(items, OptionalLong.of(id.applyAsLong(items.getLast())));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lists as PostgreSQL arrays, for statements that take many rows at once. */
final class Columns {

  private Columns() {}

  static <T> Long[] numbers(Collection<T> rows, Function<T, Long> column) {
    return rows.stream().map(column).toArray(Long[]::new);
  }

  static <T> Integer[] wholes(Collection<T> rows, Function<T, Integer> column) {
    return rows.stream().map(column).toArray(Integer[]::new);
  }

  static <T> String[] texts(Collection<T> rows, Function<T, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  /** As text, since a session is not in UTC. */
  static <T> String[] instants(Collection<T> rows, Function<T, Instant> column) {
    return rows.stream().map(column).map(Instant::toString).toArray(String[]::new);
  }

  /** Empty text for what is not there. */
  static String orEmpty(Optional<?> value) {
    return value.map(Object::toString).orElse("");
  }

  static Long[] numbers(List<Long> values) {
    return values.toArray(Long[]::new);
  }
}

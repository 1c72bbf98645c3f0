// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.util.Collection;

/** Lists as PostgreSQL arrays, for statements that take many rows at once. */
final class Columns {

  private Columns() {}

  static Long[] numbers(Collection<Long> values) {
    return values.toArray(Long[]::new);
  }

  static String[] texts(Collection<String> values) {
    return values.toArray(String[]::new);
  }
}

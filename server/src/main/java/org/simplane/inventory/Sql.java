// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement with its values. */
final class Sql {

  private final StringBuilder text = new StringBuilder();
  private final List<@Nullable Object> values = new ArrayList<>();

  Sql add(String part) {
    text.append(part);
    return this;
  }

  Sql with(Object value) {
    values.add(value);
    return this;
  }

  String text() {
    return text.toString();
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      switch (values.get(i)) {
        case Long[] longs ->
            statement.setArray(i + 1, statement.getConnection().createArrayOf("bigint", longs));
        case String[] texts ->
            statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts));
        case Object value -> statement.setObject(i + 1, value);
        case null -> statement.setObject(i + 1, null);
      }
    }
  }
}

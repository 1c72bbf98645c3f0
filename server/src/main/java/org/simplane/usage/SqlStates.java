// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's error codes ask for. */
final class SqlStates {

  private SqlStates() {}

  /**
   * A deadlock or a serialisation failure: the same transaction goes through when it is tried
   * again.
   */
  static boolean isWorthRepeating(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e
          && ("40P01".equals(e.getSQLState()) || "40001".equals(e.getSQLState()))) {
        return true;
      }
    }
    return false;
  }
}

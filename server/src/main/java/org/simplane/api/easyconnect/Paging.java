// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import org.simplane.Failure;
import org.simplane.FailureException;

/**
 * Which part of a list is asked for.
 *
 * @param page counted from 1
 * @param size entries on a page
 */
record Paging(int page, int size) {

  static final int DEFAULT_SIZE = 10;
  static final int LARGEST_SIZE = 100;

  /**
   * Reads {@code page} and {@code pageSize}. A size above the largest is cut down to it, and the
   * headers say so; whatever is no whole number from 1 is refused.
   */
  static Paging of(Context context) {
    return of(context, LARGEST_SIZE);
  }

  /** As {@link #of(Context)}, with a largest size of its own. */
  static Paging of(Context context, int largest) {
    return of(context, "pageSize", DEFAULT_SIZE, largest);
  }

  /** As {@link #of(Context)}, for a list that calls its size otherwise. */
  static Paging of(Context context, String sizeName, int usual, int largest) {
    int page = positive(context, "page", 1);
    int size = positive(context, sizeName, usual);
    return new Paging(page, Math.min(size, largest));
  }

  /** The four headers; a list of nothing has no pages. */
  void describe(Context context, long total) {
    context
        .header("X-Total-Count", Long.toString(total))
        .header("X-Total-Pages", Long.toString(Math.ceilDiv(total, size)))
        .header("X-Count-Per-Page", Integer.toString(size))
        .header("X-Current-Page", Integer.toString(page));
  }

  private static int positive(Context context, String name, int absent) {
    String text = context.queryParam(name);
    if (text == null || text.isEmpty()) {
      return absent;
    }
    if (!text.chars().allMatch(c -> c >= '0' && c <= '9') || text.chars().allMatch(c -> c == '0')) {
      throw new FailureException(Failure.Invalid.field(name, "a whole number from 1 is expected"));
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException tooLarge) {
      return Integer.MAX_VALUE; // far past the end of any list
    }
  }
}

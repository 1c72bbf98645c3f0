// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import org.simplane.Failure;
import org.simplane.FailureException;

/**
 * Behind which row a page begins. As a cursor it is plain text, checked against the order of the
 * list it is used for; whoever shows it to strangers seals it.
 *
 * @param value what the list is sorted by; empty when that is the id
 */
record Position(String value, long id) {

  static final int MAX_LENGTH = 1000;

  String cursor(String order) {
    return order + "|" + id + "|" + value;
  }

  static Position of(String cursor, String order) {
    try {
      if (cursor.length() <= MAX_LENGTH) {
        String[] parts = cursor.split("\\|", 3);
        if (parts.length == 3 && parts[0].equals(order) && parts[2].indexOf('\0') < 0) {
          return new Position(parts[2], Long.parseLong(parts[1]));
        }
      }
    } catch (NumberFormatException e) {
      // Not one of ours: answered below like one of another list.
    }
    throw new FailureException(
        Failure.Invalid.field("cursor", "is not one that this list, in this order, gave out"));
  }
}

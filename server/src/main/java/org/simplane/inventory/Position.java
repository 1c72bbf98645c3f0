// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.simplane.Failure;
import org.simplane.FailureException;

/**
 * Behind which row a page begins. As a cursor it says nothing that its holder has not seen, and is
 * checked against the order of the list it is used for.
 *
 * @param value what the list is sorted by; empty when that is the id
 */
record Position(String value, long id) {

  static final int MAX_LENGTH = 1000;

  String cursor(String order) {
    String text = order + "|" + id + "|" + value;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static Position of(String cursor, String order) {
    try {
      if (cursor.length() <= MAX_LENGTH) {
        String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        String[] parts = text.split("\\|", 3);
        if (parts.length == 3 && parts[0].equals(order) && parts[2].indexOf('\0') < 0) {
          return new Position(parts[2], Long.parseLong(parts[1]));
        }
      }
    } catch (IllegalArgumentException e) {
      // Not one of ours: answered below like one of another list.
    }
    throw new FailureException(
        Failure.Invalid.field("cursor", "is not one that this list, in this order, gave out"));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/**
 * The place of a message among the parts of a longer text.
 *
 * @param reference what the parts have in common
 * @param number the first is 1
 */
public record MessagePart(int reference, int number, int total) {

  public MessagePart {
    if (number < 1 || number > total) {
      throw new IllegalArgumentException("Part " + number + " of " + total + " cannot be");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

/** Numbers seen: 8 to 16 bytes each, for the rows of a file. */
final class LongSet {

  private long[] slots = new long[1024];
  private int size;
  private boolean zero;

  /** False when it was there already. */
  boolean add(long value) {
    if (value == 0) {
      boolean fresh = !zero;
      zero = true;
      return fresh;
    }
    if (size * 2 >= slots.length) {
      grow();
    }
    if (put(slots, value)) {
      size++;
      return true;
    }
    return false;
  }

  private void grow() {
    long[] wider = new long[slots.length * 2];
    for (long value : slots) {
      if (value != 0) {
        put(wider, value);
      }
    }
    slots = wider;
  }

  private static boolean put(long[] slots, long value) {
    int mask = slots.length - 1;
    int at = (int) (value * 0x9E3779B97F4A7C15L >>> 32) & mask;
    while (slots[at] != 0) {
      if (slots[at] == value) {
        return false;
      }
      at = at + 1 & mask;
    }
    slots[at] = value;
    return true;
  }
}

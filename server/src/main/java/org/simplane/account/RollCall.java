// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.util.Arrays;

/**
 * The operator keys that a pass has seen, as 64-bit hashes: eight bytes for each of a million SIMs.
 * Two keys of one hash are so rare that one absent SIM would have to be overlooked once in
 * thousands of years.
 */
final class RollCall {

  private long[] hashes = new long[1_024];
  private int size;
  private boolean sorted;
  private final boolean whole;
  private final Speed speed = new Speed();
  private int changes;

  private RollCall(boolean whole) {
    this.whole = whole;
  }

  /** From the beginning of a list. */
  static RollCall whole() {
    return new RollCall(true);
  }

  /** Of a list whose beginning somebody else read. */
  static RollCall partial() {
    return new RollCall(false);
  }

  boolean isWhole() {
    return whole;
  }

  /** How quickly the list is read. */
  Speed speed() {
    return speed;
  }

  void changed(int more) {
    changes += more;
  }

  /** How much the pass has changed here. */
  int changes() {
    return changes;
  }

  void add(String key) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    hashes[size++] = hash(key);
    sorted = false;
  }

  boolean holds(String key) {
    if (!sorted) {
      Arrays.sort(hashes, 0, size);
      sorted = true;
    }
    return Arrays.binarySearch(hashes, 0, size, hash(key)) >= 0;
  }

  /** FNV-1a with a final mix. */
  private static long hash(String key) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
    return hash ^ (hash >>> 32);
  }
}

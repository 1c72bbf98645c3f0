// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.util.Arrays;

/**
 * Who acts next: a heap of one long per SIM (time above, SIM below), so that a million SIMs take
 * eight megabytes. An entry that was overtaken by a newer one for the same SIM is left in and told
 * apart by its time when it comes up.
 */
final class Wakeups {

  private static final int SIM_BITS = 24;
  private static final long SIM_MASK = (1L << SIM_BITS) - 1;

  private long[] heap = new long[1024];
  private int size;

  void add(int time, int sim) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    long entry = (long) time << SIM_BITS | sim;
    int at = size++;
    while (at > 0 && heap[(at - 1) >> 1] > entry) {
      heap[at] = heap[(at - 1) >> 1];
      at = (at - 1) >> 1;
    }
    heap[at] = entry;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** When the first one acts; only if not empty. */
  int time() {
    return (int) (heap[0] >> SIM_BITS);
  }

  /** Takes out the first one and returns its SIM; of several at one time, the lowest. */
  int take() {
    int sim = (int) (heap[0] & SIM_MASK);
    long last = heap[--size];
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= last) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return sim;
  }

  void clear() {
    size = 0;
  }
}

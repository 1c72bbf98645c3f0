// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.backend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Values in their order, each once, with their places: the page that begins at the hundred
 * thousandth costs what the first one does. To add at the end is quick, elsewhere the rest is
 * moved.
 */
final class Sorted<T> {

  private final Comparator<? super T> order;
  private final List<T> values = new ArrayList<>();

  Sorted(Comparator<? super T> order) {
    this.order = order;
  }

  void add(T value) {
    if (values.isEmpty() || order.compare(values.getLast(), value) < 0) {
      values.add(value);
      return;
    }
    int place = Collections.binarySearch(values, value, order);
    if (place < 0) {
      values.add(-place - 1, value);
    }
  }

  void remove(T value) {
    int place = Collections.binarySearch(values, value, order);
    if (place >= 0) {
      values.remove(place);
    }
  }

  /** Those that do not come before a value; a view. */
  List<T> from(T value) {
    int place = Collections.binarySearch(values, value, order);
    return values.subList(place < 0 ? -place - 1 : place, values.size());
  }

  /** A view. */
  List<T> all() {
    return Collections.unmodifiableList(values);
  }

  void clear() {
    values.clear();
  }
}

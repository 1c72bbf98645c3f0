// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which events of a subscription.
 *
 * @param until exclusive
 * @param kinds none: all
 * @param sort none: newest first
 */
public record EventQuery(
    long subscription, Instant from, Instant until, List<String> kinds, List<Sort> sort) {

  public EventQuery {
    kinds = List.copyOf(kinds);
    sort = List.copyOf(sort);
  }

  /** What events are ordered by. */
  public record Sort(Key key, boolean descending) {}

  /** What has an order. */
  public enum Key {
    AT,
    ID
  }

  static final List<Sort> NEWEST_FIRST = List.of(new Sort(Key.AT, true), new Sort(Key.ID, true));
  static final List<Sort> OLDEST_FIRST = List.of(new Sort(Key.AT, false), new Sort(Key.ID, false));

  /** As SQL has it; made of the enum's names alone. */
  String order() {
    return (sort.isEmpty() ? NEWEST_FIRST : sort)
        .stream()
            .map(by -> "e." + by.key().name() + (by.descending() ? " desc" : " asc"))
            .collect(Collectors.joining(", "));
  }
}

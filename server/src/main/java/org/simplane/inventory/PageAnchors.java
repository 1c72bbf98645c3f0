// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.simplane.Scope;

/**
 * Where numbered pages begin, as far as somebody has seen them: a hint that lets page n + 1 go on
 * from the end of page n instead of counting rows. Kept by each node for itself; without a hint a
 * page is found by counting from the nearest one before it. A reader that walks from page to page
 * loses and repeats none of the rows that stay, since each page begins behind the last row of the
 * page before as it was shown.
 */
final class PageAnchors {

  private static final int PER_LIST = 1_000;
  private static final int LISTS = 200;

  private final Cache<List, TreeMap<Long, Position>> anchors =
      Caffeine.newBuilder()
          .maximumSize(LISTS)
          .expireAfterAccess(Duration.ofMinutes(5))
          .executor(Runnable::run)
          .build();

  /** A list: whose rows, which of them, in what order, in pages of what size. */
  private record List(Set<Long> organisations, SubscriptionQuery query) {

    static List of(Scope scope, SubscriptionQuery query) {
      return new List(
          scope.organisations(),
          query
              .withOffset(query.skipped(), query.pageSize())
              .withCursor(Optional.empty())
              .countingUpTo(0));
    }
  }

  /**
   * The nearest page whose beginning is known, at or before the one asked for; page 1 begins at the
   * beginning.
   */
  record Anchor(long page, Optional<Position> begin) {}

  Anchor nearest(Scope scope, SubscriptionQuery query) {
    TreeMap<Long, Position> known = anchors.getIfPresent(List.of(scope, query));
    if (known != null) {
      synchronized (known) {
        Map.Entry<Long, Position> entry = known.floorEntry((long) query.page());
        if (entry != null) {
          return new Anchor(entry.getKey(), Optional.of(entry.getValue()));
        }
      }
    }
    return new Anchor(1, Optional.empty());
  }

  /**
   * Notes where the page after this one begins. What was known of pages behind it no longer fits if
   * that has moved.
   */
  void note(Scope scope, SubscriptionQuery query, Position end) {
    TreeMap<Long, Position> known = anchors.get(List.of(scope, query), _ -> new TreeMap<>());
    long next = query.page() + 1L;
    synchronized (known) {
      Position before = known.put(next, end);
      if (before != null && !before.equals(end)) {
        known.tailMap(next, false).clear();
      }
      if (known.size() > PER_LIST) {
        thin(known, next);
      }
    }
  }

  private static void thin(Map<Long, Position> known, long keep) {
    Iterator<Long> pages = known.keySet().iterator();
    boolean drop = false;
    while (pages.hasNext()) {
      if (pages.next() != keep && drop) {
        pages.remove();
      }
      drop = !drop;
    }
  }
}

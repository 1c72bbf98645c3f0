// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.fleet;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.simplane.Scope;
import org.simplane.inventory.SubscriptionQuery;

/**
 * How many answer a question, as it was counted with its first page: counting the same anew for
 * each page takes longer than the page where two common facts meet. Safe for use by many threads.
 */
final class Totals {

  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final int MOST = 1_000;

  private record Question(Scope scope, SubscriptionQuery query) {}

  private record Total(long count, long at) {}

  private final Map<Question, Total> totals =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Total> eldest) {
          return size() > MOST;
        }
      };

  synchronized OptionalLong of(Scope scope, SubscriptionQuery query) {
    Total total = totals.get(new Question(scope, query));
    return total == null || System.nanoTime() - total.at() > KEPT.toNanos()
        ? OptionalLong.empty()
        : OptionalLong.of(total.count());
  }

  synchronized void keep(Scope scope, SubscriptionQuery query, long count) {
    totals.put(new Question(scope, query), new Total(count, System.nanoTime()));
  }
}

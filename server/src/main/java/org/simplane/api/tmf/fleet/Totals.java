// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.fleet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Scope;
import org.simplane.inventory.SubscriptionQuery;

/**
 * How many answer a question, as it was counted with its first page: counting the same anew for
 * each page takes longer than the page where two common facts meet. Safe for use by many threads.
 */
final class Totals {

  private static final Duration KEPT = Duration.ofSeconds(10);

  /** A question counts as so many organisations, beside those of its scope. */
  private static final int QUESTION = 1_000;

  /**
   * In organisations: each question holds a scope of its own, of some 30 bytes for each of them.
   */
  private static final long MOST = 1_000_000;

  private record Question(Scope scope, SubscriptionQuery query) {}

  private final Cache<Question, Long> totals =
      Caffeine.newBuilder()
          .expireAfterWrite(KEPT)
          .maximumWeight(MOST)
          .weigher(
              (Question question, Long _) -> QUESTION + question.scope().organisations().size())
          .executor(Runnable::run)
          .build();

  OptionalLong of(Scope scope, SubscriptionQuery query) {
    return Optional.ofNullable(totals.getIfPresent(new Question(scope, query)))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  void keep(Scope scope, SubscriptionQuery query, long count) {
    totals.put(new Question(scope, query), count);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Set;
import org.simplane.db.Database;

/**
 * Whether anybody listens, so that what comes in great numbers, such as network events and usage
 * records, is put into the outbox only where somebody does. At most 5 s old. Safe for use by many
 * threads.
 */
public final class Listening {

  private final LoadingCache<Long, Set<String>> patterns;

  public Listening(Database database) {
    this.patterns =
        Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofSeconds(4))
            .refreshAfterWrite(Duration.ofSeconds(2))
            .executor(Thread::startVirtualThread)
            .build(organisation ->
                database.read(handle -> WebhookStore.listening(handle, organisation)));
  }

  /** Paused webhooks listen too: they are told when they are resumed. */
  public boolean anyone(long organisation, String kind) {
    return Kinds.matches(patterns.get(organisation), kind);
  }

  /** After a change on this node. */
  void forget() {
    patterns.invalidateAll();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.simplane.Transaction;
import org.simplane.connectivity.Audience;
import org.simplane.notification.Listening;
import org.simplane.notification.Outbox;

/**
 * Tells of usage records as they are stored, in the same transaction, where somebody listens; where
 * nobody does, nothing is read or written. Safe for use by many threads.
 */
public final class RecordEvents {

  /** What the outbox calls them. */
  public static final String OUTBOX_KIND = "usage.record";

  private static final int AT_ONCE = 2_000;

  private final Outbox outbox;
  private final Audience audience;

  /**
   * @param audience of {@link #OUTBOX_KIND}
   */
  public RecordEvents(Outbox outbox, Audience audience) {
    this.outbox = outbox;
    this.audience = audience;
  }

  /** For those whom webhooks tell of usage records. */
  public static RecordEvents of(Outbox outbox, Listening listening) {
    return new RecordEvents(outbox, organisation -> listening.anyone(organisation, OUTBOX_KIND));
  }

  /** What a stored record is found by, beside its feed. */
  record Key(Instant startedAt, String recordId) {}

  /**
   * @param rows those of the chunk that were stored
   * @param sums of the same rows
   */
  void tell(Transaction transaction, long feed, CdrBatch chunk, int[] rows, Sums sums) {
    Set<Long> listening = listening(sums);
    if (listening.isEmpty()) {
      return;
    }
    for (int from = 0; from < rows.length; from += AT_ONCE) {
      List<Key> keys =
          IntStream.range(from, Math.min(rows.length, from + AT_ONCE))
              .mapToObj(at -> new Key(instant(chunk.started[rows[at]]), chunk.recordId(rows[at])))
              .toList();
      outbox.publish(transaction, RecordEventStore.events(transaction, feed, keys, listening));
    }
  }

  /** Of messages that were metered where they passed. */
  void tell(Transaction transaction, Collection<CountedMessage> messages, Sums sums) {
    Set<Long> listening = listening(sums);
    if (!listening.isEmpty()) {
      List<Key> keys =
          messages.stream().map(message -> new Key(message.at(), message.key())).toList();
      outbox.publish(
          transaction, RecordEventStore.events(transaction, MessageMeter.FEED, keys, listening));
    }
  }

  /** Nearly always one organisation or a few, however many sums there are. */
  private Set<Long> listening(Sums sums) {
    Set<Long> all = new HashSet<>();
    long last = 0;
    for (int i = 0; i < sums.size; i++) {
      if (sums.organisation[i] != last) {
        last = sums.organisation[i];
        all.add(last);
      }
    }
    all.removeIf(organisation -> !audience.listens(organisation));
    return all;
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.simplane.Transaction;
import org.simplane.db.Partitions;

/**
 * Meters the messages that go through Simplane's own message centre: a usage record each, sums and
 * quota, in the transaction that delivers or receives them. Safe for use by many threads.
 */
public final class MessageMeter {

  /** What these records show as their feed: Simplane itself. */
  static final long FEED = 0;

  private final QuotaKeeper quotas;
  private final FirstUsage firstUsage;
  private final RecordEvents told;
  private final Partitions partitions;
  private final Clock clock;

  public MessageMeter(
      QuotaKeeper quotas,
      FirstUsage firstUsage,
      RecordEvents told,
      Partitions partitions,
      Clock clock) {
    this.quotas = quotas;
    this.firstUsage = firstUsage;
    this.told = told;
    this.partitions = partitions;
    this.clock = clock;
  }

  /** Makes room for records of these times; to be called before the transaction begins. */
  public void prepare(Collection<Instant> times) {
    partitions.ensure("usage_record", times);
    partitions.ensure("usage_sum", times);
  }

  /** Counts each. */
  public void count(Transaction transaction, Collection<CountedMessage> messages) {
    if (messages.isEmpty()) {
      return;
    }
    List<CountedMessage> sorted =
        messages.stream()
            .sorted(
                Comparator.comparingLong(CountedMessage::subscription)
                    .thenComparingLong(message -> message.at().getEpochSecond() / 3_600)
                    .thenComparing(CountedMessage::fromDevice, Comparator.reverseOrder()))
            .toList();
    MeterStore.insert(transaction, sorted);
    Sums sums = Sums.of(sorted);
    RecordStore.add(transaction, sums);
    told.tell(transaction, sorted, sums);
    quotas.charge(transaction, sums, clock.instant());
    List<Long> sleeping =
        MeterStore.sleeping(
            transaction, sorted.stream().map(CountedMessage::subscription).distinct().toList());
    if (!sleeping.isEmpty()) {
      firstUsage.of(transaction, sleeping);
    }
  }
}

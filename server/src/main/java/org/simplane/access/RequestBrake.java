// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.db.Database;

/**
 * Holds each organisation to so many requests in a second, over all nodes: a bucket of one second's
 * requests that fills up evenly. Requests are taken from the database in blocks of a twentieth of a
 * second, which for a small rate is one; a refusal is remembered until the next one is due, so that
 * a flood costs no queries. An organisation without a limit costs none either. Safe for use by many
 * threads.
 */
public final class RequestBrake {

  private static final int BLOCKS_PER_SECOND = 20;
  private static final Duration REST = Duration.ofMinutes(1);

  private final Database database;

  /** Younger than 5 s, so that a rate set on another node holds here within that time. */
  private final LoadingCache<Long, Optional<Integer>> rates;

  private final LoadingCache<Long, Bucket> buckets;

  public RequestBrake(Database database) {
    this.database = database;
    this.rates =
        Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofSeconds(4))
            .refreshAfterWrite(Duration.ofSeconds(2))
            .executor(Thread::startVirtualThread)
            .build(id -> database.read(handle -> RequestPaceStore.rate(handle, id)));
    this.buckets =
        Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(REST).build(Bucket::new);
  }

  /**
   * Throws {@link Failure.Throttled} when the organisation has none left for now.
   *
   * @param usual requests per second of an organisation that no number is set for; 0: any number
   */
  public void check(long organisation, int usual) {
    int rate = rates.get(organisation).orElse(usual);
    if (rate > 0) {
      buckets.get(organisation).take(rate);
    }
  }

  /** What this node holds of one organisation's requests. */
  private final class Bucket {

    private final long organisation;
    private final ReentrantLock lock = new ReentrantLock();
    private int left;
    private long leftUntil;
    private boolean closed;
    private long closedUntil;

    Bucket(long organisation) {
      this.organisation = organisation;
    }

    void take(int rate) {
      lock.lock();
      try {
        long now = System.nanoTime();
        if (left > 0 && now - leftUntil < 0) {
          left--;
          return;
        }
        if (closed && now - closedUntil < 0) {
          throw throttled(closedUntil - now);
        }
        fill(rate);
      } finally {
        lock.unlock();
      }
    }

    private void fill(int rate) {
      int block = Math.max(1, rate / BLOCKS_PER_SECOND);
      double seconds = (double) block / rate;
      closed =
          !database.inTransaction(
              transaction -> RequestPaceStore.take(transaction, organisation, seconds));
      long now = System.nanoTime();
      if (closed) {
        double wait = database.read(handle -> RequestPaceStore.wait(handle, organisation, seconds));
        closedUntil = now + (long) (Math.max(0, wait) * 1_000_000_000);
        throw throttled(closedUntil - now);
      }
      left = block - 1;
      leftUntil = now + Duration.ofSeconds(1).toNanos();
    }
  }

  private static FailureException throttled(long nanoseconds) {
    return new FailureException(new Failure.Throttled(Duration.ofNanos(nanoseconds)));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipException;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Organisations;
import org.simplane.db.Database;

/**
 * Loads a batch in chunks, each in one transaction with everything that follows from it and with
 * the line it reaches. So a batch broken off anywhere goes on behind its last committed line, and
 * two loaders at the same batch do each line once. Safe for use by many threads.
 */
final class BatchLoader {

  private static final int ATTEMPTS = 10;

  /**
   * After a repeated record, this many chunks of the feed take the way that copes with more of
   * them.
   */
  private static final int CAREFUL_CHUNKS = 100;

  private final Database database;
  private final Organisations organisations;
  private final QuotaKeeper quotas;
  private final FirstUsage firstUsage;
  private final RecordPartitions partitions;
  private final Clock clock;
  private final int chunkSize;
  private final Map<Long, Integer> careful = new ConcurrentHashMap<>();

  BatchLoader(
      Database database,
      Organisations organisations,
      QuotaKeeper quotas,
      FirstUsage firstUsage,
      RecordPartitions partitions,
      Clock clock,
      int chunkSize) {
    this.database = database;
    this.organisations = organisations;
    this.quotas = quotas;
    this.firstUsage = firstUsage;
    this.partitions = partitions;
    this.clock = clock;
    this.chunkSize = chunkSize;
  }

  /** Loads what is left of a batch. */
  Batch load(Feed feed, Batch batch, InputStream in) throws IOException {
    CdrBatch chunk = new CdrBatch(chunkSize);
    CsvReader csv = new CsvReader(in);
    Batch reached = batch;
    try {
      CdrReader reader = new CdrReader(csv, feed, batch.id(), clock.instant());
      boolean more;
      do {
        chunk.clear();
        more = reader.fill(chunk, reached.line());
        reached = commit(feed, batch.id(), chunk, !more);
      } while (more);
    } catch (UnreadableException e) {
      reached = breakOff(feed, batch.id(), chunk, csv, String.valueOf(e.getMessage()));
    } catch (ZipException | EOFException e) {
      // What came before the damage is kept; the rest is not there to be read.
      reached =
          breakOff(
              feed,
              batch.id(),
              chunk,
              csv,
              "From here on the file cannot be unpacked: " + e.getMessage());
    }
    return reached;
  }

  private Batch breakOff(Feed feed, long batch, CdrBatch chunk, CsvReader csv, String reason) {
    long line = Math.max(1, csv.line());
    String raw = csv.line() == 0 ? "" : new String(csv.raw(), UTF_8);
    chunk.refused.add(
        new CdrBatch.Refused(line, Optional.empty(), Reject.Code.MALFORMED, reason, raw));
    chunk.lastLine = line;
    return commit(feed, batch, chunk, true);
  }

  private Batch commit(Feed feed, long batch, CdrBatch chunk, boolean last) {
    partitions.ensure(chunk, clock.instant());
    for (int attempt = 1; ; attempt++) {
      try {
        return database.inTransaction(transaction -> commit(transaction, feed, batch, chunk, last));
      } catch (JdbiException e) {
        if (attempt == ATTEMPTS || !SqlStates.isWorthRepeating(e)) {
          throw e;
        }
      }
    }
  }

  private Batch commit(Transaction transaction, Feed feed, long id, CdrBatch chunk, boolean last) {
    Batch reached = FeedStore.lock(transaction, id);
    if (reached.finishedAt().isPresent() || (reached.line() >= chunk.lastLine && !last)) {
      return reached; // another loader was faster
    }
    Instant now = clock.instant();
    Scope scope = organisations.scopeOf(feed.organisation());
    List<CdrBatch.Refused> refused = new ArrayList<>();
    chunk.refused.stream().filter(line -> line.line() > reached.line()).forEach(refused::add);
    Sims sims = Sims.find(scope, transaction.handle(), chunk.identifiers());
    Rows rows = Rows.of(chunk, sims, reached.line(), refused);
    int[] accepted = insert(transaction, feed, chunk, rows, refused);
    if (accepted.length > 0) {
      Sums sums = Sums.of(chunk, sims, accepted);
      RecordStore.add(transaction, sums);
      quotas.charge(transaction, sums, now);
      wake(transaction, chunk, sims, accepted);
    }
    FeedStore.insertRejects(transaction, feed, id, refused, now);
    return FeedStore.advance(
        transaction,
        id,
        Math.max(chunk.lastLine, reached.line()),
        accepted.length,
        rows.duplicates(),
        refused.size(),
        last ? now : null);
  }

  /** Gives the rows that were not there before. */
  private int[] insert(
      Transaction transaction,
      Feed feed,
      CdrBatch chunk,
      Rows rows,
      List<CdrBatch.Refused> refused) {
    int[] wanted = rows.sorted();
    if (wanted.length == 0) {
      return wanted;
    }
    if (!careful.containsKey(feed.id())) {
      if (RecordStore.copy(transaction, chunk, wanted)) {
        return wanted;
      }
      careful.put(feed.id(), CAREFUL_CHUNKS);
    }
    List<RecordStore.Known> known = RecordStore.insertNew(transaction, chunk, wanted);
    if (known.isEmpty()) {
      careful.computeIfPresent(feed.id(), (_, left) -> nextOf(left));
    } else {
      careful.put(feed.id(), CAREFUL_CHUNKS);
    }
    return rows.without(known, refused);
  }

  private static @Nullable Integer nextOf(int left) {
    return left > 1 ? left - 1 : null;
  }

  private void wake(Transaction transaction, CdrBatch chunk, Sims sims, int[] rows) {
    Set<Long> sleeping = new HashSet<>();
    for (int row : rows) {
      if (sims.isSleeping(chunk.identifier[row])) {
        sleeping.add(sims.subscription(chunk.identifier[row]));
      }
    }
    if (!sleeping.isEmpty()) {
      firstUsage.of(transaction, sleeping);
    }
  }

  /** The rows of a chunk that are to be taken. */
  private static final class Rows {

    private final CdrBatch chunk;
    private final int[] sorted;
    private int duplicates;

    private Rows(CdrBatch chunk, int[] sorted, int duplicates) {
      this.chunk = chunk;
      this.sorted = sorted;
      this.duplicates = duplicates;
    }

    /** Leaves out what is loaded already, unknown SIMs' rows, and repetitions within the chunk. */
    static Rows of(CdrBatch chunk, Sims sims, long after, List<CdrBatch.Refused> refused) {
      long[] order = new long[chunk.size];
      int count = 0;
      int duplicates = 0;
      RowKeys keys = new RowKeys(chunk);
      for (int row = 0; row < chunk.size; row++) {
        if (chunk.line[row] <= after) {
          continue;
        }
        int identifier = chunk.identifier[row];
        if (!sims.isKnown(identifier)) {
          refused.add(
              chunk.refuse(row, Reject.Code.UNKNOWN_SUBSCRIPTION, sims.whyUnknown(identifier)));
          continue;
        }
        int earlier = keys.putIfAbsent(row);
        if (earlier >= 0) {
          boolean same =
              chunk.hash[earlier] == chunk.hash[row]
                  && sims.subscription(chunk.identifier[earlier]) == sims.subscription(identifier);
          if (same) {
            duplicates++;
          } else {
            refused.add(conflict(chunk, row));
          }
          continue;
        }
        chunk.setSubscription(row, sims.subscription(identifier), sims.organisation(identifier));
        order[count++] = sims.subscription(identifier) << 20 | row;
      }
      Arrays.sort(order, 0, count);
      int[] sorted = new int[count];
      for (int i = 0; i < count; i++) {
        sorted[i] = (int) (order[i] & 0xFFFFF);
      }
      return new Rows(chunk, sorted, duplicates);
    }

    private static CdrBatch.Refused conflict(CdrBatch chunk, int row) {
      return chunk.refuse(
          row,
          Reject.Code.CONFLICT,
          "A record of this feed with this id and start is known with other content");
    }

    /**
     * By subscription: neighbours in the file are then neighbours in the index that usage is read
     * by.
     */
    int[] sorted() {
      return sorted;
    }

    int duplicates() {
      return duplicates;
    }

    int[] without(List<RecordStore.Known> known, List<CdrBatch.Refused> refused) {
      if (known.isEmpty()) {
        return sorted;
      }
      Map<Integer, Boolean> sameByLine = new HashMap<>();
      known.forEach(record -> sameByLine.put(record.line(), record.same()));
      int[] left = new int[sorted.length];
      int count = 0;
      for (int row : sorted) {
        Boolean same = sameByLine.get(chunk.line[row]);
        if (same == null) {
          left[count++] = row;
        } else if (same) {
          duplicates++;
        } else {
          refused.add(conflict(chunk, row));
        }
      }
      return Arrays.copyOf(left, count);
    }
  }
}

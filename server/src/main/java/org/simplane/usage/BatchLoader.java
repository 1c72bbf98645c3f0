// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
  private final RecordEvents told;
  private final RecordPartitions partitions;
  private final Clock clock;
  private final int chunkSize;
  private final Map<Long, Integer> careful = new ConcurrentHashMap<>();

  BatchLoader(
      Database database,
      Organisations organisations,
      QuotaKeeper quotas,
      FirstUsage firstUsage,
      RecordEvents told,
      RecordPartitions partitions,
      Clock clock,
      int chunkSize) {
    this.database = database;
    this.organisations = organisations;
    this.quotas = quotas;
    this.firstUsage = firstUsage;
    this.told = told;
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
      chunk.header = reader.header().orElse(null);
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
    return repeating(
        () -> database.inTransaction(transaction -> commit(transaction, feed, batch, chunk, last)));
  }

  private Batch commit(Transaction transaction, Feed feed, long id, CdrBatch chunk, boolean last) {
    Batch reached = FeedStore.lock(transaction, id);
    if (reached.finishedAt().isPresent() || (reached.line() >= chunk.lastLine && !last)) {
      return reached; // another loader was faster
    }
    Instant now = clock.instant();
    Taken taken = take(transaction, feed, chunk, line -> line > reached.line(), now);
    FeedStore.insertRejects(transaction, feed, id, taken.refused(), now);
    return FeedStore.advance(
        transaction,
        id,
        chunk.header,
        Math.max(chunk.lastLine, reached.line()),
        taken.accepted(),
        taken.duplicates(),
        taken.refused().size(),
        last ? now : null);
  }

  /** What became of a chunk's lines. */
  private record Taken(int accepted, int duplicates, List<CdrBatch.Refused> refused) {}

  /**
   * Stores a chunk's records with everything that follows from them.
   *
   * @param wanted which of its lines
   */
  private Taken take(
      Transaction transaction, Feed feed, CdrBatch chunk, LongPredicate wanted, Instant now) {
    Scope scope = organisations.scopeOf(feed.organisation());
    List<CdrBatch.Refused> refused = new ArrayList<>();
    chunk.refused.stream().filter(line -> wanted.test(line.line())).forEach(refused::add);
    Sims sims = Sims.find(scope, transaction.handle(), chunk.identifiers());
    Rows rows = Rows.of(chunk, sims, wanted, refused);
    int[] accepted = insert(transaction, feed, chunk, rows, refused);
    if (accepted.length > 0) {
      Sums sums = Sums.of(chunk, sims, accepted);
      RecordStore.add(transaction, sums);
      told.tell(transaction, feed.id(), chunk, accepted, sums);
      quotas.charge(transaction, sums, now);
      wake(transaction, chunk, sims, accepted);
    }
    return new Taken(accepted.length, rows.duplicates(), refused);
  }

  /**
   * Tries rejects of one batch once more. Those that are taken are rejects no longer, from the same
   * transaction on; the others have the reason that holds now. Rejects that somebody else takes up
   * at the same time are taken once.
   *
   * @param header of the batch
   */
  Retaken retake(Feed feed, long batch, String header, List<Reject> rejects) {
    CdrBatch chunk = new CdrBatch(rejects.size() + 1);
    String text =
        header + "\n" + rejects.stream().map(Reject::raw).collect(Collectors.joining("\n"));
    CsvReader csv = new CsvReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
    try {
      new CdrReader(
              csv, feed, batch, clock.instant(), rejects.stream().mapToLong(Reject::line).toArray())
          .fill(chunk, 0);
    } catch (UnreadableException e) {
      throw new IllegalStateException("The header of batch " + batch + " was read before", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    partitions.ensure(chunk, clock.instant());
    return repeating(() ->
        database.inTransaction(transaction -> retake(transaction, feed, batch, chunk, rejects)));
  }

  private Retaken retake(
      Transaction transaction, Feed feed, long batch, CdrBatch chunk, List<Reject> rejects) {
    Map<Long, Reject> byLine = new HashMap<>();
    Set<Long> open = RejectStore.lock(transaction, rejects);
    rejects.stream()
        .filter(reject -> open.contains(reject.id()))
        .forEach(reject -> byLine.put(reject.line(), reject));
    Taken taken = take(transaction, feed, chunk, byLine::containsKey, clock.instant());
    for (CdrBatch.Refused refused : taken.refused()) {
      Reject again = byLine.remove(refused.line());
      if (again != null) {
        RejectStore.explain(transaction, again, refused.code(), refused.reason());
      }
    }
    RejectStore.delete(transaction, byLine.values());
    FeedStore.retaken(transaction, batch, taken.accepted(), taken.duplicates());
    return new Retaken(taken.accepted(), taken.duplicates(), taken.refused().size());
  }

  private static <T> T repeating(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (JdbiException e) {
        if (attempt == ATTEMPTS || !SqlStates.isWorthRepeating(e)) {
          throw e;
        }
      }
    }
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
    static Rows of(
        CdrBatch chunk, Sims sims, LongPredicate wanted, List<CdrBatch.Refused> refused) {
      long[] order = new long[chunk.size];
      int count = 0;
      int duplicates = 0;
      RowKeys keys = new RowKeys(chunk);
      for (int row = 0; row < chunk.size; row++) {
        if (!wanted.test(chunk.line[row])) {
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
        chunk.setSubscription(
            row, sims.subscription(identifier), sims.organisation(identifier, chunk.started[row]));
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

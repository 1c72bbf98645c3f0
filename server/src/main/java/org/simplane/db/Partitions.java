// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The month partitions (UTC) of the tables that are partitioned by time: made ahead, made on demand
 * for late data, dropped when their table's retention is over. A row without a month of its own is
 * not refused: it waits in a default partition until the month is made. Safe when several nodes do
 * so at once.
 */
public final class Partitions {

  private static final Logger log = LoggerFactory.getLogger(Partitions.class);
  private static final int MONTHS_AHEAD = 2;

  private final Database database;
  private final Clock clock;
  private final Map<String, Period> retention;
  private final Set<Partition> known = ConcurrentHashMap.newKeySet();

  /**
   * @param retention by table; one that is not named is kept for ever
   */
  public Partitions(Database database, Clock clock, Map<String, Period> retention) {
    this.database = database;
    this.clock = clock;
    this.retention = Map.copyOf(retention);
  }

  /** A month of a table. */
  record Partition(String table, YearMonth month) {

    String name() {
      return "%s_%04d_%02d".formatted(table, month.getYear(), month.getMonthValue());
    }

    Instant first() {
      return start(month);
    }

    Instant end() {
      return start(month.plusMonths(1));
    }

    private static Instant start(YearMonth month) {
      return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
  }

  /**
   * Makes the months that these instants fall into, where they are missing. Commits by itself, so
   * that the lock this takes is short: call it before your transaction.
   */
  public void ensure(String table, Collection<Instant> instants) {
    List<Partition> missing =
        instants.stream()
            .map(instant -> new Partition(table, YearMonth.from(instant.atOffset(ZoneOffset.UTC))))
            .distinct()
            .filter(partition -> !known.contains(partition))
            .sorted((a, b) -> a.month().compareTo(b.month()))
            .toList();
    for (Partition partition : missing) {
      database.useTransaction(transaction -> PartitionStore.make(transaction, partition));
      known.add(partition);
    }
  }

  /**
   * Makes the coming months of every table, and drops those whose retention is over. To be called
   * daily.
   */
  public void keep() {
    YearMonth present = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    for (String table : database.read(PartitionStore::tables)) {
      ensure(
          table,
          IntStream.rangeClosed(0, MONTHS_AHEAD)
              .mapToObj(months -> new Partition(table, present.plusMonths(months)).first())
              .toList());
      Period kept = retention.get(table);
      if (kept != null) {
        drop(table, clock.instant().atOffset(ZoneOffset.UTC).minus(kept).toInstant());
      }
    }
  }

  private void drop(String table, Instant before) {
    for (Partition partition : database.read(handle -> PartitionStore.of(handle, table))) {
      if (!partition.end().isAfter(before)) {
        database.useTransaction(transaction -> PartitionStore.drop(transaction, partition));
        known.remove(partition);
        log.info("Dropped {}: its retention is over", partition.name());
      }
    }
  }
}

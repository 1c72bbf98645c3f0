// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.db;

import java.time.YearMonth;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.simplane.Transaction;
import org.simplane.db.Partitions.Partition;

/**
 * The SQL of {@link Partitions}. Table names come from the catalogue and from our own code alone.
 */
final class PartitionStore {

  private static final Pattern NAME =
      Pattern.compile("(?<table>.+)_(?<year>\\d{4})_(?<month>\\d{2})");

  private PartitionStore() {}

  /** The tables that are partitioned by one column of time. */
  static List<String> tables(Handle handle) {
    return handle
        .createQuery(
            """
            select c.relname
              from pg_partitioned_table p join pg_class c on c.oid = p.partrelid
             where c.relnamespace = cast(current_schema() as regnamespace) and p.partstrat = 'r'
             order by c.relname
            """)
        .mapTo(String.class)
        .list();
  }

  /** The months that a table has. */
  static List<Partition> of(Handle handle, String table) {
    return handle
        .createQuery(
            """
            select child.relname
              from pg_inherits i join pg_class child on child.oid = i.inhrelid
             where i.inhparent = cast(:table as regclass)
             order by child.relname
            """)
        .bind("table", table)
        .mapTo(String.class)
        .stream()
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .map(name ->
            new Partition(
                table,
                YearMonth.of(
                    Integer.parseInt(name.group("year")), Integer.parseInt(name.group("month")))))
        .toList();
  }

  /**
   * Makes one month and moves into it what waits for it. Attaching lets readers and writers of the
   * other months go on, which creating in place would not.
   */
  static void make(Transaction transaction, Partition partition) {
    Handle handle = transaction.handle();
    lock(handle, partition.table());
    if (exists(handle, partition.name())) {
      return;
    }
    String rest = partition.table() + "_default";
    if (!exists(handle, rest)) {
      handle.execute("create table %s partition of %s default".formatted(rest, partition.table()));
    }
    handle.execute(
        "create table %s (like %s including defaults including constraints including storage)"
            .formatted(partition.name(), partition.table()));
    String column = column(handle, partition.table());
    handle.execute("lock table %s in access exclusive mode".formatted(rest));
    handle
        .createUpdate(
            """
            with waiting as (delete from %s where %s >= :first and %s < :end returning *)
            insert into %s overriding system value select * from waiting
            """
                .formatted(rest, column, column, partition.name()))
        .bind("first", partition.first())
        .bind("end", partition.end())
        .execute();
    handle.execute(
        "alter table %s attach partition %s for values from ('%s') to ('%s')"
            .formatted(partition.table(), partition.name(), partition.first(), partition.end()));
  }

  static void drop(Transaction transaction, Partition partition) {
    lock(transaction.handle(), partition.table());
    transaction.handle().execute("drop table if exists " + partition.name());
  }

  /** One at a time for each table, over all nodes. */
  private static void lock(Handle handle, String table) {
    handle.execute("select pg_advisory_xact_lock(hashtext('partitions'), hashtext(?))", table);
  }

  private static boolean exists(Handle handle, String relation) {
    return handle
        .createQuery("select to_regclass(:name) is not null")
        .bind("name", relation)
        .mapTo(Boolean.class)
        .one();
  }

  private static String column(Handle handle, String table) {
    return handle
        .createQuery(
            """
            select a.attname
              from pg_partitioned_table p
              join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
             where p.partrelid = cast(:table as regclass)
            """)
        .bind("table", table)
        .mapTo(String.class)
        .one();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.simplane.Transaction;

/** Where the reading of what operators count stands; of all tenants. */
final class WatchStore {

  /**
   * An account in this node's hands.
   *
   * @param after the last one that was read
   * @param roundAt when the first one was
   * @param until the end of the lease
   */
  record Watched(long account, long after, Instant roundAt, Instant until) {}

  private WatchStore() {}

  static Optional<Watched> claim(Transaction transaction, Instant now, Duration lease) {
    Handle handle = transaction.handle();
    handle
        .createUpdate(
            """
            insert into consumption_watch (account_id, due_at, round_at)
            select a.id, :now, :now from operator_account a
            where a.platform <> 'own' and not exists (select 1 from consumption_watch w where w.account_id = a.id)
            on conflict do nothing
            """)
        .bind("now", utc(now))
        .execute();
    return handle
        .createQuery(
            """
            update consumption_watch w set due_at = :until from (
              select w.account_id from consumption_watch w join operator_account a on a.id = w.account_id
              where w.due_at <= :now and a.state = 'ACTIVE' order by w.due_at limit 1 for update of w skip locked) due
            where w.account_id = due.account_id returning w.account_id, w.after_id, w.round_at, w.due_at
            """)
        .bind("now", utc(now))
        .bind("until", utc(now.plus(lease)))
        .map((row, _) ->
            new Watched(
                row.getLong(1),
                row.getLong(2),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getObject(4, OffsetDateTime.class).toInstant()))
        .findOne();
  }

  /** Gives the account back; does nothing when another node has taken it up since. */
  static void later(
      Transaction transaction, Watched watched, long after, Instant roundAt, Instant due) {
    transaction
        .handle()
        .createUpdate(
            """
            update consumption_watch set after_id = :after, round_at = :round, due_at = :due
            where account_id = :account and due_at = :until
            """)
        .bind("account", watched.account())
        .bind("after", after)
        .bind("round", utc(roundAt))
        .bind("due", utc(due))
        .bind("until", utc(watched.until()))
        .execute();
  }

  /** Whether the account's operator has an address to push to. */
  static boolean isPushedTo(Handle handle, long account) {
    return handle
        .createQuery("select exists (select 1 from operator_push where account_id = :account)")
        .bind("account", account)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Whose SIMs are of the account: one look into the index for each organisation. Compared as a row
   * and sorted by the whole of it, so that no other index, and no scan that hopes to meet one soon,
   * will do.
   */
  static List<Long> owners(Handle handle, long account) {
    return handle
        .createQuery(
            """
            select o.id from organisation o cross join lateral (
              select s.organisation_id, s.account_id from subscription s
              where (s.organisation_id, s.account_id, s.id) > (o.id, :account, 0)
              order by s.organisation_id, s.account_id, s.id limit 1) first
            where first.organisation_id = o.id and first.account_id = :account
            """)
        .bind("account", account)
        .mapTo(Long.class)
        .list();
  }

  /** The next to be read, in the order of ids; those of nobody else are passed on the way. */
  static List<Long> next(
      Handle handle, long account, Collection<Long> owners, long after, int limit) {
    return handle
        .createQuery(
            """
            select mine.id from unnest(:owners) o (id) cross join lateral (
              select s.id from subscription s
              where (s.organisation_id, s.account_id, s.id) > (o.id, :account, :after)
                and (s.organisation_id, s.account_id, s.id) <= (o.id, :account, :last)
                and s.status not in ('TERMINATED', 'DELETED')
              order by s.organisation_id, s.account_id, s.id limit :limit) mine
            order by mine.id limit :limit
            """)
        .bind("account", account)
        .bind("after", after)
        .bind("last", Long.MAX_VALUE)
        .bind("owners", owners.toArray(Long[]::new))
        .bind("limit", limit)
        .mapTo(Long.class)
        .list();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

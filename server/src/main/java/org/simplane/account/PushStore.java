// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;

/** Push addresses and what came in by them. */
final class PushStore {

  /** An account whose operator pushes. */
  record Receiver(long account, long organisation) {}

  /** A subscription as a push finds it. */
  record Owned(long subscription, long organisation) {}

  /** What identifies an event on an account. */
  record EventKey(String kind, String key) {}

  /** An event that is to be noted. */
  record Note(
      EventKey key,
      long organisation,
      OptionalLong subscription,
      Instant at,
      @Nullable String body) {}

  /** A stored address. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Sealed(byte[] key, Instant createdAt) {
    @Override
    public String toString() {
      return "Sealed[" + createdAt + "]";
    }
  }

  private PushStore() {}

  static Optional<Receiver> receiver(Handle handle, byte[] hash) {
    return handle
        .createQuery(
            """
            select a.id, a.organisation_id from operator_push p join operator_account a on a.id = p.account_id
            where p.key_hash = :hash
            """)
        .bind("hash", hash)
        .map((row, _) -> new Receiver(row.getLong(1), row.getLong(2)))
        .findOne();
  }

  static Optional<Sealed> address(Scope scope, Handle handle, long account) {
    return handle
        .createQuery(
            """
            select p.key_sealed, p.created_at from operator_push p join operator_account a on a.id = p.account_id
            where p.account_id = :account and a.organisation_id = any(:scope)
            """)
        .bind("account", account)
        .bind("scope", scope.toArray())
        .map((row, _) -> new Sealed(row.getBytes(1), row.getTimestamp(2).toInstant()))
        .findOne();
  }

  static void store(
      Transaction transaction, long account, byte[] hash, byte[] sealed, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into operator_push (account_id, key_hash, key_sealed, created_at)
            values (:account, :hash, :sealed, :now)
            on conflict (account_id) do update
              set key_hash = excluded.key_hash, key_sealed = excluded.key_sealed, created_at = excluded.created_at
            """)
        .bind("account", account)
        .bind("hash", hash)
        .bind("sealed", sealed)
        .bind("now", now)
        .execute();
  }

  /** Those of the keys that were noted already. */
  static Set<EventKey> known(Handle handle, long account, Collection<EventKey> keys) {
    return new HashSet<>(
        handle
            .createQuery(
                """
                select e.kind, e.event_key from unnest(:kinds, :keys) as k(kind, event_key)
                join operator_event e on e.account_id = :account and e.kind = k.kind and e.event_key = k.event_key
                """)
            .bind("account", account)
            .bind("kinds", keys.stream().map(EventKey::kind).toArray(String[]::new))
            .bind("keys", keys.stream().map(EventKey::key).toArray(String[]::new))
            .map((row, _) -> new EventKey(row.getString(1), row.getString(2)))
            .list());
  }

  /** The account's subscriptions by the operator's keys. */
  static Map<String, Owned> subscriptions(Handle handle, long account, Collection<String> keys) {
    Map<String, Owned> found = new HashMap<>();
    handle
        .createQuery(
            """
            select operator_key, id, organisation_id from subscription
            where account_id = :account and operator_key = any(:keys)
            """)
        .bind("account", account)
        .bind("keys", keys.toArray(String[]::new))
        .map((row, _) -> Map.entry(row.getString(1), new Owned(row.getLong(2), row.getLong(3))))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  /** Notes events; the answer is those that were not there yet. */
  static Set<EventKey> note(Transaction transaction, long account, List<Note> notes, Instant now) {
    PreparedBatch batch =
        transaction
            .handle()
            .prepareBatch(
                """
                insert into operator_event
                  (account_id, organisation_id, kind, event_key, subscription_id, at, received_at, body)
                values (:account, :organisation, :kind, :key, :subscription, :at, :now, :body)
                on conflict (account_id, kind, event_key) do nothing
                """);
    for (Note note : notes) {
      batch
          .bind("account", account)
          .bind("organisation", note.organisation())
          .bind("kind", note.key().kind())
          .bind("key", note.key().key())
          .bind("at", note.at())
          .bind("now", now)
          .bind("body", note.body());
      if (note.subscription().isPresent()) {
        batch.bind("subscription", note.subscription().getAsLong());
      } else {
        batch.bindNull("subscription", Types.BIGINT);
      }
      batch.add();
    }
    int[] counts = batch.execute();
    Set<EventKey> fresh = new HashSet<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        fresh.add(notes.get(i).key());
      }
    }
    return fresh;
  }

  /** Newest first. */
  static List<KeptEvent> page(
      Scope scope, Handle handle, long account, boolean unapplied, long before, int limit) {
    return new ArrayList<>(
        handle
            .createQuery(
                """
                select e.* from operator_event e join operator_account a on a.id = e.account_id
                where e.account_id = :account and a.organisation_id = any(:scope) and e.id < :before
                  and (not :unapplied or e.body is not null)
                order by e.id desc limit :limit
                """)
            .bind("account", account)
            .bind("scope", scope.toArray())
            .bind("unapplied", unapplied)
            .bind("before", before)
            .bind("limit", limit)
            .map((row, _) -> kept(row))
            .list());
  }

  static int purge(Transaction transaction, Instant before) {
    return transaction
        .handle()
        .createUpdate("delete from operator_event where received_at < :before")
        .bind("before", before)
        .execute();
  }

  private static KeptEvent kept(ResultSet row) throws SQLException {
    long subscription = row.getLong("subscription_id");
    return new KeptEvent(
        row.getLong("id"),
        row.getLong("account_id"),
        row.getString("kind"),
        row.getString("event_key"),
        row.wasNull() ? OptionalLong.empty() : OptionalLong.of(subscription),
        row.getTimestamp("at").toInstant(),
        row.getTimestamp("received_at").toInstant(),
        Optional.ofNullable(row.getString("body")));
  }
}

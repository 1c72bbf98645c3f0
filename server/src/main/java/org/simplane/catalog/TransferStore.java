// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.operator.Iccid;

/** SIMs on their way to other organisations, and the numbers that invite them. */
final class TransferStore {

  /** A transfer that is worked on; the row is locked. */
  record Open(
      long id,
      long organisation,
      long target,
      long job,
      List<Long> next,
      int total,
      int done,
      int failed,
      Caller.Kind kind,
      long by,
      String name,
      String correlation) {}

  /** A number that an organisation hands out. */
  record Code(long code, Instant expiresAt) {}

  private TransferStore() {}

  static void insert(
      Transaction transaction,
      Caller caller,
      long target,
      long job,
      Collection<Long> subscriptions,
      Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into transfer (organisation_id, target_id, job_id, subscriptions, asked_by, asked_by_kind, asked_by_id,
              correlation, created_at)
            values (:organisation, :target, :job, :ids, :by, :kind, :byId, :correlation, :now)
            """)
        .bind("organisation", caller.scope().organisation())
        .bind("target", target)
        .bind("job", job)
        .bindBySqlType("ids", subscriptions.toArray(Long[]::new), Types.ARRAY)
        .bind("by", caller.name())
        .bind("kind", caller.kind().name())
        .bind("byId", caller.id())
        .bind("correlation", caller.correlation())
        .bind("now", OrderSimStore.utc(now))
        .execute();
  }

  /** Of all tenants: one that nobody else is at. */
  static Optional<Open> take(Transaction transaction, int step) {
    return transaction
        .handle()
        .createQuery(
            """
            select id, organisation_id, target_id, job_id, subscriptions[done + 1 : done + :step],
              cardinality(subscriptions), done, failed, asked_by_kind, asked_by_id, asked_by, correlation
            from transfer where finished_at is null order by id limit 1 for update skip locked
            """)
        .bind("step", step)
        .map((row, _) ->
            new Open(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                Arrays.asList((Long[]) row.getArray(5).getArray()),
                row.getInt(6),
                row.getInt(7),
                row.getInt(8),
                Caller.Kind.valueOf(row.getString(9)),
                row.getLong(10),
                row.getString(11),
                row.getString(12)))
        .findOne();
  }

  static void step(Transaction transaction, long id, int done, int failed) {
    transaction
        .handle()
        .createUpdate(
            "update transfer set done = done + :done, failed = failed + :failed where id = :id")
        .bind("id", id)
        .bind("done", done)
        .bind("failed", failed)
        .execute();
  }

  static void end(Transaction transaction, long id, Instant now) {
    transaction
        .handle()
        .createUpdate("update transfer set finished_at = :now, subscriptions = '{}' where id = :id")
        .bind("id", id)
        .bind("now", OrderSimStore.utc(now))
        .execute();
  }

  /** SIMs whose numbers, without check digit, lie in the range, both ends included. */
  static List<Long> inRange(Scope scope, Handle handle, Iccid from, Iccid to, int limit) {
    return handle
        .createQuery(
            """
            select id from subscription
            where iccid_core >= :from and iccid_core <= :to and length(iccid_core) = :length
              and organisation_id = any(:scope)
            order by iccid_core limit :limit
            """)
        .bind("from", from.core())
        .bind("to", to.core())
        .bind("length", from.core().length())
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("limit", limit)
        .mapTo(Long.class)
        .list();
  }

  static void invite(Transaction transaction, Scope scope, Code code, Instant now) {
    transaction
        .handle()
        .createUpdate(
            "insert into transfer_code (code, organisation_id, created_at, expires_at)"
                + " values (:code, :organisation, :now, :expires)")
        .bind("code", code.code())
        .bind("organisation", scope.organisation())
        .bind("now", OrderSimStore.utc(now))
        .bind("expires", OrderSimStore.utc(code.expiresAt()))
        .execute();
  }

  static List<Code> invitations(Scope scope, Handle handle, Instant now) {
    return handle
        .createQuery(
            "select code, expires_at from transfer_code where organisation_id = :organisation and expires_at > :now"
                + " order by expires_at, code")
        .bind("organisation", scope.organisation())
        .bind("now", OrderSimStore.utc(now))
        .map((row, _) ->
            new Code(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()))
        .list();
  }

  static boolean withdraw(Transaction transaction, Scope scope, long code) {
    return transaction
            .handle()
            .createUpdate(
                "delete from transfer_code where code = :code and organisation_id = any(:scope)")
            .bind("code", code)
            .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
            .execute()
        > 0;
  }

  /** The organisation that handed a number out; whoever knows it may give it SIMs. */
  static OptionalLong inviter(Handle handle, long code, Instant now) {
    return handle
        .createQuery(
            "select organisation_id from transfer_code where code = :code and expires_at > :now")
        .bind("code", code)
        .bind("now", OrderSimStore.utc(now))
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }
}

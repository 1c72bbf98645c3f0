// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.simplane.Transaction;
import org.simplane.operator.StatusTarget;

/**
 * Rules, and the subscriptions that they are due for. Rules work for all organisations, so the
 * latter take no scope.
 */
final class RuleStore {

  /** A rule that is due for a subscription. */
  record Due(long subscription, long organisation, StatusTarget to) {}

  /** The rules in force: an account's own, or else those of its platform. */
  private static final String IN_FORCE =
      """
      with in_force as (
        select a.id as account_id, r.from_target, r.to_target, r.after_days, r.on_first_usage
        from operator_account a join lifecycle_rule r on r.platform = a.platform
        where a.state <> 'BROKEN' and (r.account_id = a.id
          or r.account_id is null and not exists (select 1 from lifecycle_rule o where o.account_id = a.id)))
      """;

  private RuleStore() {}

  static List<Rule> inForce(Handle handle, long account) {
    return handle
        .createQuery(
            IN_FORCE
                + """
                select from_target, to_target, after_days, on_first_usage from in_force where account_id = :account
                order by from_target
                """)
        .bind("account", account)
        .map((row, _) -> rule(row))
        .list();
  }

  static void replace(Transaction transaction, long account, String platform, List<Rule> rules) {
    transaction
        .handle()
        .createUpdate("delete from lifecycle_rule where account_id = :account")
        .bind("account", account)
        .execute();
    for (Rule rule : rules) {
      transaction
          .handle()
          .createUpdate(
              """
              insert into lifecycle_rule (platform, account_id, from_target, to_target, after_days, on_first_usage)
              values (:platform, :account, :from, :to, :days, :usage)
              """)
          .bind("platform", platform)
          .bind("account", account)
          .bind("from", rule.from().toString())
          .bind("to", rule.to().toString())
          .bind("days", rule.afterDays().isPresent() ? (Integer) rule.afterDays().getAsInt() : null)
          .bind("usage", rule.onFirstUsage())
          .execute();
    }
  }

  /** False when another node is at it. */
  static boolean onlyHere(Transaction transaction) {
    return transaction
        .handle()
        .createQuery("select pg_try_advisory_xact_lock(hashtext('simplane lifecycle rules'))")
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Locked, so that they are still their organisation's when it is asked for. One that is under
   * way, or that was asked for within the last day and failed, is left alone.
   */
  static List<Due> dueByClock(Transaction transaction, Instant now, int most) {
    return transaction
        .handle()
        .createQuery(
            IN_FORCE
                + """
                select s.id, s.organisation_id, r.to_target
                from in_force r join subscription s on s.account_id = r.account_id
                where r.after_days is not null and s.billing_phase in ('TEST', 'SLEEPING')
                  and s.status || '/' || s.billing_phase = r.from_target
                  and coalesce(s.status_changed_at, s.created_at) < :now::timestamptz - r.after_days * interval '1 day'
                  and not exists (
                    select 1 from job_item i where i.subscription_id = s.id and i.finished_at is null and i.kind = 'status')
                  and (s.status_requested_at is null or s.status_requested_at < :now::timestamptz - interval '1 day')
                order by s.id limit :most for no key update of s
                """)
        .bind("now", now)
        .bind("most", most)
        .map((row, _) -> due(row))
        .list();
  }

  static List<Due> dueByUsage(Transaction transaction, Collection<Long> subscriptions) {
    return transaction
        .handle()
        .createQuery(
            IN_FORCE
                + """
                select s.id, s.organisation_id, r.to_target
                from subscription s join in_force r on r.account_id = s.account_id
                where s.id = any(:subscriptions) and r.on_first_usage and s.billing_phase in ('TEST', 'SLEEPING')
                  and s.status || '/' || s.billing_phase = r.from_target
                  and not exists (
                    select 1 from job_item i where i.subscription_id = s.id and i.finished_at is null and i.kind = 'status')
                order by s.id for no key update of s
                """)
        .bind("subscriptions", subscriptions.toArray(Long[]::new))
        .map((row, _) -> due(row))
        .list();
  }

  private static Due due(ResultSet row) throws SQLException {
    return new Due(row.getLong(1), row.getLong(2), target(row.getString(3)));
  }

  private static Rule rule(ResultSet row) throws SQLException {
    int days = row.getInt(3);
    return new Rule(
        target(row.getString(1)),
        target(row.getString(2)),
        row.wasNull() ? OptionalInt.empty() : OptionalInt.of(days),
        row.getBoolean(4));
  }

  private static StatusTarget target(String text) {
    if (Wish.of(Wish.Kind.STATUS, text) instanceof Wish.ToStatus(StatusTarget target)) {
      return target;
    }
    throw new IllegalArgumentException(text);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;

/**
 * What the register still has to be told. Rows are Simplane's own work and no tenant's to read: the
 * organisation stands in them so that the work is done in its scope.
 */
final class RegisterStore {

  /** What is told of a subscriber. */
  enum Topic {
    PROVISION,
    BAR
  }

  /** A command to be sent; its content is read when it is sent. */
  record Due(
      long subscription,
      Topic topic,
      long version,
      long organisation,
      int attempts,
      int refusals) {}

  private RegisterStore() {}

  /** So many new versions, in growing order. */
  static List<Long> versions(Handle handle, int count) {
    return handle
        .createQuery("select nextval('register_version') from generate_series(1, :count)")
        .bind("count", count)
        .mapTo(Long.class)
        .list();
  }

  /** Notes that these subscribers are to be told of; those of other operators are passed over. */
  static int wish(
      Transaction transaction, Topic topic, Collection<Long> subscriptions, Instant at) {
    return transaction
        .handle()
        .createUpdate(
            """
            insert into register_command as c (subscription_id, topic, version, organisation_id, due_at)
            select s.id, :topic, nextval('register_version'), s.organisation_id, :at
              from subscription s
             where s.id = any(:subscriptions) and s.own_network
             order by s.id
            on conflict (subscription_id, topic) do update
               set version = nextval('register_version'), organisation_id = excluded.organisation_id,
                   due_at = excluded.due_at, attempts = 0, error = null, refusals = 0, given_up_at = null
            """)
        .bind("topic", topic.name())
        .bindBySqlType("subscriptions", Columns.numbers(subscriptions), Types.ARRAY)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static void moved(Transaction transaction, Collection<Long> subscriptions) {
    transaction
        .handle()
        .createUpdate(
            """
            update register_command c set organisation_id = s.organisation_id
              from subscription s
             where c.subscription_id = any(:subscriptions) and s.id = c.subscription_id
            """)
        .bindBySqlType("subscriptions", Columns.numbers(subscriptions), Types.ARRAY)
        .execute();
  }

  /** Takes what is due, for one sender until {@code until}. */
  static List<Due> claim(Transaction transaction, Instant at, Instant until, int limit) {
    return transaction
        .handle()
        .createQuery(
            """
            with due as (
              select subscription_id, topic from register_command
               where due_at <= :at order by due_at, subscription_id limit :limit
                 for update skip locked)
            update register_command c set due_at = :until, attempts = attempts + 1
              from due where c.subscription_id = due.subscription_id and c.topic = due.topic
            returning c.subscription_id, c.topic, c.version, c.organisation_id, c.attempts, c.refusals
            """)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("until", until.atOffset(ZoneOffset.UTC))
        .bind("limit", limit)
        .map(RegisterStore::due)
        .list();
  }

  /** Acknowledged; a newer wish for the same subscriber stays. */
  static void done(Transaction transaction, List<Due> done) {
    transaction
        .handle()
        .createUpdate(
            """
            delete from register_command c
             using unnest(:subscriptions, :topics, :versions) as d (subscription_id, topic, version)
             where c.subscription_id = d.subscription_id and c.topic = d.topic and c.version = d.version
            """)
        .bindBySqlType(
            "subscriptions",
            Columns.numbers(done.stream().map(Due::subscription).toList()),
            Types.ARRAY)
        .bindBySqlType(
            "topics",
            Columns.texts(done.stream().map(due -> due.topic().name()).toList()),
            Types.ARRAY)
        .bindBySqlType(
            "versions", Columns.numbers(done.stream().map(Due::version).toList()), Types.ARRAY)
        .execute();
  }

  /** Refused; to be sent again then, and given up when {@code dueAt} is null. */
  static void refused(
      Transaction transaction,
      List<Due> refused,
      @Nullable Instant dueAt,
      String error,
      Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            update register_command c
               set refusals = refusals + 1, error = :error,
                   due_at = coalesce(cast(:dueAt as timestamptz), 'infinity'),
                   given_up_at = case when cast(:dueAt as timestamptz) is null then cast(:now as timestamptz) end
              from unnest(:subscriptions, :topics, :versions) as d (subscription_id, topic, version)
             where c.subscription_id = d.subscription_id and c.topic = d.topic and c.version = d.version
            """)
        .bindBySqlType(
            "subscriptions",
            Columns.numbers(refused.stream().map(Due::subscription).toList()),
            Types.ARRAY)
        .bindBySqlType(
            "topics",
            Columns.texts(refused.stream().map(due -> due.topic().name()).toList()),
            Types.ARRAY)
        .bindBySqlType(
            "versions", Columns.numbers(refused.stream().map(Due::version).toList()), Types.ARRAY)
        .bind("dueAt", dueAt == null ? null : dueAt.atOffset(ZoneOffset.UTC))
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("error", error)
        .execute();
  }

  /** To be sent again then, unless something newer is due before. */
  static void postpone(Transaction transaction, List<Due> failed, Instant dueAt, String error) {
    transaction
        .handle()
        .createUpdate(
            """
            update register_command c set due_at = :dueAt, error = :error
              from unnest(:subscriptions, :topics, :versions) as d (subscription_id, topic, version)
             where c.subscription_id = d.subscription_id and c.topic = d.topic and c.version = d.version
            """)
        .bindBySqlType(
            "subscriptions",
            Columns.numbers(failed.stream().map(Due::subscription).toList()),
            Types.ARRAY)
        .bindBySqlType(
            "topics",
            Columns.texts(failed.stream().map(due -> due.topic().name()).toList()),
            Types.ARRAY)
        .bindBySqlType(
            "versions", Columns.numbers(failed.stream().map(Due::version).toList()), Types.ARRAY)
        .bind("dueAt", dueAt.atOffset(ZoneOffset.UTC))
        .bind("error", error)
        .execute();
  }

  static List<RegisterCommand> list(
      Scope scope, Handle handle, Optional<RegisterCommand.State> state, long after, int limit) {
    return handle
        .createQuery(
            """
            select * from register_command
             where organisation_id = any(:scope) and subscription_id >= :after / 2
               and subscription_id * 2 + (topic = 'BAR')::integer > :after
               and (:state = ''
                 or :state = case when given_up_at is not null then 'GIVEN_UP' when refusals > 0 then 'REFUSED'
                   else 'WAITING' end)
             order by subscription_id, topic desc limit :limit
            """)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("after", after)
        .bind("state", state.map(Enum::name).orElse(""))
        .bind("limit", limit)
        .map(RegisterStore::command)
        .list();
  }

  static List<RegisterCommand> of(Scope scope, Handle handle, long subscription) {
    return handle
        .createQuery(
            """
            select * from register_command
             where subscription_id = :subscription and organisation_id = any(:scope) order by topic desc
            """)
        .bind("subscription", subscription)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .map(RegisterStore::command)
        .list();
  }

  static int refused(Scope scope, Handle handle) {
    return handle
        .createQuery(
            "select count(*) from register_command where organisation_id = any(:scope) and refusals > 0")
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .mapTo(Integer.class)
        .one();
  }

  /** Has them sent as if they were new; empty: all that were refused. Gives how many. */
  static int retry(Scope scope, Transaction transaction, OptionalLong subscription, Instant now) {
    return transaction
        .handle()
        .createUpdate(
            """
            update register_command
               set version = nextval('register_version'), refusals = 0, attempts = 0, given_up_at = null, due_at = :now
             where organisation_id = any(:scope)
               and (subscription_id = :subscription or (:subscription = 0 and refusals > 0))
            """)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .bind("subscription", subscription.orElse(0))
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  private static RegisterCommand command(ResultSet row, StatementContext context)
      throws SQLException {
    Optional<Instant> givenUp =
        Optional.ofNullable(row.getObject("given_up_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant);
    int refusals = row.getInt("refusals");
    return new RegisterCommand(
        row.getLong("subscription_id"),
        RegisterCommand.Topic.valueOf(row.getString("topic")),
        givenUp.isPresent()
            ? RegisterCommand.State.GIVEN_UP
            : refusals > 0 ? RegisterCommand.State.REFUSED : RegisterCommand.State.WAITING,
        row.getInt("attempts"),
        refusals,
        Optional.ofNullable(row.getString("error")),
        givenUp.isPresent()
            ? Optional.empty()
            : Optional.of(row.getObject("due_at", OffsetDateTime.class).toInstant()),
        givenUp);
  }

  private static Due due(ResultSet row, StatementContext context) throws SQLException {
    return new Due(
        row.getLong("subscription_id"),
        Topic.valueOf(row.getString("topic")),
        row.getLong("version"),
        row.getLong("organisation_id"),
        row.getInt("attempts"),
        row.getInt("refusals"));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Transaction;
import org.simplane.operator.Status;

/** Writes single values of many rows: what higher features came to know. */
final class ValueStore {

  private static final String STANDINGS =
      """
      with v as (
        select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[]) v (id, status, word, phase, intended, reason, requested, changed, activated, ends, as_of)
      ), locked as materialized (
        select id from subscription where id = any(?) order by id for no key update
      )
      update subscription s set status = v.status, operator_status = v.word, billing_phase = v.phase,
        intended_status = v.intended, status_reason = v.reason, status_requested_at = v.requested::timestamptz,
        status_changed_at = v.changed::timestamptz, activated_at = v.activated::timestamptz, ends_at = v.ends::timestamptz,
        as_of = greatest(s.as_of, v.as_of::timestamptz), updated_at = ?::timestamptz, version = s.version + 1
      from locked join v on v.id = locked.id where s.id = locked.id\
      """;

  private static final String INTENDED =
      """
      with locked as materialized (
        select id from subscription where id = any(?) order by id for no key update
      )
      update subscription s set intended_status = ?, status_reason = coalesce(?, s.status_reason),
        status_requested_at = ?::timestamptz, updated_at = ?::timestamptz, version = s.version + 1
      from locked where s.id = locked.id\
      """;

  private ValueStore() {}

  static int standings(Transaction transaction, List<StandingChange> changes, Instant now) {
    return Statements.prepared(
        transaction.handle(),
        STANDINGS,
        statement -> {
          Object[] ids = changes.stream().map(StandingChange::subscription).toArray();
          statement.setArray(1, statement.getConnection().createArrayOf("bigint", ids));
          texts(statement, 2, changes, c -> c.standing().status());
          texts(statement, 3, changes, c -> c.standing().operatorStatus());
          texts(statement, 4, changes, c -> c.standing().phase().orElse(null));
          texts(statement, 5, changes, c -> c.standing().intended().orElse(null));
          texts(statement, 6, changes, c -> c.standing().reason().orElse(null));
          texts(statement, 7, changes, c -> c.standing().requestedAt().orElse(null));
          texts(statement, 8, changes, c -> c.standing().changedAt().orElse(null));
          texts(statement, 9, changes, c -> c.standing().activatedAt().orElse(null));
          texts(statement, 10, changes, c -> c.standing().endsAt().orElse(null));
          texts(statement, 11, changes, StandingChange::asOf);
          statement.setArray(12, statement.getConnection().createArrayOf("bigint", ids));
          statement.setString(13, now.toString());
          return statement.executeUpdate();
        });
  }

  static int intend(
      Transaction transaction,
      Collection<Long> ids,
      Optional<Status> intended,
      Optional<String> reason,
      Instant requestedAt,
      Instant now) {
    return Statements.prepared(
        transaction.handle(),
        INTENDED,
        statement -> {
          statement.setArray(1, WriteStore.longs(statement, ids));
          statement.setString(2, intended.map(Status::name).orElse(null));
          statement.setString(3, reason.orElse(null));
          statement.setString(4, requestedAt.toString());
          statement.setString(5, now.toString());
          return statement.executeUpdate();
        });
  }

  static void apply(
      Transaction transaction, Collection<? extends ValueChange> changes, Instant now) {
    List<ValueChange.ToLabel> labels = new ArrayList<>();
    List<ValueChange.ToImeiLock> locks = new ArrayList<>();
    List<ValueChange.ToImei> imeis = new ArrayList<>();
    List<ValueChange.ToIpAddress> addresses = new ArrayList<>();
    List<ValueChange.ToAllowances> allowances = new ArrayList<>();
    List<ValueChange.ToCharacteristic> characteristics = new ArrayList<>();
    for (ValueChange change : changes) {
      switch (change) {
        case ValueChange.ToLabel label -> labels.add(label);
        case ValueChange.ToImeiLock lock -> locks.add(lock);
        case ValueChange.ToImei imei -> imeis.add(imei);
        case ValueChange.ToIpAddress address -> addresses.add(address);
        case ValueChange.ToAllowances allowance -> allowances.add(allowance);
        case ValueChange.ToCharacteristic one -> characteristics.add(one);
      }
    }
    labels(transaction, labels, now);
    locks(transaction, locks, now);
    imeis(transaction, imeis, now);
    addresses(transaction, addresses, now);
    allowances(transaction, allowances, now);
    DetailsReading.change(transaction, characteristics, now);
  }

  private static void labels(
      Transaction transaction, List<ValueChange.ToLabel> changes, Instant now) {
    values(
        transaction,
        changes,
        "s.label is distinct from v.a",
        "label = v.a",
        Set.of(IdentifierKind.LABEL),
        change -> change.label().orElse(null),
        _ -> null,
        now);
  }

  private static void imeis(
      Transaction transaction, List<ValueChange.ToImei> changes, Instant now) {
    values(
        transaction,
        changes,
        "s.imei is distinct from v.a",
        "imei = v.a",
        Set.of(IdentifierKind.IMEI),
        change -> change.imei().orElse(null),
        _ -> null,
        now);
  }

  private static void addresses(
      Transaction transaction, List<ValueChange.ToIpAddress> changes, Instant now) {
    values(
        transaction,
        changes,
        "s.ip_address is distinct from v.a",
        "ip_address = v.a",
        Set.of(IdentifierKind.IP_ADDRESS),
        change -> change.ipAddress().orElse(null),
        _ -> null,
        now);
  }

  private static void locks(
      Transaction transaction, List<ValueChange.ToImeiLock> changes, Instant now) {
    values(
        transaction,
        changes,
        "(s.imei_lock, s.imei_locked) is distinct from (v.a::boolean, v.b)",
        "imei_lock = v.a::boolean, imei_locked = v.b",
        Set.of(),
        ValueChange.ToImeiLock::locked,
        change -> change.device().orElse(null),
        now);
  }

  private static void allowances(
      Transaction transaction, List<ValueChange.ToAllowances> changes, Instant now) {
    values(
        transaction,
        changes,
        "s.allowances is distinct from coalesce(s.allowances, '{}') || v.a::jsonb",
        "allowances = coalesce(s.allowances, '{}') || v.a::jsonb",
        Set.of(),
        change -> StoredJson.ofAllowances(change.allowances()),
        _ -> null,
        now);
  }

  private static <C extends ValueChange> void values(
      Transaction transaction,
      List<C> changes,
      String differs,
      String assignment,
      Set<IdentifierKind> indexed,
      Function<C, @Nullable Object> a,
      Function<C, @Nullable Object> b,
      Instant now) {
    if (changes.isEmpty()) {
      return;
    }
    Handle handle = transaction.handle();
    String given = " unnest(?::bigint[], ?::text[], ?::text[]) v (id, a, b) ";
    List<Long> ids =
        Statements.prepared(
            handle,
            "select s.id from subscription s join"
                + given
                + "on s.id = v.id where "
                + differs
                + " order by s.id for no key update of s",
            statement -> {
              given(statement, 1, changes, a, b);
              return WriteStore.ids(statement);
            });
    if (ids.isEmpty()) {
      return;
    }
    WriteStore.unindex(handle, ids, indexed);
    Statements.prepared(
        handle,
        "update subscription s set "
            + assignment
            + ", updated_at = ?::timestamptz, version = s.version + 1 from"
            + given
            + "where s.id = v.id and s.id = any(?)",
        statement -> {
          statement.setString(1, now.toString());
          given(statement, 2, changes, a, b);
          statement.setArray(5, WriteStore.longs(statement, ids));
          return statement.executeUpdate();
        });
    WriteStore.index(handle, ids, indexed);
  }

  private static <C extends ValueChange> void given(
      PreparedStatement statement,
      int first,
      List<C> changes,
      Function<C, @Nullable Object> a,
      Function<C, @Nullable Object> b)
      throws SQLException {
    Object[] ids = changes.stream().map(ValueChange::subscription).toArray();
    statement.setArray(first, statement.getConnection().createArrayOf("bigint", ids));
    texts(statement, first + 1, changes, a);
    texts(statement, first + 2, changes, b);
  }

  private static <C> void texts(
      PreparedStatement statement,
      int parameter,
      List<C> changes,
      Function<C, @Nullable Object> value)
      throws SQLException {
    @Nullable String[] texts = new String[changes.size()];
    Arrays.setAll(
        texts,
        i -> {
          Object given = value.apply(changes.get(i));
          return given == null ? null : given.toString();
        });
    statement.setArray(parameter, statement.getConnection().createArrayOf("text", texts));
  }
}

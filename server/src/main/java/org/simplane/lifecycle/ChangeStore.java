// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.inventory.Standing;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.CharacteristicControl.Kind;
import org.simplane.operator.Status;

/** What changes need to know of subscriptions, and of what is already under way for them. */
final class ChangeStore {

  private static final String SELECT =
      """
      select id, organisation_id, account_id, operator_key, coalesce(iccid, terminal_serial) as name, status,
        operator_status, billing_phase, intended_status, status_reason, status_requested_at, status_changed_at,
        activated_at, ends_at, label, imei_lock, as_of
      from subscription
      """;

  /** The driver holds no more rows than these while they are read, however many there are. */
  private static final int AT_ONCE = 2_000;

  private ChangeStore() {}

  /** Locked in the order of their ids, as everybody locks them. */
  static Map<Long, Present> lock(Scope scope, Transaction transaction, Collection<Long> ids) {
    return byId(
        transaction
            .handle()
            .createQuery(
                SELECT
                    + "where id = any(:ids) and organisation_id = any(:scope) order by id for no key update")
            .bind("ids", ids.toArray(Long[]::new))
            .bind("scope", scope.toArray())
            .setFetchSize(AT_ONCE)
            .map((row, _) -> present(row))
            .list());
  }

  static Map<Long, Present> read(Scope scope, Handle handle, Collection<Long> ids) {
    return byId(
        handle
            .createQuery(SELECT + "where id = any(:ids) and organisation_id = any(:scope)")
            .bind("ids", ids.toArray(Long[]::new))
            .bind("scope", scope.toArray())
            .map((row, _) -> present(row))
            .list());
  }

  /** For workers, which serve all organisations. */
  static Map<Long, Present> lockForWork(Transaction transaction, Collection<Long> ids) {
    return byId(
        transaction
            .handle()
            .createQuery(SELECT + "where id = any(:ids) order by id for no key update")
            .bind("ids", ids.toArray(Long[]::new))
            .map((row, _) -> present(row))
            .list());
  }

  static Map<Long, Present> readForWork(Handle handle, Collection<Long> ids) {
    return byId(
        handle
            .createQuery(SELECT + "where id = any(:ids)")
            .bind("ids", ids.toArray(Long[]::new))
            .map((row, _) -> present(row))
            .list());
  }

  /**
   * The same with what is known of what their operators keep; {@code presents} itself where nobody
   * asks for a change of that.
   */
  static Map<Long, Present> withCharacteristics(
      Handle handle, Map<Long, Present> presents, boolean asked) {
    if (!asked || presents.isEmpty()) {
      return presents;
    }
    Map<Long, Map<Kind, String>> known = new HashMap<>();
    handle
        .createQuery(
            """
            select subscription_id, details ->> 'servicePlan' as service_plan,
              details -> 'dataConnectivity' ->> 'communicationPlan' as communication_plan,
              details ->> 'customer' as customer, details -> 'characteristics' ->> 'simProfile' as sim_profile
            from subscription_details where subscription_id = any(:ids) and details is not null
            """)
        .bind("ids", presents.keySet().toArray(Long[]::new))
        .map((row, _) -> {
          Map<Kind, String> values = new EnumMap<>(Kind.class);
          for (Kind kind : Kind.values()) {
            String value = row.getString(kind.name().toLowerCase(Locale.ROOT));
            if (value != null) {
              values.put(kind, value);
            }
          }
          return Map.entry(row.getLong("subscription_id"), values);
        })
        .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    Map<Long, Present> with = HashMap.newHashMap(presents.size());
    presents.forEach((id, present) -> with.put(id, present.with(known.getOrDefault(id, Map.of()))));
    return with;
  }

  /** Something under way for a subscription. */
  record Open(long item, long subscription, Wish wish) {}

  /** What is under way, in order, by subscription. */
  static Map<Long, List<Open>> open(Handle handle, Collection<Long> subscriptions) {
    Map<Long, List<Open>> open = new HashMap<>();
    handle
        .createQuery(
            """
            select id, subscription_id, kind, target from job_item
            where subscription_id = any(:subscriptions) and finished_at is null order by id
            """)
        .bind("subscriptions", subscriptions.toArray(Long[]::new))
        .map((row, _) ->
            new Open(
                row.getLong("id"),
                row.getLong("subscription_id"),
                Wish.of(Wish.Kind.of(row.getString("kind")), row.getString("target"))))
        .forEach(
            found -> open.computeIfAbsent(found.subscription(), _ -> new ArrayList<>()).add(found));
    return open;
  }

  private static Map<Long, Present> byId(List<Present> rows) {
    Map<Long, Present> byId = HashMap.newHashMap(rows.size());
    rows.forEach(row -> byId.put(row.id(), row));
    return byId;
  }

  /** By position, since there may be 100,000 of them. */
  private static Present present(ResultSet row) throws SQLException {
    String key = row.getString(4);
    String name = row.getString(5);
    Status status = Status.valueOf(row.getString(6));
    String word = row.getString(7);
    return new Present(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        key,
        name.equals(key) ? key : name, // on the own network they are the same: one text in memory
        new Standing(
            status,
            word.equals(status.name()) ? status.name() : word,
            Optional.ofNullable(row.getString(8)).map(BillingPhase::valueOf),
            Optional.ofNullable(row.getString(9)).map(Status::valueOf),
            Optional.ofNullable(row.getString(10)),
            instant(row, 11),
            instant(row, 12),
            instant(row, 13),
            instant(row, 14)),
        Optional.ofNullable(row.getString(15)),
        row.getBoolean(16),
        row.getObject(17, OffsetDateTime.class).toInstant(),
        Map.of());
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? Optional.empty() : Optional.of(at.toInstant());
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;

/** Monthly limits of organisations and what counts towards them. */
final class LimitStore {

  /** A limit as it is enforced. */
  record Enforced(long organisation, OptionalLong amount, Optional<LocalDate> month) {}

  /** A limit as it is stored. */
  record Stored(OptionalLong amount, OptionalInt choice) {}

  private LimitStore() {}

  static List<MonthlyLimit.Choice> choices(Handle handle) {
    return handle
        .createQuery("select measure, id, amount from limit_choice order by measure, id")
        .map((row, _) ->
            new MonthlyLimit.Choice(
                Measure.valueOf(row.getString(1)), row.getInt(2), amount(row.getObject(3))))
        .list();
  }

  /** What the organisation of the scope itself has set. */
  static Map<Measure, Stored> of(Scope scope, Handle handle) {
    return handle
        .createQuery(
            "select measure, amount, choice from monthly_limit where organisation_id = :organisation")
        .bind("organisation", scope.organisation())
        .reduceRows(
            new TreeMap<>(),
            (found, row) -> {
              Integer choice = row.getColumn("choice", Integer.class);
              found.put(
                  Measure.valueOf(row.getColumn("measure", String.class)),
                  new Stored(
                      amount(row.getColumn("amount", Long.class)),
                      choice == null ? OptionalInt.empty() : OptionalInt.of(choice)));
              return found;
            });
  }

  static void put(
      Transaction transaction, long organisation, Measure measure, Stored limit, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into monthly_limit (organisation_id, measure, amount, choice, updated_at)
            values (:organisation, :measure, :amount, :choice, :now)
            on conflict (organisation_id, measure) do update
              set amount = excluded.amount, choice = excluded.choice, updated_at = excluded.updated_at
            """)
        .bind("organisation", organisation)
        .bind("measure", measure.name())
        .bind("amount", limit.amount().isPresent() ? (Long) limit.amount().getAsLong() : null)
        .bind("choice", limit.choice().isPresent() ? (Integer) limit.choice().getAsInt() : null)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** Empty where there is none. With the lock, who counts towards a limit does so one by one. */
  static OptionalLong lock(Transaction transaction, long organisation, Measure measure) {
    return transaction
        .handle()
        .createQuery(
            "select amount from monthly_limit where organisation_id = :organisation and measure = :measure"
                + " and amount is not null for update")
        .bind("organisation", organisation)
        .bind("measure", measure.name())
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  static long used(Handle handle, long organisation, Measure measure, LocalDate month) {
    return handle
        .createQuery(
            "select coalesce(sum(used), 0) from monthly_use where organisation_id = :organisation"
                + " and measure = :measure and month = :month")
        .bind("organisation", organisation)
        .bind("measure", measure.name())
        .bind("month", month)
        .mapTo(Long.class)
        .one();
  }

  static void use(
      Transaction transaction,
      long organisation,
      Measure measure,
      LocalDate month,
      int slot,
      long amount) {
    transaction
        .handle()
        .createUpdate(
            """
            insert into monthly_use (organisation_id, measure, month, slot, used)
            values (:organisation, :measure, :month, :slot, :amount)
            on conflict (organisation_id, measure, month, slot) do update set used = monthly_use.used + excluded.used
            """)
        .bind("organisation", organisation)
        .bind("measure", measure.name())
        .bind("month", month)
        .bind("slot", slot)
        .bind("amount", amount)
        .execute();
  }

  /** Of all tenants: data limits that are set, or whose SIMs are still barred. */
  static List<Enforced> enforced(Handle handle) {
    return handle
        .createQuery(
            """
            select organisation_id, amount, enforced_month from monthly_limit
            where measure = 'DATA' and (amount is not null or enforced_month is not null)
            """)
        .map(ENFORCED)
        .list();
  }

  /** Those of these organisations whose SIMs are barred. */
  static List<Long> barred(Handle handle, Collection<Long> organisations) {
    return handle
        .createQuery(
            "select organisation_id from monthly_limit where measure = 'DATA' and enforced_month is not null"
                + " and organisation_id = any(:ids)")
        .bindArray("ids", Long.class, organisations)
        .mapTo(Long.class)
        .list();
  }

  static void enforce(Transaction transaction, long organisation, @Nullable LocalDate month) {
    transaction
        .handle()
        .createUpdate(
            "update monthly_limit set enforced_month = :month where organisation_id = :organisation and measure = 'DATA'")
        .bind("organisation", organisation)
        .bind("month", month)
        .execute();
  }

  /** SIMs of an organisation whose data is not barred by the limit yet. */
  static List<Long> free(Handle handle, long organisation, long after, int limit) {
    return handle
        .createQuery(
            """
            select s.id from subscription s
            where s.organisation_id = :organisation and s.id > :after and not exists (
              select 1 from restriction r where r.subscription_id = s.id and r.service = 'DATA' and r.cause = 'LIMIT')
            order by s.id limit :limit
            """)
        .bind("organisation", organisation)
        .bind("after", after)
        .bind("limit", limit)
        .mapTo(Long.class)
        .list();
  }

  /** SIMs of an organisation whose data is barred by the limit. */
  static List<Long> held(Handle handle, long organisation, int limit) {
    return handle
        .createQuery(
            """
            select subscription_id from restriction
            where organisation_id = :organisation and service = 'DATA' and cause = 'LIMIT'
            order by subscription_id limit :limit
            """)
        .bind("organisation", organisation)
        .bind("limit", limit)
        .mapTo(Long.class)
        .list();
  }

  static int forget(Transaction transaction, LocalDate before) {
    return transaction
        .handle()
        .createUpdate("delete from monthly_use where month < :before")
        .bind("before", before)
        .execute();
  }

  private static final RowMapper<Enforced> ENFORCED =
      (row, _) ->
          new Enforced(
              row.getLong(1),
              amount(row.getObject(2)),
              Optional.ofNullable(row.getObject(3, LocalDate.class)));

  private static OptionalLong amount(@Nullable Object value) {
    return value instanceof Long amount ? OptionalLong.of(amount) : OptionalLong.empty();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.operator.Pace;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The accounts' rows. The settings column also names, under {@code #secrets}, which secret ones are
 * stored.
 */
final class AccountStore {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SECRETS = "#secrets";

  private static final String SELECT =
      """
      select id, organisation_id, platform, name, settings, secrets, billing_zone, calls_per_second, in_flight, state,
        state_reason, sync_every, synced_at, sync_error, created_at, updated_at, version,
        greatest(0, extract(epoch from pace_until - clock_timestamp())) as held
      from operator_account
      """;

  private AccountStore() {}

  static Optional<StoredAccount> find(Scope scope, Handle handle, long id) {
    return handle
        .createQuery(SELECT + "where id = :id and organisation_id = any(:scope)")
        .bind("id", id)
        .bind("scope", scope.toArray())
        .map((row, _) -> read(row))
        .findOne();
  }

  static Optional<StoredAccount> lock(Scope scope, Transaction transaction, long id) {
    return transaction
        .handle()
        .createQuery(SELECT + "where id = :id and organisation_id = any(:scope) for update")
        .bind("id", id)
        .bind("scope", scope.toArray())
        .map((row, _) -> read(row))
        .findOne();
  }

  /** For the work on accounts, which serves all organisations. */
  static Optional<StoredAccount> find(Handle handle, long id) {
    return handle
        .createQuery(SELECT + "where id = :id")
        .bind("id", id)
        .map((row, _) -> read(row))
        .findOne();
  }

  static List<StoredAccount> page(Scope scope, Handle handle, OptionalLong after, int limit) {
    return handle
        .createQuery(
            SELECT + "where organisation_id = any(:scope) and id > :after order by id limit :limit")
        .bind("scope", scope.toArray())
        .bind("after", after.orElse(0))
        .bind("limit", limit)
        .map((row, _) -> read(row))
        .list();
  }

  /** Those in scope, and those elsewhere of which there are subscriptions in scope. */
  static List<StoredAccount> serving(Scope scope, Handle handle) {
    return handle
        .createQuery(
            SELECT
                + """
                where organisation_id = any(:scope) or id in (
                  select account_id from subscription_count where organisation_id = any(:scope) and total > 0)
                order by id
                """)
        .bind("scope", scope.toArray())
        .map((row, _) -> read(row))
        .list();
  }

  static boolean nameTaken(Transaction transaction, long organisation, String name, long except) {
    return transaction
        .handle()
        .createQuery(
            """
            select exists (select 1 from operator_account
              where organisation_id = :organisation and name = :name and id <> :except)
            """)
        .bind("organisation", organisation)
        .bind("name", name)
        .bind("except", except)
        .mapTo(Boolean.class)
        .one();
  }

  static Account insert(
      Transaction transaction,
      NewAccount wanted,
      AccountSettings settings,
      Pace pace,
      Duration syncEvery,
      Instant now) {
    return transaction
        .handle()
        .createQuery(
            """
            insert into operator_account (organisation_id, platform, name, settings, billing_zone, calls_per_second,
              in_flight, state, sync_every, sync_due_at, created_at, updated_at)
            values (:organisation, :platform, :name, :settings::jsonb, :zone, :rate, :in_flight, 'ACTIVE', :sync_every,
              :sync_due, :now, :now)
            returning *, 0 as held
            """)
        .bind("organisation", wanted.organisation())
        .bind("platform", wanted.platform())
        .bind("name", wanted.name())
        .bind("settings", json(settings))
        .bind("zone", wanted.billingZone().getId())
        .bind("rate", pace.callsPerSecond())
        .bind("in_flight", pace.inFlight())
        .bind("sync_every", syncEvery.toSeconds())
        .bind("sync_due", syncEvery.isZero() ? null : now)
        .bind("now", now)
        .map((row, _) -> read(row).account())
        .one();
  }

  static void storeSecrets(Transaction transaction, long id, byte @Nullable [] sealed) {
    transaction
        .handle()
        .createUpdate("update operator_account set secrets = :secrets where id = :id")
        .bind("secrets", sealed)
        .bind("id", id)
        .execute();
  }

  static Account update(
      Transaction transaction, Account account, AccountSettings settings, Instant now) {
    return transaction
        .handle()
        .createQuery(
            """
            update operator_account set name = :name, settings = :settings::jsonb, billing_zone = :zone,
              calls_per_second = :rate, in_flight = :in_flight, state = :state, state_reason = :reason,
              sync_every = :sync_every,
              sync_due_at = case when :sync_every = sync_every then sync_due_at when :sync_every = 0 then null else :now end,
              updated_at = :now, version = version + 1
            where id = :id
            returning *, 0 as held
            """)
        .bind("id", account.id())
        .bind("name", account.name())
        .bind("settings", json(settings))
        .bind("zone", account.billingZone().getId())
        .bind("rate", account.pace().callsPerSecond())
        .bind("in_flight", account.pace().inFlight())
        .bind("state", account.state().name())
        .bind("reason", account.stateReason().orElse(null))
        .bind("sync_every", account.syncEvery().toSeconds())
        .bind("now", now)
        .map((row, _) -> read(row).account())
        .one();
  }

  static void setState(
      Transaction transaction, long id, AccountState state, @Nullable String reason, Instant now) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_account set state = :state, state_reason = :reason, updated_at = :now, version = version + 1
            where id = :id
            """)
        .bind("id", id)
        .bind("state", state.name())
        .bind("reason", reason)
        .bind("now", now)
        .execute();
  }

  /** The nearest account of a platform, from an organisation upwards. */
  static OptionalLong nearest(Handle handle, long organisation, String platform) {
    return handle
        .createQuery(
            """
            with recursive up(id, parent_id, distance) as (
              select id, parent_id, 0 from organisation where id = :organisation
              union all
              select o.id, o.parent_id, up.distance + 1 from organisation o join up on o.id = up.parent_id)
            select a.id from operator_account a join up on up.id = a.organisation_id
            where a.platform = :platform order by up.distance, a.id limit 1
            """)
        .bind("organisation", organisation)
        .bind("platform", platform)
        .map((row, _) -> OptionalLong.of(row.getLong(1)))
        .findOne()
        .orElse(OptionalLong.empty());
  }

  private static String json(AccountSettings settings) {
    ObjectNode json = JSON.createObjectNode();
    settings.open().forEach(json::put);
    settings.secret().keySet().stream().sorted().forEach(json.putArray(SECRETS)::add);
    return json.toString();
  }

  private static StoredAccount read(ResultSet row) throws SQLException {
    Map<String, String> settings = new LinkedHashMap<>();
    Set<String> secrets = new TreeSet<>();
    JSON.readTree(row.getString("settings"))
        .properties()
        .forEach(entry -> {
          if (entry.getKey().equals(SECRETS)) {
            entry.getValue().forEach(key -> secrets.add(key.asString()));
          } else {
            settings.put(entry.getKey(), entry.getValue().asString());
          }
        });
    Account account =
        new Account(
            row.getLong("id"),
            row.getLong("organisation_id"),
            row.getString("platform"),
            row.getString("platform").toUpperCase(Locale.ROOT),
            row.getString("name"),
            settings,
            secrets,
            ZoneId.of(row.getString("billing_zone")),
            new Pace(row.getDouble("calls_per_second"), row.getInt("in_flight")),
            AccountState.valueOf(row.getString("state")),
            Optional.ofNullable(row.getString("state_reason")),
            Duration.ofSeconds(row.getLong("sync_every")),
            Optional.ofNullable(row.getTimestamp("synced_at")).map(Timestamp::toInstant),
            Optional.ofNullable(row.getString("sync_error")),
            row.getTimestamp("created_at").toInstant(),
            row.getTimestamp("updated_at").toInstant(),
            row.getLong("version"));
    return new StoredAccount(
        account, row.getBytes("secrets"), Duration.ofMillis((long) (row.getDouble("held") * 1000)));
  }
}

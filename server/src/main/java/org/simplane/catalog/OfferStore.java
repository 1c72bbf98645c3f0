// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import static org.simplane.catalog.OrderSimStore.utc;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.simplane.Scope;
import org.simplane.Transaction;

/** When operators' products are read; of all tenants. */
final class OfferStore {

  private OfferStore() {}

  /** Takes up an account whose operator's products are to be read. */
  static Optional<Long> claim(Transaction transaction, Instant now, Duration lease) {
    Handle handle = transaction.handle();
    handle
        .createUpdate(
            """
            insert into operator_catalogue (account_id, due_at)
            select a.id, :now from operator_account a
            where a.platform <> 'own' and not exists (select 1 from operator_catalogue c where c.account_id = a.id)
            on conflict do nothing
            """)
        .bind("now", utc(now))
        .execute();
    return handle
        .createQuery(
            """
            update operator_catalogue c set due_at = :until from (
              select c.account_id from operator_catalogue c join operator_account a on a.id = c.account_id
              where c.due_at <= :now and a.state = 'ACTIVE' order by c.due_at limit 1 for update of c skip locked) due
            where c.account_id = due.account_id returning c.account_id
            """)
        .bind("now", utc(now))
        .bind("until", utc(now.plus(lease)))
        .mapTo(Long.class)
        .findOne();
  }

  /** Whose account it is; one reader at a time from here to the transaction's end. */
  static long lock(Transaction transaction, long account, Instant now) {
    Handle handle = transaction.handle();
    handle
        .createUpdate(
            "insert into operator_catalogue (account_id, due_at) values (:account, :now) on conflict do nothing")
        .bind("account", account)
        .bind("now", utc(now))
        .execute();
    return handle
        .createQuery(
            """
            select a.organisation_id from operator_catalogue c join operator_account a on a.id = c.account_id
            where c.account_id = :account for update of c
            """)
        .bind("account", account)
        .mapTo(Long.class)
        .one();
  }

  static void read(Transaction transaction, long account, Instant now, Instant next) {
    transaction
        .handle()
        .createUpdate(
            "update operator_catalogue set read_at = :now, error = null, due_at = :next where account_id = :account")
        .bind("account", account)
        .bind("now", utc(now))
        .bind("next", utc(next))
        .execute();
  }

  static void notRead(Transaction transaction, long account, String error, Instant next) {
    transaction
        .handle()
        .createUpdate(
            "update operator_catalogue set error = :error, due_at = :next where account_id = :account")
        .bind("account", account)
        .bind("error", error)
        .bind("next", utc(next))
        .execute();
  }

  /** How the reading of an account's products stands, without them. */
  static OperatorProducts.Offer reading(Scope scope, Handle handle, long account) {
    return handle
        .createQuery(
            """
            select c.read_at, c.error from operator_catalogue c join operator_account a on a.id = c.account_id
            where c.account_id = :account and a.organisation_id = any(:scope)
            """)
        .bind("account", account)
        .bindBySqlType("scope", scope.toArray(), Types.ARRAY)
        .map((row, _) ->
            new OperatorProducts.Offer(
                List.of(),
                OrderSimStore.instant(row.getObject(1, OffsetDateTime.class)),
                Optional.ofNullable(row.getString(2))))
        .findOne()
        .orElseGet(() -> new OperatorProducts.Offer(List.of(), Optional.empty(), Optional.empty()));
  }
}

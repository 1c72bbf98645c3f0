// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.simplane.Transaction;

/** Who had a subscription when, of those that were ever moved. */
final class OwnerStore {

  private OwnerStore() {}

  static List<Owners.Period> periods(Handle handle, Collection<Long> subscriptions) {
    return handle
        .createQuery(
            """
            select o.subscription_id, o.organisation_id, nullif(o.from_at, '-infinity') as from_at,
                   nullif(o.until_at, 'infinity') as until_at
              from subscription_owner o join subscription s on s.id = o.subscription_id
             where s.id = any(:ids) and s.moved_at is not null
             order by o.subscription_id, o.from_at
            """)
        .bind("ids", subscriptions.toArray(Long[]::new))
        .map((row, _) -> {
          Timestamp from = row.getTimestamp("from_at");
          Timestamp until = row.getTimestamp("until_at");
          return new Owners.Period(
              row.getLong("subscription_id"),
              row.getLong("organisation_id"),
              from == null ? Instant.MIN : from.toInstant(),
              until == null ? Instant.MAX : until.toInstant());
        })
        .list();
  }

  /** Before the rows are moved: from now on they are the other organisation's. */
  static void moving(
      Transaction transaction, Collection<Long> subscriptions, long organisation, Instant now) {
    Long[] ids = subscriptions.toArray(Long[]::new);
    transaction
        .handle()
        .createUpdate(
            """
            insert into subscription_owner (subscription_id, organisation_id, from_at, until_at)
            select s.id, s.organisation_id, '-infinity', 'infinity' from subscription s
             where s.id = any(:ids) and s.moved_at is null
            """)
        .bind("ids", ids)
        .execute();
    transaction
        .handle()
        .createUpdate(
            """
            update subscription_owner set until_at = :now
             where subscription_id = any(:ids) and until_at = 'infinity'
            """)
        .bind("ids", ids)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
    transaction
        .handle()
        .createUpdate(
            """
            insert into subscription_owner (subscription_id, organisation_id, from_at, until_at)
            select id, :organisation, :now, 'infinity' from unnest(:ids) as m (id)
            on conflict (subscription_id, from_at) do update
               set organisation_id = excluded.organisation_id, until_at = excluded.until_at
            """)
        .bind("ids", ids)
        .bind("organisation", organisation)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
    transaction
        .handle()
        .createUpdate("update subscription set moved_at = :now where id = any(:ids)")
        .bind("ids", ids)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }
}

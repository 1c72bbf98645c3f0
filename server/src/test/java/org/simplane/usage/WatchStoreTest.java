// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.db.TestDatabase;

/** What is looked for every half a minute goes by who listens, not by how many SIMs there are. */
final class WatchStoreTest {

  private static final int SIMS = 20_000;

  @AutoClose private final TestDatabase testDatabase = TestDatabase.create();

  @Test
  void findsOwnersAndTheirNextSimsWithoutReadingThoseOfOthers() {
    testDatabase
        .database()
        .useTransaction(transaction -> {
          Handle handle = transaction.handle();
          long large = organisation(handle);
          long small = organisation(handle);
          long other = organisation(handle);
          long account = account(handle, large);
          sims(handle, large, account, 0, SIMS);
          sims(handle, small, account, SIMS, 5);
          sims(handle, other, account(handle, other), SIMS + 5, 5);
          handle.execute("analyze subscription");
          long before = read(handle);
          assertThat(WatchStore.owners(handle, account)).containsExactlyInAnyOrder(large, small);
          List<Long> next = WatchStore.next(handle, account, List.of(small), 0, 3);
          assertThat(next).hasSize(3).isSorted();
          assertThat(WatchStore.next(handle, account, List.of(small), next.getLast(), 3))
              .hasSize(2);
          assertThat(WatchStore.next(handle, account, List.of(small, large), 0, 3))
              .as("in the order of ids, whosever")
              .isSorted()
              .doesNotContainAnyElementsOf(next);
          assertThat(WatchStore.next(handle, account, List.of(other), 0, 3)).isEmpty();
          assertThat(read(handle) - before).as("rows of SIMs that were read").isLessThan(100);
        });
  }

  /** So far in this transaction. */
  private static long read(Handle handle) {
    return handle
        .createQuery(
            """
            select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'subscription'
            """)
        .mapTo(Long.class)
        .one();
  }

  private static long organisation(Handle handle) {
    return handle
        .createQuery(
            """
            insert into organisation (name, created_at, updated_at) values (gen_random_uuid()::text, now(), now())
            returning id
            """)
        .mapTo(Long.class)
        .one();
  }

  private static long account(Handle handle, long organisation) {
    return handle
        .createQuery(
            """
            insert into operator_account (organisation_id, platform, name, settings, calls_per_second, in_flight, state,
              created_at, updated_at)
            values (:organisation, 'test', 'test', '{}', 0, 0, 'ACTIVE', now(), now()) returning id
            """)
        .bind("organisation", organisation)
        .mapTo(Long.class)
        .one();
  }

  private static void sims(Handle handle, long organisation, long account, int from, int count) {
    handle
        .createUpdate(
            """
            insert into subscription (organisation_id, account_id, kind, operator_key, iccid, iccid_core, status,
              operator_status, as_of, created_at, updated_at)
            select :organisation, :account, 'SIM', n, 8988303000000000000 + n, 8988303000000000000 + n, 'ACTIVE',
              'ACTIVE', now(), now(), now()
            from generate_series(:from + 1, :from + :count) n
            """)
        .bind("organisation", organisation)
        .bind("account", account)
        .bind("from", from)
        .bind("count", count)
        .execute();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.simplane.Transaction;

/**
 * Pace and slots of accounts, shared by all nodes. Times are the database's own, so that the nodes'
 * clocks do not matter. Serves all organisations, so nothing here takes a scope.
 */
final class PaceStore {

  /**
   * What a node wants of an account's slots.
   *
   * @param wanted how many it has use for
   * @param used how many calls it has under way, which it cannot give back at once
   * @param inFlight how many the account has
   */
  record Want(int wanted, int used, int inFlight, Duration lease) {}

  private record Held(String node, int slots, int wanted) {}

  private PaceStore() {}

  /**
   * Reserves the next {@code seconds} of the account's time.
   *
   * @return in how many seconds they begin
   */
  static double reserve(Transaction transaction, long account, double seconds) {
    return transaction
        .handle()
        .createQuery(
            """
            insert into account_pace as p (account_id, next_at)
            values (:account, clock_timestamp() + :seconds * interval '1 second')
            on conflict (account_id) do update
              set next_at = greatest(p.next_at, clock_timestamp()) + :seconds * interval '1 second'
            returning extract(epoch from p.next_at - clock_timestamp()) - :seconds
            """)
        .bind("account", account)
        .bind("seconds", seconds)
        .mapTo(Double.class)
        .one();
  }

  /** Leases slots; the answer is how many calls the node may have under way from now on. */
  static int slots(Transaction transaction, long account, String node, Want want) {
    Handle handle = transaction.handle();
    handle
        .createUpdate(
            """
            insert into account_pace (account_id, next_at) values (:account, clock_timestamp())
            on conflict (account_id) do nothing
            """)
        .bind("account", account)
        .execute();
    // Nodes ask one after the other.
    handle
        .createQuery("select 1 from account_pace where account_id = :account for update")
        .bind("account", account)
        .mapTo(Integer.class)
        .one();
    handle
        .createUpdate(
            "delete from account_lease where account_id = :account and expires_at < clock_timestamp()")
        .bind("account", account)
        .execute();
    List<Held> all =
        handle
            .createQuery(
                "select node, slots, wanted from account_lease where account_id = :account")
            .bind("account", account)
            .map((row, _) -> new Held(row.getString(1), row.getInt(2), row.getInt(3)))
            .list();
    int granted = share(all, node, want);
    int held = Math.max(granted, want.used());
    if (held == 0 && want.wanted() == 0) {
      handle
          .createUpdate("delete from account_lease where account_id = :account and node = :node")
          .bind("account", account)
          .bind("node", node)
          .execute();
      return 0;
    }
    handle
        .createUpdate(
            """
            insert into account_lease (account_id, node, slots, wanted, expires_at)
            values (:account, :node, :slots, :wanted, clock_timestamp() + :lease * interval '1 millisecond')
            on conflict (account_id, node) do update
              set slots = excluded.slots, wanted = excluded.wanted, expires_at = excluded.expires_at
            """)
        .bind("account", account)
        .bind("node", node)
        .bind("slots", held)
        .bind("wanted", want.wanted())
        .bind("lease", want.lease().toMillis())
        .execute();
    return granted;
  }

  /** What is free, but no more than a fair share while others wait for theirs. */
  private static int share(List<Held> all, String node, Want want) {
    int others = 0;
    int mine = 0;
    int contenders = 1;
    boolean othersStarve = false;
    for (Held held : all) {
      if (held.node().equals(node)) {
        mine = held.slots();
      } else {
        contenders++;
        others += held.slots();
        othersStarve |= held.slots() < held.wanted();
      }
    }
    int free = Math.max(0, want.inFlight() - others);
    int granted = Math.min(want.wanted(), free);
    if (othersStarve) {
      int fair = want.inFlight() / contenders;
      // Where there are more nodes than slots, who has had one lets go of it, and who has none may
      // take one.
      granted = Math.min(granted, fair > 0 || mine > 0 ? fair : 1);
    }
    return granted;
  }

  /** No call of the account before {@code wait} is over, as the operator asked. */
  static void hold(Transaction transaction, long account, Duration wait) {
    transaction
        .handle()
        .createUpdate(
            """
            update operator_account
            set pace_until = greatest(pace_until, clock_timestamp() + :wait * interval '1 millisecond')
            where id = :account
            """)
        .bind("account", account)
        .bind("wait", wait.toMillis())
        .execute();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.simplane.Transaction;

/**
 * What organisations have spent of their requests, shared by all nodes. Times are the database's
 * own, so that the nodes' clocks do not matter. Serves all organisations, so nothing here takes a
 * scope.
 */
final class RequestPaceStore {

  private RequestPaceStore() {}

  /** Whether the organisation still had that many seconds of its requests left. */
  static boolean take(Transaction transaction, long organisation, double seconds) {
    return transaction
        .handle()
        .createQuery(
            """
            insert into request_pace as p (organisation_id, spent_until)
            values (:organisation, clock_timestamp() + :seconds * interval '1 second')
            on conflict (organisation_id) do update
              set spent_until = greatest(p.spent_until, clock_timestamp()) + :seconds * interval '1 second'
              where greatest(p.spent_until, clock_timestamp()) + :seconds * interval '1 second'
                <= clock_timestamp() + interval '1 second'
            returning true
            """)
        .bind("organisation", organisation)
        .bind("seconds", seconds)
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
  }

  /** In how many seconds that much is left again. */
  static double wait(Handle handle, long organisation, double seconds) {
    return handle
        .createQuery(
            """
            select extract(epoch from spent_until - clock_timestamp()) + :seconds - 1
            from request_pace where organisation_id = :organisation
            """)
        .bind("organisation", organisation)
        .bind("seconds", seconds)
        .mapTo(Double.class)
        .findOne()
        .orElse(0.0);
  }

  /** Empty where none is set. */
  static Optional<Integer> rate(Handle handle, long organisation) {
    return handle
        .createQuery(
            """
            select requests_per_second from organisation
            where id = :organisation and requests_per_second is not null
            """)
        .bind("organisation", organisation)
        .mapTo(Integer.class)
        .findOne();
  }
}

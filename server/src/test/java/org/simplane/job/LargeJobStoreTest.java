// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.db.TestDatabase;

final class LargeJobStoreTest {

  private static final String AWKWARD = "tab\t, line\nend\r, back\\slash, \\N, Zürich, 🛰";

  @AutoClose final TestDatabase database = TestDatabase.create();

  @Test
  void itemsOfALargeJobAreKeptInTheirOrderWithWhateverTextTheyCarry() {
    long organisation =
        database
            .database()
            .read(handle ->
                handle
                    .createUpdate(
                        "insert into organisation (name, created_at, updated_at) values ('Fleet', now(), now())")
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one());
    Scope scope = Scope.of(organisation);
    Bell bell = new Bell();
    WorkQueue queue = new WorkQueue(database.database(), Clock.systemUTC(), bell);
    NewItem first = NewItem.queued(1, organisation, 1, "label", AWKWARD);
    List<NewItem> items =
        IntStream.rangeClosed(0, LargeJobStore.MANY)
            .mapToObj(i ->
                i == 0
                    ? first
                    : NewItem.queued(1, organisation, i, "label", "x").failed("CODE", AWKWARD))
            .toList();

    Job job =
        database
            .database()
            .inTransaction(transaction ->
                queue.submit(
                    transaction,
                    new NewJob(
                        organisation,
                        "change",
                        "Labels",
                        Caller.system("test", scope),
                        Optional.empty()),
                    items));

    assertThat(job.failed()).isEqualTo(LargeJobStore.MANY);
    List<JobItem> kept =
        new Jobs(database.database(), Clock.systemUTC(), bell).items(scope, job.id(), 0, 2_000);
    assertThat(kept).hasSize(items.size());
    assertThat(kept.getFirst())
        .satisfies(item -> {
          assertThat(item.target()).isEqualTo(AWKWARD);
          assertThat(item.state()).isEqualTo(ItemState.QUEUED);
          assertThat(item.error()).isEmpty();
          assertThat(item.finishedAt()).isEmpty();
        });
    assertThat(kept.getLast())
        .satisfies(item -> {
          assertThat(item.subscription()).isEqualTo(LargeJobStore.MANY);
          assertThat(item.error()).contains(AWKWARD);
          assertThat(item.errorCode()).contains("CODE");
          assertThat(item.finishedAt()).isPresent();
        });
  }
}

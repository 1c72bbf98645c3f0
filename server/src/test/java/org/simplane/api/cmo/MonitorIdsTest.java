// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.db.TestDatabase;
import org.simplane.job.Bell;
import org.simplane.job.Job;
import org.simplane.job.Jobs;
import org.simplane.job.NewJob;
import org.simplane.job.Progress;
import org.simplane.job.Reference;

final class MonitorIdsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-05-30T07:31:24.707Z"), ZoneOffset.UTC);

  @AutoClose private final TestDatabase database = TestDatabase.create();
  private final Bell bell = new Bell();
  private final Jobs jobs = new Jobs(database.database(), CLOCK, bell);
  private final Progress progress = new Progress(CLOCK, bell);
  private final long organisation =
      database
          .database()
          .read(handle ->
              handle
                  .createUpdate(
                      "insert into organisation (name, created_at, updated_at) values ('Fleet', now(), now())")
                  .executeAndReturnGeneratedKeys("id")
                  .mapTo(Long.class)
                  .one());

  @Test
  void nodesThatMeetInOneMillisecondGiveOutDifferentIds() {
    MonitorIds.Monitored here = new MonitorIds(jobs, CLOCK).begin("TASK", this::job);
    MonitorIds.Monitored there = new MonitorIds(jobs, CLOCK).begin("TASK", this::job);
    assertThat(here.id()).isEqualTo("TASK-1780126284707");
    assertThat(there.id()).isEqualTo("TASK-1780126284708");
    assertThat(there.job().id()).isNotEqualTo(here.job().id());
  }

  @Test
  void whatIsRefusedForItselfIsNotAskedForAgain() {
    assertThatThrownBy(() ->
            new MonitorIds(jobs, CLOCK)
                .begin(
                    "TASK",
                    id -> {
                      throw new FailureException(new Failure.Conflict("Not from this status"));
                    }))
        .hasMessage("Not from this status");
  }

  /** Begins one under an id, as a request for a change does. */
  private Job job(String id) {
    return database
        .database()
        .inTransaction(transaction -> {
          Job begun =
              progress.begin(
                  transaction,
                  new NewJob(
                      organisation,
                      "change",
                      "Change",
                      Caller.system("test", Scope.of(organisation)),
                      Optional.empty()));
          jobs.refer(
              transaction,
              new Reference("cmo", id, organisation, begun.id(), OptionalLong.empty()));
          return begun;
        });
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.simplane.usage.UsageHouse.data;
import static org.simplane.usage.UsageHouse.iccid;

import java.time.Duration;
import java.time.Period;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.FailureException;
import org.simplane.access.Audit;
import org.simplane.db.TestDatabase;
import org.simplane.job.Bell;
import org.simplane.job.Job;
import org.simplane.job.JobState;
import org.simplane.job.Jobs;
import org.simplane.job.Progress;
import org.simplane.job.Reports;
import tools.jackson.databind.JsonNode;

final class RejectRetryTest {

  @AutoClose static final TestDatabase testDatabase = TestDatabase.create();
  private final UsageHouse house = new UsageHouse(testDatabase);
  private final Bell bell = new Bell();
  private final Jobs jobs = new Jobs(house.database, house.clock, bell);
  private final Reports reports = new Reports(house.database, bell, house.clock);

  @AutoClose
  private final RejectRetry retry =
      new RejectRetry(
          house.database,
          house.ingest(1_000),
          new Progress(house.clock, bell),
          reports,
          new Audit(house.database, house.clock));

  private static final String START = "2026-11-20T10:00:00Z";

  @Test
  void theSameFileSentAgainBringsInWhoseSimIsThereByNow() {
    String file =
        UsageHouse.HEADER
            + data("a", iccid(1), START, 1, 2)
            + "\n"
            + data("b", iccid(2), START, 10, 20)
            + "\n"
            + data("c", iccid(3), START, 100, 200)
            + "\n";
    house.sim(1);
    BatchReport first = house.file(file);
    assertThat(first.batch().accepted()).isEqualTo(1);
    assertThat(first.batch().rejected()).isEqualTo(2);

    house.sim(2);
    BatchReport second = house.file(file);
    assertThat(second.batch().repeats()).hasValue(first.batch().id());
    assertThat(second.batch().accepted()).isEqualTo(1);
    BatchReport third = house.file(file);
    assertThat(third.batch().accepted()).isZero();

    Batch original = house.feeds.batch(house.scope(), first.batch().id()).orElseThrow();
    assertThat(original.accepted()).isEqualTo(2);
    assertThat(original.rejected()).isEqualTo(1);
    assertThat(house.rejects())
        .singleElement()
        .satisfies(left -> {
          assertThat(left.recordId()).contains("c");
          assertThat(left.line()).isEqualTo(4);
        });
    assertThat(bytesUp()).isEqualTo(11);
  }

  @Test
  void aRetryTakesEachRecordOnceHoweverManyAskAtOnce() throws Exception {
    int count = 300;
    house.load(
        IntStream.range(0, count)
            .mapToObj(i -> data("r" + i, iccid(1), START, 1, 0))
            .toArray(String[]::new));
    house.sim(1);
    RejectTaker taker = house.ingest(1_000).taker();
    Callable<Retaken> ask =
        () -> taker.run(house.scope(), house.feed, unknownSims(OptionalLong.empty()), _ -> {});
    long accepted = 0;
    try (ExecutorService askers = Executors.newFixedThreadPool(4)) {
      for (Future<Retaken> asked : askers.invokeAll(Collections.nCopies(4, ask))) {
        accepted += asked.get().accepted();
      }
    }
    assertThat(accepted).isEqualTo(count);
    assertThat(bytesUp()).isEqualTo(count);
    assertThat(house.rejects()).isEmpty();
  }

  @Test
  void aRetryIsAJobThatTellsWhatBecameOfThem() {
    house.load(data("a", iccid(1), START, 1, 0), data("b", iccid(2), START, 1, 0), "broken");
    house.sim(1);
    assertThat(retry.count(house.scope(), house.feed, unknownSims(OptionalLong.empty())))
        .isEqualTo(2);
    JsonNode report = report(unknownSims(OptionalLong.empty()));
    assertThat(report.get("accepted").asLong()).isEqualTo(1);
    assertThat(report.get("rejected").asLong()).isEqualTo(1);
    assertThat(house.rejects()).extracting(Reject::code).hasSize(2);
  }

  @Test
  void whatWasTooLateIsTakenOnceTheWindowIsWider() {
    house.sim(1);
    house.load(data("a", iccid(1), "2026-06-01T10:00:00Z", 7, 0));
    assertThat(house.rejects()).extracting(Reject::code).containsExactly(Reject.Code.TOO_LATE);
    Feed wide = house.feeds.update(house.caller(), house.feed.id(), Duration.ofDays(300), true);
    RetryQuery query =
        new RetryQuery(
            OptionalLong.empty(),
            Set.of(Reject.Code.TOO_LATE),
            Optional.of(house.now),
            Optional.of(house.now.plusSeconds(1)));
    assertThat(house.ingest(10).taker().run(house.scope(), wide, query, _ -> {}).accepted())
        .isEqualTo(1);
    assertThat(bytesUp()).isEqualTo(7);
  }

  @Test
  void whatBelongsToAnotherRecordByNowIsAConflict() {
    house.load(data("a", iccid(1), START, 1, 0));
    house.sim(1);
    house.sim(2);
    house.load(data("a", iccid(2), START, 5, 0));
    JsonNode report = report(unknownSims(OptionalLong.empty()));
    assertThat(report.get("accepted").asLong()).isZero();
    assertThat(house.rejects()).extracting(Reject::code).containsExactly(Reject.Code.CONFLICT);
    assertThat(bytesUp()).isEqualTo(5);
  }

  @Test
  void whatCannotHaveChangedIsNotTried() {
    for (Reject.Code code : Set.of(Reject.Code.MALFORMED, Reject.Code.CONFLICT)) {
      assertThatThrownBy(() ->
              new RetryQuery(
                  OptionalLong.empty(), Set.of(code), Optional.empty(), Optional.empty()))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("codes");
    }
  }

  @Test
  void batchesAreKeptAsLongAsTheirRecords() {
    house.sim(1);
    house.load(data("a", iccid(1), START, 1, 0));
    Period kept = Period.ofMonths(13);
    assertThat(house.feeds.purge(kept)).isZero();
    house.now = UsageHouse.NOW.plus(Duration.ofDays(400));
    assertThat(house.feeds.purge(kept)).isPositive();
    assertThat(house.feeds.batches(house.scope(), OptionalLong.empty(), OptionalLong.empty(), 10))
        .isEmpty();
  }

  private JsonNode report(RetryQuery query) {
    Job begun = retry.begin(house.caller(), house.feed, query);
    await()
        .until(() -> jobs.find(house.scope(), begun.id()).orElseThrow().state() == JobState.DONE);
    return reports.of(house.scope(), begun.id()).orElseThrow();
  }

  private static RetryQuery unknownSims(OptionalLong batch) {
    return new RetryQuery(
        batch, Set.of(Reject.Code.UNKNOWN_SUBSCRIPTION), Optional.empty(), Optional.empty());
  }

  private long bytesUp() {
    return house.one(
        "select coalesce(sum(bytes_up), 0) from usage_sum where organisation_id = "
            + house.organisation);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Scope;
import org.simplane.account.Account;
import org.simplane.db.TestDatabase;
import org.simplane.job.Job;
import org.simplane.operator.Pace;
import org.slf4j.LoggerFactory;

/**
 * Takes longer than others, since what it shows takes many SIMs: 20,000 here, or
 * -Dsimplane.large=100000.
 */
final class LargeJobTest {

  private static final int SIMS = Integer.getInteger("simplane.large", 20_000);

  @AutoClose static final TestDatabase database = TestDatabase.create();
  @AutoClose final MisbehavingOperator operator = new MisbehavingOperator();

  @AutoClose
  final House house =
      new House(database, List.of(new MisbehavingPlatform("batching", 1_000))).start();

  @Test
  void isAcceptedAtOnceAndDoneInBatchesWithEachSimChangedOnceAuditedAndPublished() {
    long organisation = house.organisation();
    Account account = house.account(organisation, "batching", operator, Pace.UNLIMITED);
    List<Long> sims = new ArrayList<>();
    for (int i = 0; i < SIMS; i += 5_000) {
      sims.addAll(house.sims(account, Math.min(5_000, SIMS - i), Optional.empty(), operator));
    }
    long started = System.nanoTime();
    Job job = house.suspend(organisation, sims);
    long accepted = System.nanoTime();
    assertThat(knownOpen())
        .as("what PostgreSQL plans with: that they are few would take it minutes")
        .isGreaterThan(SIMS / 2);
    Job over = house.lifecycle.await(Scope.of(organisation), job.id(), Duration.ofSeconds(120));
    long done = System.nanoTime();
    LoggerFactory.getLogger(LargeJobTest.class)
        .info(
            "{} changes accepted in {} ms, done in {} ms",
            SIMS,
            (accepted - started) / 1_000_000,
            (done - started) / 1_000_000);
    assertThat(over.done()).isEqualTo(SIMS);
    assertThat(operator.taken).hasSize(SIMS);
    assertThat(
            operator.taken.stream().map(MisbehavingOperator.Taken::key).collect(Collectors.toSet()))
        .hasSize(SIMS);
    assertThat(count("audit", "action = 'subscription.status'")).isEqualTo(SIMS);
    assertThat(count("outbox", "kind = 'subscription.status-changed'")).isEqualTo(SIMS);
    assertThat(count("subscription", "status = 'SUSPENDED' and intended_status is null"))
        .isEqualTo(SIMS);
    assertThat(operator.calls.size()).isLessThan(SIMS / 200);
    assertThat(itemsReadToLookForWork())
        .as("what is looked for twice a second must not cost more with every job that is over")
        .isZero();
  }

  /** Without an index. */
  private long itemsReadToLookForWork() {
    return house.database.inTransaction(transaction -> {
      assertThat(house.queue.accountsWithWork()).isEmpty();
      return transaction
          .handle()
          .createQuery(
              "select seq_tup_read from pg_stat_xact_user_tables where relname = 'job_item'")
          .mapTo(Long.class)
          .one();
    });
  }

  private int knownOpen() {
    return house.database.read(handle ->
        handle
            .createQuery(
                "select cast(reltuples as integer) from pg_class where relname = 'job_item_open'")
            .mapTo(Integer.class)
            .one());
  }

  private int count(String table, String where) {
    assertThat(Set.of("audit", "outbox", "subscription")).contains(table);
    return house.database.read(handle ->
        handle
            .createQuery("select count(*) from " + table + " where " + where)
            .mapTo(Integer.class)
            .one());
  }
}

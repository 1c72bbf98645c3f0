// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.account.Account;
import org.simplane.account.ReadingConfig;
import org.simplane.account.Synchroniser;
import org.simplane.db.TestDatabase;
import org.simplane.job.Job;

/** Somebody asks for a synchronisation while one is under way by itself. */
final class JoinedPassTest {

  @AutoClose static final TestDatabase database = TestDatabase.create();

  final TellingPlatform operator = new TellingPlatform();

  @AutoClose
  final House house =
      new House(database, List.of(operator, new MisbehavingPlatform("misbehaving", 1))).start();

  final long organisation = house.organisation();
  final Account account = house.telling(organisation, Duration.ofHours(1));

  @Test
  void theJobThatSomebodyJoinedIsThereWhenItIsOverAlsoWhenNothingWasNew() {
    for (int i = 0; i < 70; i++) {
      operator.put("8999902%012d".formatted(i), "Customer " + i);
    }
    try (Synchroniser synchroniser = synchroniser()) {
      house.await(synchroniser.synchronise(House.caller(organisation), account.id()));
      operator.furtherPages = new CountDownLatch(1);
      try {
        house.database.read(handle ->
            handle.execute(
                "update operator_account set sync_due_at = now() where id = ?", account.id()));
        await().until(this::isUnderWay);
        Job joined = synchroniser.synchronise(House.caller(organisation), account.id());
        operator.furtherPages.countDown();
        assertThat(house.await(joined).isOver()).isTrue();
      } finally {
        operator.furtherPages.countDown();
      }
    }
  }

  private boolean isUnderWay() {
    return house.database.read(handle ->
        handle
            .createQuery("select sync_job_id is not null from operator_account where id = :id")
            .bind("id", account.id())
            .mapTo(Boolean.class)
            .one());
  }

  /** Its passes read whole lists, of more than one page. */
  private Synchroniser synchroniser() {
    Synchroniser synchroniser =
        house.synchroniser(
            new ReadingConfig(Duration.ofDays(1), Duration.ZERO, Duration.ofMillis(50)));
    synchroniser.start();
    return synchroniser;
  }
}

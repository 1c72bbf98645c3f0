// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Scope;

class ReadTogetherTest {

  private static final int SIMS = 40;
  private static final int READERS = 48;
  private static final int READS = 50;

  @AutoClose static final Fixture fixture = new Fixture();

  private final Subscriptions subscriptions = fixture.subscriptions;

  @Test
  void everyoneOfACrowdGetsTheSimThatWasAskedForAndNoStrangers()
      throws InterruptedException, ExecutionException, TimeoutException {
    long organisation = fixture.organisation();
    long other = fixture.organisation();
    fixture.add(organisation, fixture.account(organisation, "nce"), 1, SIMS);
    fixture.add(other, fixture.account(other, "nce"), 1 + SIMS, SIMS);
    List<Future<String>> readers = new ArrayList<>();
    CountDownLatch begin = new CountDownLatch(1);
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int reader = 0; reader < READERS; reader++) {
        int first = reader;
        boolean mine = reader % 2 == 0;
        readers.add(
            crowd.submit(() -> {
              begin.await();
              return firstWrong(mine ? organisation : other, mine, first);
            }));
      }
      begin.countDown();
      for (Future<String> reader : readers) {
        assertThat(reader.get(1, TimeUnit.MINUTES)).isEmpty();
      }
    }
  }

  /** What was not as it should be; empty when all was. */
  private String firstWrong(long organisation, boolean lower, int reader) {
    for (int read = 0; read < READS; read++) {
      int number = 1 + (reader * 7 + read) % (2 * SIMS);
      boolean own = number <= SIMS == lower;
      Optional<Subscription> found =
          subscriptions.find(Scope.of(organisation), Fixture.iccid(number));
      if (found.isPresent() != own || own && !found.get().operatorKey().equals("key-" + number)) {
        return "SIM " + number + " of organisation " + organisation + " is " + found;
      }
    }
    return "";
  }

  @Test
  void aTransactionSeesWhatItWrote() {
    long organisation = fixture.organisation();
    long account = fixture.account(organisation, "nce");
    Scope scope = Scope.of(organisation);
    Subscription sim = fixture.add(organisation, account, 1 + 2 * SIMS, 1).added().getFirst();
    fixture.database.useTransaction(_ -> {
      subscriptions.update(
          fixture.caller(scope),
          sim.id(),
          SubscriptionPatch.NOTHING.with(Field.LABEL, Optional.of("Renamed")),
          OptionalLong.empty(),
          false);
      assertThat(subscriptions.find(scope, Fixture.iccid(1 + 2 * SIMS)).orElseThrow().label())
          .contains("Renamed");
    });
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Sim;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.LedgerEntry;

/**
 * For adapters that log in and are given a token; those that send a password each time have none.
 */
public interface LogInContract extends OperatorContract {

  int CALLERS = 16;

  @Test
  @Simulated
  default void renewsAnExpiredTokenOnceForManyCallers()
      throws OperatorException, InterruptedException, ExecutionException {
    operator().check();
    simulator().failNext(Fault.EXPIRED_TOKEN);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<Sim>>> finds = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        finds.add(executor.submit(() -> operator().inventory().find(ref(Fleet.ACTIVE))));
      }
      for (Future<Optional<Sim>> find : finds) {
        assertThat(find.get()).isPresent();
      }
    }
    assertThat(logIns()).as("log-ins: the first and one renewal").hasSize(2);
  }

  @Test
  @Simulated
  default void goesOnWhenItsTokenHasRunOut() throws OperatorException {
    operator().check();
    simulator().pass(Duration.ofDays(2));
    operator().check();
    // Known from the clock, so no call was wasted on finding out.
    assertThat(simulator().requests()).extracting(LedgerEntry::status).doesNotContain(401);
  }

  @Test
  @Simulated
  default void triesBadCredentialsOnceForManyCallers() throws InterruptedException {
    try (var stranger = account().open(simulator().badSettings());
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<OperatorException>>> checks = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        checks.add(
            executor.submit(
                () -> Optional.of(catchThrowableOfType(OperatorException.class, stranger::check))));
      }
      for (Future<Optional<OperatorException>> check : checks) {
        assertThat(check)
            .succeedsWithin(Duration.ofSeconds(10))
            .extracting(e -> e.orElseThrow().kind())
            .isEqualTo(Kind.CREDENTIALS);
      }
    }
    // Who comes after the failure tries again; who waited for it does not.
    assertThat(logIns()).hasSizeLessThan(CALLERS);
  }

  private List<LedgerEntry> logIns() {
    return simulator().requests().stream().filter(LedgerEntry::logIn).toList();
  }
}

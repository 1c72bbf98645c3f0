// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.db.TestDatabase;

/** Two nodes on one database throughout. */
final class RequestBrakeTest {

  private static final OptionalLong ANY = OptionalLong.empty();

  private static TestDatabase testDatabase;
  private static AccessSetup here;
  private static RequestBrake one;
  private static RequestBrake other;

  @BeforeAll
  static void start() {
    testDatabase = TestDatabase.create();
    here = new AccessSetup(testDatabase.database(), Clock.systemUTC());
    one = new RequestBrake(testDatabase.database());
    other = new RequestBrake(testDatabase.database());
  }

  @AfterAll
  static void stop() {
    testDatabase.close();
  }

  private static Organisation tenant(String name) {
    return here.organisations.create(
        here.system(), new NewOrganisation(Optional.empty(), name, Optional.empty()));
  }

  private static void limit(Organisation tenant, Optional<Integer> rate) {
    here.organisations.update(
        here.system(),
        tenant.id(),
        new OrganisationPatch(Optional.empty(), Optional.empty(), Optional.of(rate)),
        ANY,
        false);
  }

  private static boolean passes(RequestBrake node, Organisation tenant, int usual) {
    try {
      node.check(tenant.id(), usual);
      return true;
    } catch (FailureException refused) {
      assertThat(refused.failure()).isInstanceOf(Failure.Throttled.class);
      return false;
    }
  }

  /** How many of the requests pass, asked of both nodes in turn as fast as it goes. */
  private static int passing(Organisation tenant, int usual, int requests) {
    int passed = 0;
    for (int i = 0; i < requests; i++) {
      if (passes(i % 2 == 0 ? one : other, tenant, usual)) {
        passed++;
      }
    }
    return passed;
  }

  @Test
  void twoNodesTogetherLetASecondsRequestsPassAtOnceAndThenOneAfterTheOther() {
    Organisation tenant = tenant("Busy");
    long started = System.nanoTime();
    int passed = passing(tenant, 10, 2_000);
    double seconds = (System.nanoTime() - started) / 1e9;
    assertThat(passed).isBetween(10, 11 + (int) (10 * seconds));
    Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(3))
        .until(() -> passes(other, tenant, 10));
  }

  @Test
  void aHighRateIsKeptInBlocks() {
    Organisation tenant = tenant("Large");
    long started = System.nanoTime();
    int passed = passing(tenant, 2_000, 20_000);
    double seconds = (System.nanoTime() - started) / 1e9;
    // A block on either node may be in use when the count begins and when it ends.
    assertThat(passed).isBetween(2_000, 2_000 + (int) (2_000 * seconds) + 400);
  }

  @Test
  void oneTenantDoesNotSlowAnother() {
    Organisation loud = tenant("Loud");
    Organisation quiet = tenant("Quiet");
    assertThat(passing(loud, 1, 50)).isLessThan(10);
    assertThat(passing(quiet, 10, 10)).isEqualTo(10);
  }

  @Test
  void aNumberSetFromAboveBeatsTheUsualOne() {
    Organisation tenant = tenant("Favoured");
    limit(tenant, Optional.of(0));
    assertThat(passing(tenant, 1, 500)).isEqualTo(500);

    Organisation slow = tenant("Slow");
    limit(slow, Optional.of(1));
    assertThat(passing(slow, 0, 50)).isLessThan(10);
    limit(slow, Optional.empty());
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> passing(slow, 0, 20) == 20);
  }

  @Test
  void nobodySetsItsOwnAndNobodyMoreThanThereIs() {
    Organisation tenant = tenant("Cunning");
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() ->
            here.organisations.update(
                here.system(tenant),
                tenant.id(),
                new OrganisationPatch(
                    Optional.empty(), Optional.empty(), Optional.of(Optional.of(0))),
                ANY,
                false))
        .satisfies(thrown -> assertThat(thrown.failure()).isInstanceOf(Failure.NotAllowed.class));
    for (int rate : new int[] {-1, Organisations.HIGHEST_RATE + 1}) {
      assertThatExceptionOfType(FailureException.class)
          .isThrownBy(() -> limit(tenant, Optional.of(rate)))
          .satisfies(thrown -> assertThat(thrown.failure()).isInstanceOf(Failure.Invalid.class));
    }
  }
}

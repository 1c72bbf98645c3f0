// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.access.IdempotencyKeys.Claim;
import org.simplane.db.TestDatabase;

final class IdempotencyKeysTest {

  private static final Caller CALLER = Caller.system("test", Scope.of(1));
  private static final byte[] REQUEST = {1, 2, 3};
  private static final IdempotencyKeys.Answer ANSWER =
      new IdempotencyKeys.Answer(201, Map.of("Location", "/x"), "{\"name\":\"Zoë\"}");

  private static TestDatabase testDatabase;
  private static SettableClock clock;
  private static IdempotencyKeys keys;

  @BeforeAll
  static void start() {
    testDatabase = TestDatabase.create();
    clock = new SettableClock(Clock.systemUTC().instant());
    keys = new IdempotencyKeys(testDatabase.database(), clock);
  }

  @AfterAll
  static void stop() {
    testDatabase.close();
  }

  @Test
  void aRepetitionGetsTheFirstAnswer() {
    assertThat(keys.claim(CALLER, "repeated", REQUEST)).isInstanceOf(Claim.First.class);
    keys.finish(CALLER, "repeated", ANSWER);
    assertThat(keys.claim(CALLER, "repeated", REQUEST)).isEqualTo(new Claim.Done(ANSWER));
  }

  @Test
  void aSecondRequestWhileTheFirstIsAtWorkIsToldSo() {
    keys.claim(CALLER, "slow", REQUEST);
    assertThat(keys.claim(CALLER, "slow", REQUEST)).isInstanceOf(Claim.AtWork.class);
  }

  @Test
  void anotherRequestWithTheSameKeyIsTold() {
    keys.claim(CALLER, "reused", REQUEST);
    assertThat(keys.claim(CALLER, "reused", new byte[] {9})).isInstanceOf(Claim.Other.class);
  }

  @Test
  void keysOfDifferentCallersDoNotMeet() {
    keys.claim(CALLER, "shared", REQUEST);
    Caller other = new Caller(Caller.Kind.CLIENT, 7, "other", Scope.of(1), Set.of(), "c");
    assertThat(keys.claim(other, "shared", REQUEST)).isInstanceOf(Claim.First.class);
  }

  @Test
  void aReleasedKeyMayBeTriedAgain() {
    keys.claim(CALLER, "failed", REQUEST);
    keys.release(CALLER, "failed");
    assertThat(keys.claim(CALLER, "failed", REQUEST)).isInstanceOf(Claim.First.class);
  }

  @Test
  void anAnswerIsForgottenAfterADay() {
    keys.claim(CALLER, "old", REQUEST);
    keys.finish(CALLER, "old", ANSWER);
    clock.pass(Duration.ofHours(24).plusSeconds(1));
    assertThat(keys.claim(CALLER, "old", new byte[] {9})).isInstanceOf(Claim.First.class);
    clock.pass(Duration.ofHours(25));
    assertThat(keys.purge()).isPositive();
  }

  @Test
  void aClaimOfANodeThatDiedIsGivenOnAfterTenMinutes() {
    keys.claim(CALLER, "abandoned", REQUEST);
    clock.pass(Duration.ofMinutes(9));
    assertThat(keys.claim(CALLER, "abandoned", REQUEST)).isInstanceOf(Claim.AtWork.class);
    clock.pass(Duration.ofMinutes(2));
    assertThat(keys.claim(CALLER, "abandoned", REQUEST)).isInstanceOf(Claim.First.class);
  }
}

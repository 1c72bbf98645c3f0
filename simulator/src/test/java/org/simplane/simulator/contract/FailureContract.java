// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.simulator.control.Fault;

/** How an adapter reports that a read went wrong. */
public interface FailureContract extends OperatorContract {

  @Test
  @Simulated
  default void reportsThrottlingWithItsDelay() {
    simulator().failNext(Fault.THROTTLED);
    OperatorException e = failure();
    assertThat(e.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(e.retryAfter()).contains(Duration.ofSeconds(1));
  }

  @Test
  @Simulated
  default void reportsARefusedConnectionAsUnreachableAndRecovers() throws OperatorException {
    simulator().failNext(Fault.REFUSE_CONNECTION);
    assertThat(failure().kind()).isEqualTo(Kind.UNREACHABLE);
    simulator().heal();
    assertThat(operator().inventory().find(ref(Fleet.ACTIVE))).isPresent();
  }

  @Test
  @Simulated
  default void reportsALostAnswerAsATimeout() {
    // The JDK's client repeats a read of its own accord; so many faults outlast that.
    simulator().failNext(Fault.TIMEOUT_BEFORE_EFFECT, 5);
    assertThat(failure().kind()).isEqualTo(Kind.TIMEOUT);
  }

  @Test
  @Simulated
  default void reportsTheOperatorsOwnFailure() {
    simulator().failNext(Fault.SERVER_ERROR);
    assertThat(failure().kind()).isEqualTo(Kind.OPERATOR_FAULT);
  }

  @Test
  @Simulated
  default void reportsABrokenBodyAsMalformed() {
    simulator().failNext(Fault.BROKEN_BODY);
    assertThat(failure().kind()).isEqualTo(Kind.MALFORMED_REPLY);
  }

  private OperatorException failure() {
    return catchThrowableOfType(
        OperatorException.class, () -> operator().inventory().find(ref(Fleet.ACTIVE)));
  }
}

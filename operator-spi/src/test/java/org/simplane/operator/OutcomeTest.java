// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OutcomeTest {

  @Test
  void neverLetsAChangeBeRepeatedThatMayHaveHappened() {
    for (OperatorException.Kind kind : OperatorException.Kind.values()) {
      Class<?> expected =
          switch (kind) {
            case UNREACHABLE, THROTTLED, CREDENTIALS -> Outcome.NotSent.class;
            case NOT_FOUND, REJECTED -> Outcome.Refused.class;
            case TIMEOUT, OPERATOR_FAULT, MALFORMED_REPLY -> Outcome.Unknown.class;
          };
      assertThat(Outcome.failed(new OperatorException(kind, "so it went")))
          .as(kind.name())
          .isInstanceOf(expected);
    }
  }

  @Test
  void offersNoFeatureThatIsNotPresent() {
    assertThat(new InventoryAlone().features()).isEqualTo(Set.of(Feature.INVENTORY));
  }

  @Test
  void readsASettingOrItsDefaultOrSaysWhichIsMissing() {
    Setting url = Setting.optional("url", "Where the operator is", "https://operator.example");
    Setting user = Setting.required("username", "Who logs in");
    assertThat(url.in(Map.of())).isEqualTo("https://operator.example");
    assertThat(url.in(Map.of("url", "https://other.example"))).isEqualTo("https://other.example");
    assertThatThrownBy(() -> user.in(Map.of("username", " ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'username'");
  }

  private static final class InventoryAlone implements Operator {
    @Override
    public void check() {}

    @Override
    public Inventory inventory() {
      throw new AssertionError("not asked for");
    }

    @Override
    public void close() {}
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Feature;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Setting;
import org.simplane.operator.SubscriptionRef;

/**
 * What holds for every adapter. Its test implements this and one contract for each feature it
 * offers.
 */
public interface OperatorContract {

  /** The same for all tests of a class. */
  TestAccount account();

  /** A new one for each test: {@code account().open()} in a field. */
  Operator operator();

  default Simulator simulator() {
    return account().simulator();
  }

  default SubscriptionRef ref(FleetSim sim) {
    return account().ref(sim);
  }

  /** False where credentials are in bodies, as in SOAP: then its settings are all there is. */
  default boolean showsCredentialsInHeaders() {
    return true;
  }

  @BeforeEach
  default void beginWithTheFleet() {
    account().reset();
  }

  @AfterEach
  default void closeTheOperator() {
    operator().close();
  }

  @Test
  default void offersExactlyWhatItIsTestedFor() {
    Set<Feature> tested = EnumSet.noneOf(Feature.class);
    for (Class<?> contract : Contracts.of(getClass())) {
      Covers covers = contract.getAnnotation(Covers.class);
      if (covers != null) {
        tested.add(covers.value());
      }
    }
    assertThat(operator().features()).isEqualTo(tested);
  }

  @Test
  default void saysThatCallsWouldSucceed() throws OperatorException {
    operator().check();
  }

  @Test
  @Simulated
  default void saysThatItsCredentialsAreBad() {
    try (Operator stranger = account().open(simulator().badSettings())) {
      OperatorException e = catchThrowableOfType(OperatorException.class, stranger::check);
      assertThat(e.kind()).isEqualTo(OperatorException.Kind.CREDENTIALS);
    }
  }

  /** An unreachable operator must not stop the server from starting. */
  @Test
  @Simulated
  default void opensAndLooksAtItsFeaturesWithoutACall() {
    try (Operator opened = account().open()) {
      assertThat(opened.features()).contains(Feature.INVENTORY);
      assertThat(opened.inventory()).isNotNull();
    }
    assertThat(simulator().requests()).isEmpty();
  }

  @Test
  @Simulated
  default void namesTheSettingThatIsMissing() {
    for (Setting setting : account().platform().settings()) {
      Map<String, String> settings = new HashMap<>(simulator().settings());
      settings.remove(setting.key());
      if (setting.defaultValue().isEmpty()) {
        assertThatThrownBy(() -> account().open(settings))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(setting.key());
      }
    }
  }

  /** Neither its settings' secrets nor what it got for them, in no log and in no exception. */
  @Test
  @Simulated
  default void neverShowsASecret() {
    try (Eavesdropper eavesdropper = Eavesdropper.listen()) {
      Troubles.through(this, eavesdropper::hear);
      Map<String, String> settings = simulator().settings();
      for (Setting setting : account().platform().settings()) {
        if (setting.secret()) {
          eavesdropper.assertUnheard(settings.getOrDefault(setting.key(), "not set"));
        }
      }
      assertThat(account().credentialsSent().isEmpty()).isNotEqualTo(showsCredentialsInHeaders());
      account().credentialsSent().forEach(eavesdropper::assertUnheard);
    }
  }

  @Test
  default void leavesNoThreadWhenClosed() throws OperatorException {
    operator().check(); // so that what the kit itself starts is there
    Threads before = Threads.now();
    try (Operator opened = account().open()) {
      opened.check();
    }
    before.assertNoneAddedBy(account().platform());
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.account.Account;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscription;
import org.simplane.operator.ConsumptionReports.Consumption;
import org.simplane.operator.ConsumptionReports.Counted;
import org.simplane.operator.ConsumptionReports.Level;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Pace;
import org.simplane.operator.Sim;
import org.simplane.operator.SubscriptionRef;
import org.simplane.usage.Consumptions;
import org.simplane.usage.CurrentConsumption;
import org.simplane.usage.UsageReader;

/** What was consumed is asked of the operator, kept, and shown while it cannot be reached. */
final class ConsumptionsTest {

  @AutoClose static final TestDatabase database = TestDatabase.create();

  final TellingPlatform operator = new TellingPlatform();
  final MisbehavingOperator misbehaving = new MisbehavingOperator();

  @AutoClose
  final House house =
      new House(database, List.of(operator, new MisbehavingPlatform("misbehaving", 1))).start();

  final long organisation = house.organisation();
  final Scope scope = Scope.of(organisation);

  @Test
  void withSatelliteTrafficThereAreThreeLevelsWithoutItTheGlobalOne() {
    Subscription sim = sim("89999030000000000011");
    operator.consumption.add(data(Level.CELLULAR, 100));
    assertThat(levels(consumptions(Duration.ZERO).current(scope, sim)))
        .isEqualTo(Map.of(Level.GLOBAL, 100L));
    operator.consumption.add(data(Level.SATELLITE, 0));
    assertThat(levels(consumptions(Duration.ZERO).current(scope, sim)))
        .isEqualTo(Map.of(Level.GLOBAL, 100L));
    operator.consumption.set(1, data(Level.SATELLITE, 20));
    assertThat(levels(consumptions(Duration.ZERO).current(scope, sim)))
        .isEqualTo(Map.of(Level.GLOBAL, 120L, Level.CELLULAR, 100L, Level.SATELLITE, 20L));
  }

  @Test
  void aFreshCountIsNotAskedAgainAndAKeptOneIsShownWhileTheOperatorIsDown() {
    Subscription sim = sim("89999030000000000022");
    operator.consumption.add(data(Level.GLOBAL, 7));
    CurrentConsumption first = consumptions(Duration.ofMinutes(15)).current(scope, sim);
    operator.consumption.set(0, data(Level.GLOBAL, 8));
    assertThat(consumptions(Duration.ofMinutes(15)).current(scope, sim)).isEqualTo(first);
    assertThat(operator.asked.get()).isEqualTo(1);
    operator.down = true;
    assertThat(consumptions(Duration.ZERO).current(scope, sim)).isEqualTo(first);
    operator.down = false;
    assertThat(levels(consumptions(Duration.ZERO).current(scope, sim)))
        .isEqualTo(Map.of(Level.GLOBAL, 8L));
  }

  @Test
  void withNothingKeptAnOperatorThatIsDownIsSaidToBe() {
    Subscription sim = sim("89999030000000000033");
    operator.down = true;
    assertThatThrownBy(() -> consumptions(Duration.ZERO).current(scope, sim))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.OperatorDown.class));
  }

  @Test
  void anOperatorThatCountsNothingIsNotSupported() {
    try (MisbehavingOperator silent = misbehaving) {
      Account account = house.account(organisation, "misbehaving", silent, Pace.UNLIMITED);
      long id = house.sims(account, 1, Optional.empty(), silent).getFirst();
      Subscription sim = house.subscriptions.find(scope, id).orElseThrow();
      assertThatThrownBy(() -> consumptions(Duration.ZERO).current(scope, sim))
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure()).isInstanceOf(Failure.NotSupported.class));
    }
  }

  private Consumptions consumptions(Duration fresh) {
    return new Consumptions(
        house.database, house.accounts, new UsageReader(house.database), fresh, house.clock);
  }

  private Subscription sim(String iccid) {
    operator.put(iccid, "Customer");
    Sim read;
    try {
      read = operator.find(new SubscriptionRef(iccid, iccid)).orElseThrow();
    } catch (OperatorException e) {
      throw new AssertionError(e);
    }
    return house.take(house.telling(organisation, Duration.ZERO), read);
  }

  private static Consumption data(Level level, long bytes) {
    return new Consumption(
        level, Counted.DATA, bytes, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Map<Level, Long> levels(CurrentConsumption current) {
    return current.consumption().stream()
        .collect(Collectors.toMap(Consumption::level, Consumption::used));
  }
}

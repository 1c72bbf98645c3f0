// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.simplane.usage.UsageHouse.data;
import static org.simplane.usage.UsageHouse.iccid;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.FailureException;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscription;
import org.simplane.lifecycle.Restriction;
import org.simplane.operator.Service;

final class MonthlyLimitsTest {

  @AutoClose static final TestDatabase database = TestDatabase.create();

  private final UsageHouse house = new UsageHouse(database);
  private final MonthlyLimits limits = house.limits;
  private final LimitEnforcer enforcer =
      new LimitEnforcer(house.database, limits, house.restrictions);
  private int records;

  @Test
  void dataOverTheLimitBarsEverySimOfTheOrganisationUntilTheMonthIsOver() {
    Subscription one = house.sim(1);
    Subscription other = house.sim(2);
    set(Measure.DATA, 1_000);
    use(1, 999);
    enforcer.enforce();
    assertThat(barred(one, other)).isEmpty();
    use(1, 1);
    enforcer.enforce();
    assertThat(barred(one, other)).containsOnlyKeys(one.id(), other.id());
    house.now = Instant.parse("2026-12-01T00:00:01Z");
    enforcer.enforce();
    assertThat(barred(one, other)).isEmpty();
  }

  @Test
  void raisingTheLimitFreesTheSimsAndKeepsWhatWasUsed() {
    Subscription sim = house.sim(1);
    use(1, 600); // before there was a limit
    set(Measure.DATA, 500);
    enforcer.enforce();
    assertThat(barred(sim)).containsOnlyKeys(sim.id());
    set(Measure.DATA, 700);
    enforcer.enforce();
    assertThat(barred(sim)).isEmpty();
    assertThat(limits.of(house.scope()).get(Measure.DATA).used()).isEqualTo(600);
    use(1, 100);
    enforcer.enforce();
    assertThat(barred(sim)).containsOnlyKeys(sim.id());
  }

  @Test
  void aSimThatComesLaterIsBarredAsItComes() {
    house.sim(1);
    set(Measure.DATA, 10);
    use(1, 10);
    enforcer.enforce();
    Subscription late = house.sim(2);
    house.database.useTransaction(transaction -> enforcer.added(transaction, List.of(late)));
    assertThat(barred(late)).containsOnlyKeys(late.id());
    long below = house.organisation(house.organisation);
    house.database.useTransaction(transaction ->
        enforcer.moved(
            transaction,
            house.subscriptions.move(transaction, house.caller(), List.of(late.id()), below)));
    assertThat(barred(late)).isEmpty();
  }

  @Test
  void usageOfAnEarlierMonthDoesNotCount() {
    house.sim(1);
    house.load(data("old", iccid(1), "2026-10-31T23:00:00Z", 500, 0));
    assertThat(limits.of(house.scope()).get(Measure.DATA).used()).isZero();
  }

  @Test
  void messagesOverTheLimitAreRefusedInTheContractsWords() {
    set(Measure.SMS_MT, 2);
    take(2);
    assertThatThrownBy(() -> take(1))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("Traffic limit of 2 SMS per month exceeded");
    set(Measure.SMS_MT, 3);
    take(1);
    house.database.useTransaction(
        transaction -> limits.giveBackMt(transaction, house.organisation, 1));
    take(1);
    set(Measure.SMS_MO, 1);
    assertThat(takesMo()).isTrue();
    assertThat(takesMo()).isFalse();
  }

  @Test
  void onlyOfferedLimitsCanBeChosen() {
    Map<Measure, MonthlyLimit> chosen =
        limits.choose(house.caller(), Map.of(Measure.DATA, 1), false);
    assertThat(chosen.get(Measure.DATA).amount()).hasValue(16L << 20);
    assertThat(chosen.get(Measure.DATA).choice()).hasValue(1);
    assertThatThrownBy(() -> limits.choose(house.caller(), Map.of(Measure.DATA, 77), false))
        .hasMessageContaining("77");
    limits.choose(house.caller(), Map.of(Measure.DATA, 0), true);
    assertThat(limits.of(house.scope()).get(Measure.DATA).choice()).hasValue(1);
  }

  private void set(Measure measure, long amount) {
    var _ = limits.set(house.caller(), Map.of(measure, OptionalLong.of(amount)), false);
  }

  private void use(int number, long bytes) {
    house.load(data("r" + records++, iccid(number), "2026-11-20T10:00:00Z", bytes, 0));
  }

  private void take(int messages) {
    house.database.useTransaction(
        transaction -> limits.takeMt(transaction, house.organisation, messages));
  }

  private boolean takesMo() {
    return house.database.inTransaction(
        transaction -> limits.takesMo(transaction, house.organisation, 1));
  }

  private Map<Long, Set<Restriction>> barred(Subscription... sims) {
    Map<Long, Set<Restriction>> barred =
        house.restrictions.of(house.scope(), List.of(sims).stream().map(Subscription::id).toList());
    assertThat(barred.values().stream().flatMap(Set::stream))
        .allMatch(
            found -> found.service() == Service.DATA && found.cause() == Restriction.Cause.LIMIT);
    return barred;
  }
}

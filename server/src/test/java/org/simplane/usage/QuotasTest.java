// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.simplane.usage.UsageHouse.data;
import static org.simplane.usage.UsageHouse.iccid;

import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Allowance;
import org.simplane.inventory.Subscription;
import org.simplane.lifecycle.Restriction;
import org.simplane.operator.BillingPhase;
import org.simplane.operator.Service;

final class QuotasTest {

  @AutoClose static final TestDatabase database = TestDatabase.create();

  private static final QuotaPlan PLAN =
      new QuotaPlan(1_000, 4, 20, Period.ofDays(100), OptionalLong.of(1_000_000));

  private final UsageHouse house = new UsageHouse(database, PLAN, List.of());
  private int records;

  @Test
  void newSimsOfTheOwnNetworkAreGivenTheirQuotasAndListsShowThem() {
    Subscription sim = house.sim(1);
    List<Quota> quotas = house.quotas.of(house.scope(), sim.id());
    assertThat(quotas).extracting(Quota::service).containsExactly(Service.DATA, Service.SMS);
    assertThat(quotas).extracting(Quota::total).containsExactly(1_000L, 4L);
    assertThat(quotas.getFirst().expiresAt()).contains(UsageHouse.NOW.plus(PLAN.life()));
    assertThat(quotas.getFirst().peakBitsPerSecond()).hasValue(1_000_000);
    assertThat(quotas.getLast().peakBitsPerSecond()).isEmpty();
    assertShown(sim, Service.DATA, 1_000, Allowance.State.AVAILABLE);
    assertShown(sim, Service.SMS, 4, Allowance.State.AVAILABLE);
  }

  @Test
  void simsOfOtherPlatformsAreGivenNone() {
    Subscription sim =
        house.sim(
            house.organisation,
            house.account(house.organisation, "nce"),
            1,
            BillingPhase.PRODUCTIVE);
    assertThat(house.one("select count(*) from quota where subscription_id = " + sim.id()))
        .isZero();
  }

  @Test
  void warnsOnceWhenLessThanTheThresholdIsLeft() {
    Subscription sim = house.sim(1);
    use(800);
    assertThat(quota(sim).state()).isEqualTo(QuotaState.AVAILABLE);
    use(1);
    assertThat(quota(sim).state()).isEqualTo(QuotaState.LOW);
    assertThat(quota(sim).thresholdReachedAt()).contains(UsageHouse.NOW);
    assertShown(sim, Service.DATA, 1_000, Allowance.State.LOW);
    use(1);
    assertThat(house.events("quota.%")).containsExactly("quota.low DATA");
    assertThat(house.restrictions.of(house.scope(), List.of(sim.id()))).isEmpty();
  }

  @Test
  void barsDataWhenUsedUpAndShowsTheOverdraft() {
    Subscription sim = house.sim(1);
    use(990);
    use(60);
    Quota quota = quota(sim);
    assertThat(quota.state()).isEqualTo(QuotaState.EXHAUSTED);
    assertThat(quota.remaining()).isEqualTo(-50);
    assertThat(quota.exhaustedAt()).contains(UsageHouse.NOW);
    assertBarred(sim, Service.DATA);
    assertShown(sim, Service.DATA, 1_000, Allowance.State.EXHAUSTED);
    use(5);
    assertThat(house.events("quota.%")).containsExactly("quota.low DATA", "quota.exhausted DATA");
    assertThat(quota(sim).remaining()).isEqualTo(-55);
  }

  @Test
  void whatIsUsedUpWhileItsSimIsBeingTransferredIsBarredWhereTheSimGoes() throws Exception {
    Subscription sim = house.sim(1);
    long child = house.organisation(house.organisation);
    try (ExecutorService ingest = Executors.newSingleThreadExecutor()) {
      Future<?> loaded =
          house.database.inTransaction(transaction -> {
            house.subscriptions.move(transaction, house.caller(), List.of(sim.id()), child);
            Future<?> begun = ingest.submit(() -> use(1_001));
            await().until(() -> isAnyoneWaiting(transaction));
            return begun;
          });
      loaded.get();
    }
    assertThat(house.restrictions.of(Scope.of(child), List.of(sim.id())))
        .as("who has the SIM can lift it")
        .containsOnlyKeys(sim.id());
    house.quotas.topUp(house.caller(child), sim.id(), Service.DATA, 1_000);
    assertThat(house.restrictions.of(house.scope(), List.of(sim.id()))).isEmpty();
  }

  private static boolean isAnyoneWaiting(Transaction transaction) {
    return transaction
        .handle()
        .createQuery("select exists (select from pg_locks where not granted)")
        .mapTo(Boolean.class)
        .one();
  }

  @Test
  void aTopUpFreesTheServiceOnlyWhenSomethingIsLeftThen() {
    Subscription sim = house.sim(1);
    use(2_500);
    assertThat(house.quotas.topUp(house.caller(), sim.id(), Service.DATA, 1_000).state())
        .isEqualTo(QuotaState.EXHAUSTED);
    assertBarred(sim, Service.DATA);
    Quota quota = house.quotas.topUp(house.caller(), sim.id(), Service.DATA, 1_000);
    assertThat(quota.remaining()).isEqualTo(500);
    assertThat(quota.state()).isEqualTo(QuotaState.LOW);
    assertThat(quota.lastAdded()).isEqualTo(1_000);
    assertThat(quota.exhaustedAt()).isEmpty();
    assertThat(house.restrictions.of(house.scope(), List.of(sim.id()))).isEmpty();
    assertShown(sim, Service.DATA, 3_000, Allowance.State.LOW);
    quota = house.quotas.topUp(house.caller(), sim.id(), Service.DATA, 5_000);
    assertThat(quota.state()).isEqualTo(QuotaState.AVAILABLE);
    assertThat(quota.thresholdReachedAt()).isEmpty();
    assertThat(house.events("quota.%"))
        .containsExactly("quota.exhausted DATA", "quota.low DATA", "quota.available DATA");
  }

  @Test
  void countsMessagesBothWaysAndNoDataBearerButBytes() {
    Subscription sim = house.sim(1);
    house.file(
        "record_id,record_type,iccid,start,bytes_up\n"
            + "1,SMS_MO,"
            + iccid(1)
            + ",2026-11-20T10:00:00Z,\n"
            + "2,SMS_MT,"
            + iccid(1)
            + ",2026-11-20T10:00:00Z,\n"
            + "3,WIFI,"
            + iccid(1)
            + ",2026-11-20T10:00:00Z,77\n"
            + "4,MMS_MO,"
            + iccid(1)
            + ",2026-11-20T10:00:00Z,77\n"
            + "5,UMTS_3G,"
            + iccid(1)
            + ",2026-11-20T10:00:00Z,5\n");
    assertThat(house.quotas.of(house.scope(), sim.id()))
        .extracting(Quota::used)
        .containsExactly(5L, 2L);
  }

  @Test
  void aRepeatedRecordIsNotChargedTwice() {
    Subscription sim = house.sim(1);
    String line = data("x", iccid(1), "2026-11-20T10:00:00Z", 100, 0);
    house.load(line, line);
    house.load(line, data("y", iccid(1), "2026-11-20T10:00:00Z", 1, 0));
    assertThat(quota(sim).used()).isEqualTo(101);
  }

  @Test
  void simsOfOrganisationsBelowTheFeedsAreBarredToo() {
    long child = house.organisation(house.organisation);
    Subscription sim = house.sim(1);
    house.database.useTransaction(transaction ->
        house.subscriptions.move(transaction, house.caller(), List.of(sim.id()), child));
    use(2_000);
    assertBarred(sim, Service.DATA);
  }

  @Test
  void aQuotaEndsWithItsTime() {
    Subscription sim = house.sim(1);
    assertThat(house.quotas.expire()).isZero();
    house.now = UsageHouse.NOW.plus(PLAN.life());
    assertThat(house.quotas.expire()).as("with those of other tests").isGreaterThanOrEqualTo(2);
    assertThat(quota(sim).state()).isEqualTo(QuotaState.EXHAUSTED);
    assertBarred(sim, Service.DATA);
    assertThat(house.quotas.expire()).isZero();
  }

  @Test
  void aQuotaCanBeSetAnew() {
    Subscription sim = house.sim(1);
    use(2_000);
    Quota quota =
        house.quotas.assign(house.caller(), sim.id(), Service.DATA, 300, 50, Optional.empty());
    assertThat(quota.used()).isZero();
    assertThat(quota.state()).isEqualTo(QuotaState.AVAILABLE);
    assertThat(house.restrictions.of(house.scope(), List.of(sim.id()))).isEmpty();
    use(151);
    assertThat(quota(sim).state()).isEqualTo(QuotaState.LOW);
  }

  @Test
  void strangersSeeAndChangeNothing() {
    Subscription sim = house.sim(1);
    long stranger = house.organisation(0);
    assertThatThrownBy(() -> house.quotas.topUp(house.caller(stranger), sim.id(), Service.DATA, 1))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("No SIM");
    assertThat(house.quotas.of(house.caller(stranger).scope(), Set.of(sim.id()))).isEmpty();
    assertThatThrownBy(() -> house.quotas.topUp(house.caller(), sim.id(), Service.DATA, -1))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("amount");
  }

  private void use(long bytes) {
    BatchReport report =
        house.load(data("u" + ++records, iccid(1), "2026-11-20T10:00:00Z", bytes, 0));
    assertThat(report.batch().accepted()).isEqualTo(1);
  }

  private Quota quota(Subscription sim) {
    return house.quotas.of(house.scope(), sim.id()).getFirst();
  }

  private void assertBarred(Subscription sim, Service service) {
    Map<Long, Set<Restriction>> restrictions =
        house.restrictions.of(house.scope(), List.of(sim.id()));
    assertThat(restrictions.get(sim.id()))
        .contains(new Restriction(sim.id(), service, Restriction.Cause.QUOTA));
  }

  private void assertShown(Subscription sim, Service service, long total, Allowance.State state) {
    Allowance shown =
        house.subscriptions.find(house.scope(), sim.id()).orElseThrow().allowances().get(service);
    assertThat(shown.total()).isEqualTo(total);
    assertThat(shown.state()).isEqualTo(state);
  }
}

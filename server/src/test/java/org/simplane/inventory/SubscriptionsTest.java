// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Service;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;

class SubscriptionsTest {

  @AutoClose static final Fixture fixture = new Fixture();

  private final Subscriptions subscriptions = fixture.subscriptions;
  private final long organisation = fixture.organisation();
  private final long account = fixture.account(organisation, "nce");
  private final Scope scope = Scope.of(organisation);

  @Test
  void takesFromTheOperatorWhatIsNewAndTellsWhatChanged() {
    assertThat(fixture.add(organisation, account, 1, 3).added()).hasSize(3);
    SyncReport again = fixture.add(organisation, account, 1, 4);
    assertThat(again.added())
        .singleElement()
        .extracting(Subscription::operatorKey)
        .isEqualTo("key-4");
    assertThat(again.unchanged()).isEqualTo(3);

    Sim was = Fixture.sim(1);
    Sim is =
        new Sim(
            was.ref(),
            Status.SUSPENDED,
            "Disabled",
            was.billingPhase(),
            was.iccid(),
            was.imsi(),
            was.msisdn(),
            was.imei(),
            was.eid(),
            was.ipAddress(),
            Optional.of("Pump"),
            was.imeiLock(),
            was.activatedAt());
    SyncReport changed = upsert(List.of(is), Fixture.NOW.plusSeconds(1));
    assertThat(changed.changed())
        .singleElement()
        .satisfies(change -> {
          assertThat(change.hasOtherStatus()).isTrue();
          assertThat(change.after().standing().changedAt()).contains(Fixture.NOW.plusSeconds(1));
          assertThat(change.after().label()).contains("Pump");
        });
    assertThat(subscriptions.find(scope, was.iccid().orElseThrow()).orElseThrow())
        .isEqualTo(changed.changed().getFirst().after());
    assertThat(upsert(List.of(was), Fixture.NOW).outdated()).isEqualTo(1);
    assertThat(labels("pump")).containsExactly("Pump");
    assertThat(labels("Meter 1")).isEmpty();
  }

  private SyncReport upsert(List<Sim> sims, Instant asOf) {
    return fixture.database.inTransaction(transaction ->
        subscriptions.upsertFromOperator(transaction, organisation, account, sims, asOf));
  }

  private List<String> labels(String prefix) {
    SubscriptionQuery query =
        SubscriptionQuery.ALL.withPrefixes(Map.of(IdentifierKind.LABEL, prefix));
    return subscriptions.page(scope, query).subscriptions().stream()
        .map(s -> s.label().orElseThrow())
        .toList();
  }

  @Test
  void findsWithAndWithoutCheckDigit() {
    Subscription added = fixture.add(organisation, account, 7, 1).added().getFirst();
    assertThat(subscriptions.find(scope, Fixture.iccid(7))).contains(added);
    assertThat(subscriptions.find(scope, new Iccid(Fixture.iccid(7).withCheckDigit())))
        .contains(added);
    assertThat(subscriptions.find(scope, Fixture.iccid(8))).isEmpty();
    assertThat(subscriptions.findByIccids(scope, List.of(Fixture.iccid(8), Fixture.iccid(7))))
        .containsExactly(Map.entry(Fixture.iccid(7).digits(), added));
    assertThat(subscriptions.findAll(scope, List.of(4711L, added.id()))).containsExactly(added);
  }

  @Test
  void appliesWhatHigherFeaturesKnow() {
    Subscription added = fixture.add(organisation, account, 1, 1).added().getFirst();
    Standing standing =
        added
            .standing()
            .reached(Status.SUSPENDED, "Disabled", Optional.empty(), Fixture.NOW.plusSeconds(5));
    Allowance allowance =
        new Allowance(500_000_000, Allowance.State.LOW, Optional.of(Fixture.NOW), Optional.empty());
    fixture.database.useTransaction(transaction -> {
      subscriptions.applyStandings(
          transaction,
          List.of(new StandingChange(added.id(), standing, Fixture.NOW.plusSeconds(5))));
      subscriptions.applyValues(
          transaction,
          List.of(
              new ValueChange.ToLabel(added.id(), Optional.of("Öre")),
              new ValueChange.ToImei(added.id(), Optional.of(new Imei("490154203237518"))),
              new ValueChange.ToIpAddress(added.id(), Optional.empty()),
              new ValueChange.ToImeiLock(
                  added.id(), true, Optional.of(new Imei("490154203237518"))),
              new ValueChange.ToAllowances(added.id(), Map.of(Service.DATA, allowance))));
    });
    Subscription after = subscriptions.find(scope, added.id()).orElseThrow();
    assertThat(after.standing()).isEqualTo(standing);
    assertThat(after.asOf()).isEqualTo(Fixture.NOW.plusSeconds(5));
    assertThat(after.imeiLock()).isTrue();
    assertThat(after.allowances()).isEqualTo(Map.of(Service.DATA, allowance));
    assertThat(after.identity().ipAddress()).isEmpty();
    assertThat(labels("öre")).containsExactly("Öre");
    SubscriptionQuery imei =
        SubscriptionQuery.ALL.withPrefixes(Map.of(IdentifierKind.IMEI, "4901542032375199"));
    assertThat(subscriptions.page(scope, imei).subscriptions()).containsExactly(after);
  }

  @Test
  void patchesWithVersionAndWithoutKeepingADryRun() {
    Subscription added = fixture.add(organisation, account, 1, 1).added().getFirst();
    SubscriptionPatch patch =
        SubscriptionPatch.NOTHING
            .with(Field.DEVICE_CATEGORY, Optional.of("Pump"))
            .with(Field.LABEL, Optional.empty())
            .withTags(List.of("north", "a \"quoted\\ one"))
            .withAttribute("plant", Optional.of("7"));
    var caller = fixture.caller(scope);
    assertThat(subscriptions.update(caller, added.id(), patch, OptionalLong.of(1), true).version())
        .isEqualTo(2);
    assertThat(subscriptions.find(scope, added.id())).contains(added);

    Subscription after = subscriptions.update(caller, added.id(), patch, OptionalLong.of(1), false);
    assertThat(subscriptions.find(scope, added.id())).contains(after);
    assertThat(after.device().updatedAt()).contains(Fixture.NOW);
    assertThat(after.label()).isEmpty();
    assertThat(subscriptions.update(caller, added.id(), patch, OptionalLong.empty(), false))
        .isEqualTo(after);
    assertThatThrownBy(
            () -> subscriptions.update(caller, added.id(), patch, OptionalLong.of(1), false))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("present version is 2");
    assertThatThrownBy(() ->
            subscriptions.update(
                caller,
                added.id(),
                SubscriptionPatch.NOTHING.with(Field.IMSI, Optional.of("1")),
                OptionalLong.empty(),
                false))
        .isInstanceOf(FailureException.class);
    SubscriptionQuery tagged =
        SubscriptionQuery.ALL.withTags(Set.of("north")).withAttributes(Map.of("plant", "7"));
    assertThat(subscriptions.page(scope, tagged).subscriptions()).containsExactly(after);
    assertThat(
            subscriptions.page(scope, tagged.withAttributes(Map.of("plant", "8"))).subscriptions())
        .isEmpty();
  }
}

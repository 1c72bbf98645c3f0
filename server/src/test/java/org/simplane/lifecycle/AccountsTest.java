// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.account.Account;
import org.simplane.account.AccountPatch;
import org.simplane.account.AccountState;
import org.simplane.account.Freshness;
import org.simplane.account.NewAccount;
import org.simplane.db.TestDatabase;
import org.simplane.job.ItemState;
import org.simplane.job.Job;
import org.simplane.operator.Pace;

/** Accounts, here because they are tested with the operator that the changes are tested with. */
final class AccountsTest {

  @AutoClose static final TestDatabase database = TestDatabase.create();
  @AutoClose final MisbehavingOperator operator = new MisbehavingOperator();

  @AutoClose
  final House house =
      new House(database, List.of(new MisbehavingPlatform("misbehaving", 1))).start();

  final long organisation = house.organisation();

  private NewAccount wanted(String platform, Map<String, String> settings) {
    return new NewAccount(
        organisation,
        platform,
        "Account",
        settings,
        ZoneId.of("Europe/Berlin"),
        Optional.empty(),
        Optional.of(Duration.ZERO));
  }

  @Test
  void namesEveryProblemOfTheSettings() {
    assertThatThrownBy(() ->
            house.accounts.add(
                House.caller(organisation),
                wanted("misbehaving", Map.of("ulr", "x", "token", "")),
                false))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(((Failure.Invalid) e.failure()).problems())
                    .extracting(Failure.Invalid.Problem::field)
                    .containsExactly("settings.ulr", "settings.url", "settings.token"));
    assertThatThrownBy(
            () -> house.accounts.add(House.caller(organisation), wanted("nobody", Map.of()), false))
        .hasMessageContaining("misbehaving");
  }

  @Test
  void tellsWhichAccountAViewMissesAndHowOldTheRestIs() {
    Account unread = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
    Account read = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
    Account late = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
    Account paused = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
    synchronised(read, Duration.ofMinutes(2));
    synchronised(late, Duration.ofHours(2));
    synchronised(paused, Duration.ofMinutes(2));
    house.accounts.pause(House.caller(organisation), paused.id());

    Map<Long, Freshness> found =
        house.accounts.freshness(Scope.of(organisation)).stream()
            .collect(Collectors.toMap(freshness -> freshness.account().id(), f -> f));
    assertThat(found).containsOnlyKeys(unread.id(), read.id(), late.id(), paused.id());
    assertThat(found.get(read.id()).fresh()).isTrue();
    assertThat(found.get(read.id()).age())
        .hasValueSatisfying(age -> assertThat(age).isGreaterThanOrEqualTo(Duration.ofMinutes(2)));
    for (Account other : List.of(unread, late, paused)) {
      assertThat(found.get(other.id()).fresh()).as(other.name()).isFalse();
      assertThat(found.get(other.id()).reason()).isPresent();
    }
    assertThat(found.get(unread.id()).asOf()).isEmpty();
    assertThat(found.get(paused.id()).reason()).contains("The account is paused");
    assertThat(house.accounts.freshness(Scope.of(house.organisation()))).isEmpty();
  }

  private void synchronised(Account account, Duration ago) {
    house.database.useTransaction(transaction ->
        transaction
            .handle()
            .execute(
                "update operator_account set synced_at = ?, sync_every = 300 where id = ?",
                house.clock.instant().minus(ago).atOffset(ZoneOffset.UTC),
                account.id()));
  }

  @Test
  void storesSecretsSealedAndNeverShowsThem() {
    Account account = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
    assertThat(account.settings()).containsOnlyKeys("url");
    assertThat(account.secrets()).containsExactly("token");
    assertThat(account.toString()).doesNotContain("s3cret");
    String row =
        house.database.read(handle ->
            handle
                .createQuery(
                    "select a::text || encode(secrets, 'escape') from operator_account a where id = :id")
                .bind("id", account.id())
                .mapTo(String.class)
                .one());
    assertThat(row).doesNotContain("s3cret");
    String audit =
        house.database.read(handle ->
            handle
                .createQuery(
                    "select string_agg(after::text, '') from audit where action = 'account.add'")
                .mapTo(String.class)
                .one());
    assertThat(audit).contains("token").doesNotContain("s3cret");
  }

  @Test
  void anAccountWhoseSettingsAreBadIsBrokenAndStopsNobodyElse() {
    Account bad = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
    Account good = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
    List<Long> badSims = house.sims(bad, 2, Optional.empty(), operator);
    List<Long> goodSims = house.sims(good, 2, Optional.empty(), operator);
    house.database.read(handle ->
        handle.execute(
            "update operator_account set settings = '{\"url\": \"nowhere\"}' where id = ?",
            bad.id()));
    try (House other = new House(database, List.of(new MisbehavingPlatform("misbehaving", 1)))) {
      assertThatThrownBy(() -> other.suspend(organisation, badSims.subList(0, 1)))
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure()).isInstanceOf(Failure.OperatorDown.class));
      Job both =
          other.suspend(
              organisation,
              List.of(badSims.get(0), goodSims.get(0), badSims.get(1), goodSims.get(1)));
      assertThat(house.await(both).done()).isEqualTo(2);
      assertThat(house.await(both).failed()).isEqualTo(2);
      await()
          .untilAsserted(() -> {
            Account broken = other.accounts.find(Scope.of(organisation), bad.id()).orElseThrow();
            assertThat(broken.state()).isEqualTo(AccountState.BROKEN);
            assertThat(broken.stateReason()).isPresent();
          });
      Account mended =
          other.accounts.update(
              House.caller(organisation),
              bad.id(),
              AccountPatch.settings(Map.of("url", operator.url().toString())),
              OptionalLong.empty(),
              false);
      assertThat(mended.state()).isEqualTo(AccountState.ACTIVE);
      assertThat(house.await(other.suspend(organisation, badSims)).done()).isEqualTo(2);
    }
  }

  @Test
  void aPausedAccountIsLeftAloneAndItsChangesWait() {
    Account account = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
    List<Long> sims = house.sims(account, 1, Optional.empty(), operator);
    house.accounts.pause(House.caller(organisation), account.id());
    Job job = house.suspend(organisation, sims);
    assertThat(
            house
                .lifecycle
                .await(Scope.of(organisation), job.id(), Duration.ofMillis(300))
                .isOver())
        .isFalse();
    assertThat(house.item(job).state()).isEqualTo(ItemState.QUEUED);
    assertThat(operator.calls).isEmpty();
    house.accounts.resume(House.caller(organisation), account.id());
    assertThat(house.await(job).done()).isEqualTo(1);
  }

  @Test
  void refusesNewSecretsThatTheOperatorDoesNotAccept() {
    Account account = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
    assertThatThrownBy(() ->
            house.accounts.rotate(
                House.caller(organisation), account.id(), Map.of("token", "wrong")))
        .hasMessageContaining("not accepted");
    assertThat(house.accounts.test(House.caller(organisation), account.id()).works()).isTrue();
    house.accounts.rotate(House.caller(organisation), account.id(), Map.of("token", "other"));
    assertThat(house.accounts.test(House.caller(organisation), account.id()).works()).isTrue();
  }

  @Test
  void aStrangerFindsNoAccount() {
    Account account = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
    long stranger = house.organisation();
    assertThat(house.accounts.find(Scope.of(stranger), account.id())).isEmpty();
    assertThat(house.accounts.page(Scope.of(stranger), OptionalLong.empty(), 10).accounts())
        .isEmpty();
    assertThatThrownBy(() -> house.accounts.pause(House.caller(stranger), account.id()))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.NotFound.class));
    assertThatThrownBy(() -> house.accounts.test(House.caller(stranger), account.id()))
        .isInstanceOf(FailureException.class);
  }

  @Test
  void refusesAStaleVersion() {
    Account account = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
    AccountPatch rename =
        new AccountPatch(
            Optional.of("Renamed"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Account renamed =
        house.accounts.update(
            House.caller(organisation), account.id(), rename, OptionalLong.of(1), false);
    assertThat(renamed.name()).isEqualTo("Renamed");
    assertThatThrownBy(() ->
            house.accounts.update(
                House.caller(organisation), account.id(), rename, OptionalLong.of(1), false))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Stale.class));
  }

  @Test
  void tellsAnUnreachableOperatorFromASilentOne() {
    Account account = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
    List<Long> sims = house.sims(account, 1, Optional.empty(), operator);
    operator.close();
    Job job = house.await(house.suspend(organisation, sims));
    assertThat(house.item(job).errorCode()).contains("NOT_SENT");
    assertThat(house.item(job).attempts()).isEqualTo(House.HASTY.attempts());
    assertThat(house.accounts.callCounts().get(account.id()).unanswered()).isZero();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.Scope;
import org.simplane.account.Account;
import org.simplane.account.NewAccount;
import org.simplane.account.ReadingConfig;
import org.simplane.account.Synchroniser;
import org.simplane.adapter.Platforms;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscription;
import org.simplane.job.Job;
import org.simplane.job.JobState;
import org.simplane.operator.Iccid;
import org.simplane.operator.Pace;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.control.LedgerEntry;
import org.simplane.simulator.control.PlannedFault;
import org.simplane.simulator.nce.NceConfig;
import org.simplane.simulator.nce.NcePlatform;

/**
 * The whole way to 1NCE and back: synchronised into the inventory, changed by jobs, and nothing
 * done twice whatever goes wrong, by the platform's own ledger.
 */
final class NceJourneyTest {

  /** Longer than the platform takes to bring a change into effect, as it must be in earnest. */
  private static final Patience PATIENCE =
      new Patience(
          20,
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofMillis(300),
          Duration.ofHours(1));

  private static final int SIMS = 230;

  /** What the bulk calls and the looks after them meet, in this order. */
  private static final List<Fault> FAULTS =
      List.of(
          Fault.TIMEOUT_AFTER_EFFECT,
          Fault.THROTTLED,
          Fault.EXPIRED_TOKEN,
          Fault.SERVER_ERROR,
          Fault.TIMEOUT_BEFORE_EFFECT,
          Fault.BROKEN_BODY,
          Fault.UNKNOWN_STATE_WORD);

  @AutoClose static final TestDatabase database = TestDatabase.create();

  private final Path folder;
  @AutoClose private final Ledger ledger;
  @AutoClose private final NcePlatform nce;
  @AutoClose private final House house;
  @AutoClose private final Synchroniser synchroniser;
  private final long organisation;
  private final Account account;

  NceJourneyTest(@TempDir Path folder) throws IOException {
    Clock clock = Clock.systemUTC();
    this.folder = folder;
    ledger = Ledger.open(folder.resolve("ledger"), clock);
    NceConfig config =
        NceConfig.in(folder.resolve("nce"))
            .withPopulation(11, SIMS)
            .withEffectDelay(Duration.ofMillis(50))
            .withRequestsPerSecond(0);
    nce = NcePlatform.start(config, ledger, clock);
    WorkConfig work =
        new WorkConfig(
            Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ofSeconds(5), 4, PATIENCE);
    house = new House(database, Platforms.all(), work, clock).start();
    synchroniser = house.synchroniser(ReadingConfig.USUAL.lookingEvery(Duration.ofMillis(100)));
    synchroniser.start();
    organisation = house.organisation();
    account =
        house.accounts.add(
            House.caller(organisation),
            new NewAccount(
                organisation,
                "nce",
                "1NCE " + organisation,
                Map.of(
                    "url", nce.url().toString(), "username", "simulator", "password", "simulated"),
                ZoneId.of("UTC"),
                Optional.of(Pace.UNLIMITED),
                Optional.of(Duration.ZERO)),
            false);
  }

  @Test
  void bringsTheSimsOf1nceIntoTheInventory() {
    synchronise();
    List<Subscription> found = all();
    assertThat(found).hasSize(SIMS);
    assertThat(found)
        .extracting(sim -> sim.standing().operatorStatus())
        .containsOnly("Enabled", "Disabled");
  }

  @Test
  void changesManyThroughAllFaultsAndNothingTwice() throws IOException {
    synchronise();
    List<Subscription> active =
        all().stream().filter(sim -> sim.standing().status() == Status.ACTIVE).toList();
    FAULTS.forEach(fault -> nce.fail(PlannedFault.next(fault, 1)));
    Job job =
        over(
            house.lifecycle.request(
                House.caller(organisation),
                ChangeRequest.of(
                    "Suspend",
                    new Target.Same(
                        active.stream().map(Subscription::id).toList(),
                        new Wish.ToStatus(StatusTarget.of(Status.SUSPENDED))))));
    assertThat(job.state()).isEqualTo(JobState.DONE);
    assertThat(job.failed()).isZero();
    assertThat(all()).extracting(sim -> sim.standing().status()).containsOnly(Status.SUSPENDED);
    List<LedgerEntry> requests = Ledger.read(folder.resolve("ledger"));
    assertThat(requests)
        .flatExtracting(request -> request.fault().stream().toList())
        .containsExactlyInAnyOrderElementsOf(FAULTS);
    Map<String, Long> times =
        requests.stream()
            .flatMap(request -> request.effects().stream())
            .collect(Collectors.groupingBy(Effect::subject, Collectors.counting()));
    assertThat(times).hasSize(active.size());
    assertThat(times.values()).as("how often each SIM was switched").containsOnly(1L);
  }

  /** It takes as long as the platform asks to be left alone, and as doubts take to settle. */
  private Job over(Job job) {
    return house.lifecycle.await(Scope.of(organisation), job.id(), Duration.ofMinutes(1));
  }

  private void synchronise() {
    Job job = synchroniser.synchronise(House.caller(organisation), account.id());
    assertThat(over(job).isOver()).isTrue();
  }

  private List<Subscription> all() {
    List<Iccid> iccids =
        Stream.iterate(1, number -> number <= SIMS, number -> number + 1)
            .map(number -> new Iccid("8999902%012d".formatted(number)))
            .toList();
    return List.copyOf(house.subscriptions.findByIccids(Scope.of(organisation), iccids).values());
  }
}

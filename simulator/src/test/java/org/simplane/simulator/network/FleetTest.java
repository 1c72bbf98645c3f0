// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.simulator.network.UsageRecord.Cause;

final class FleetTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration BEAT = Duration.ofSeconds(1);

  @TempDir private Path folder;

  @Test
  void livesTheSameFirstHourFromTheSameSeedHoweverItsBeatsFall() throws IOException {
    List<UsageRecord> first = firstHour("a", 7, BEAT);
    assertThat(first).hasSizeGreaterThan(300).isEqualTo(firstHour("b", 7, Duration.ofSeconds(30)));
    assertThat(first).isNotEqualTo(firstHour("c", 8, BEAT));
  }

  @Test
  void stampsNothingInTheFutureAtAnyPace() throws IOException {
    for (double pace : new double[] {0.1, 1, 50, 2_000}) {
      try (TestFleet test = fleet("pace" + pace, 3, 100, pace)) {
        test.provisionAll(Provision.PRODUCTIVE);
        for (int beat = 0; beat < 120; beat++) {
          test.live(BEAT, BEAT);
          assertThat(test.records)
              .allMatch(record -> record.start() <= record.end() && record.end() <= test.now());
          assertThat(test.events).allMatch(event -> event.at() <= test.now());
        }
        assertThat(test.events).isNotEmpty();
      }
    }
  }

  @Test
  void carriesMoreTrafficAtAHigherPace() throws IOException {
    try (TestFleet test = fleet("faster", 3, 200, 1)) {
      test.provisionAll(Provision.PRODUCTIVE);
      test.live(HOUR, BEAT);
      int slow = test.records.size();
      test.fleet.pace(10);
      test.records.clear();
      test.messages.clear();
      test.live(HOUR, BEAT);
      assertThat(test.records.size()).isBetween(slow * 5, slow * 20);
      assertThat(test.records).allMatch(record -> record.end() <= test.now());
    }
  }

  @Test
  void tellsNothingOfASuspendedSimAfterTheAcknowledgement() throws IOException {
    try (TestFleet test = fleet("suspended", 5, 300, 20)) {
      test.provisionAll(Provision.PRODUCTIVE);
      test.live(HOUR, BEAT);
      assertThat(test.recordsOf(0)).isNotEmpty();
      test.provisionAll(Provision.SUSPENDED);
      long acknowledged = test.now();
      assertThat(test.records)
          .as("sessions that ran were closed with a last record")
          .anyMatch(record ->
              record.cause() == Cause.MANAGEMENT_INTERVENTION && record.end() == acknowledged);
      int told = test.records.size() + test.events.size();
      test.live(HOUR.multipliedBy(30), Duration.ofMinutes(1));
      assertThat(test.records).allMatch(record -> record.end() <= acknowledged);
      assertThat(test.events).allMatch(event -> event.at() <= acknowledged);
      assertThat(test.records.size() + test.events.size()).isEqualTo(told);

      test.provisionAll(Provision.PRODUCTIVE);
      test.live(HOUR, BEAT);
      assertThat(test.records).anyMatch(record -> record.end() > acknowledged);
    }
  }

  @Test
  void tellsNothingOfACardThatIsNotOnTheAir() throws IOException {
    try (TestFleet test = fleet("inventory", 5, 50, 100)) {
      test.live(HOUR, BEAT);
      test.provisionAll(Provision.INVENTORY);
      test.live(HOUR, BEAT);
      assertThat(test.records).isEmpty();
      assertThat(test.events).isEmpty();
    }
  }

  @Test
  void keepsTheMessagesOfASimWhoseDataIsBarred() throws IOException {
    try (TestFleet test = fleet("barred", 5, 300, 50)) {
      test.provisionAll(Provision.PRODUCTIVE);
      test.live(HOUR, BEAT);
      for (int sim = 0; sim < 300; sim++) {
        test.bar(sim, Set.of("DATA"));
      }
      assertThat(test.events)
          .filteredOn(
              event -> event.kind() == NetworkEvent.Kind.SESSION_END && event.at() == test.now())
          .isNotEmpty();
      test.records.clear();
      test.live(HOUR, BEAT);
      assertThat(test.records)
          .noneMatch(record ->
              record.type() == UsageRecord.Type.DATA || record.type() == UsageRecord.Type.MMS);
      assertThat(test.messages).isNotEmpty();
    }
  }

  @Test
  void letsNoOldCommandOvertakeANewerOne() throws IOException {
    try (TestFleet test = fleet("versions", 5, 1, 1)) {
      test.fleet.obey(
          List.of(new Command.Provisioned("a", Numbers.imsi(0), 20, Provision.SUSPENDED)));
      List<Fleet.Obeyed> late =
          test.fleet.obey(
              List.of(new Command.Provisioned("b", Numbers.imsi(0), 10, Provision.PRODUCTIVE)));
      assertThat(late)
          .singleElement()
          .satisfies(obeyed -> assertThat(obeyed.answer().result()).isEqualTo(Command.Result.DONE));
      assertThat(test.fleet.subscriber(0).state()).isEqualTo(Provision.SUSPENDED);
    }
  }

  @Test
  void remembersRegisterClockAndNumbersOverARestart() throws IOException {
    Set<String> ids = new HashSet<>();
    Watch clock = new Watch();
    try (TestFleet test = new TestFleet(folder, clock, 5, 100, 20, 0)) {
      test.provisionAll(Provision.PRODUCTIVE);
      test.live(HOUR, BEAT);
      test.provision(7, Provision.SUSPENDED);
      test.bar(8, Set.of("DATA", "SMS"));
      test.records.forEach(record -> assertThat(ids.add(record.id())).isTrue());
    }
    clock.forward(Duration.ofDays(2));
    try (TestFleet test = new TestFleet(folder, clock, 5, 100, 20, 0)) {
      assertThat(test.records)
          .as("what ran is closed at the hour of the stop")
          .isNotEmpty()
          .allMatch(record -> record.end() == Watch.START.plus(HOUR).getEpochSecond());
      test.live(HOUR, BEAT);
      assertThat(test.fleet.subscriber(7).state()).isEqualTo(Provision.SUSPENDED);
      assertThat(test.fleet.subscriber(8).barred()).containsExactly("DATA", "SMS");
      assertThat(test.recordsOf(7)).isEmpty();
      assertThat(test.recordsOf(8)).isEmpty();
      assertThat(test.records).hasSizeGreaterThan(100).allMatch(record -> ids.add(record.id()));
    }
    Watch other = new Watch();
    assertThatThrownBy(() -> new TestFleet(folder, other, 6, 100, 20, 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a fleet of seed 5, not 6");
  }

  @Test
  void writesTheRecordsOfASessionOneAfterTheOther() throws IOException {
    try (TestFleet test = fleet("partials", 5, 400, 5)) {
      test.provisionAll(Provision.PRODUCTIVE);
      test.live(HOUR, BEAT);
      List<UsageRecord> parts =
          test.records.stream()
              .filter(record -> record.type() == UsageRecord.Type.DATA)
              .filter(record -> record.sequence() > 1)
              .toList();
      assertThat(parts).isNotEmpty();
      for (UsageRecord part : parts) {
        assertThat(test.records)
            .filteredOn(before ->
                before.chargingId() == part.chargingId()
                    && before.sequence() == part.sequence() - 1)
            .singleElement()
            .satisfies(before -> assertThat(before.end()).isEqualTo(part.start()))
            .satisfies(before -> assertThat(before.cause()).isEqualTo(Cause.TIME_LIMIT));
      }
    }
  }

  @Test
  void bringsAModestPastAlongTheFirstTimeOnly() throws IOException {
    try (TestFleet test = new TestFleet(folder, new Watch(), 5, 100, 1, 14)) {
      test.provisionAll(Provision.PRODUCTIVE);
      long start = Watch.START.getEpochSecond();
      assertThat(test.records)
          .hasSizeBetween(100 * 14, 100 * 14 * 3)
          .allMatch(record -> record.end() < start && record.start() > start - 15 * 86_400);
      assertThat(test.records.stream().map(UsageRecord::id)).doesNotHaveDuplicates();
      int told = test.records.size();
      test.provisionAll(Provision.SUSPENDED);
      test.provisionAll(Provision.PRODUCTIVE);
      assertThat(test.records).hasSize(told);
    }
  }

  private List<UsageRecord> firstHour(String name, long seed, Duration beat) throws IOException {
    try (TestFleet test = fleet(name, seed, 500, 1)) {
      test.provisionAll(Provision.PRODUCTIVE);
      test.live(HOUR, beat);
      test.records.sort(Comparator.comparing(UsageRecord::id));
      return List.copyOf(test.records);
    }
  }

  private TestFleet fleet(String name, long seed, int size, double pace) throws IOException {
    Path own = folder.resolve(name);
    Files.createDirectories(own);
    return new TestFleet(own, seed, size, pace);
  }
}

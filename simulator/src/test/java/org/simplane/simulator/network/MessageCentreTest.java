// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.simulator.network.ShortMessage.Answer;
import org.simplane.simulator.network.ShortMessage.Result;

final class MessageCentreTest {

  private static final int TRACKER = 0;

  @TempDir private Path folder;

  private static ShortMessage message(String id, int sim, String text) {
    return new ShortMessage(id, Numbers.imsi(sim), "4711", text, Long.MAX_VALUE);
  }

  private TestFleet living(Path where) throws IOException {
    TestFleet fleet = new TestFleet(where, 1, 20, 50);
    fleet.provisionAll(Provision.PRODUCTIVE);
    fleet.live(Duration.ofMinutes(2), Duration.ofSeconds(1));
    return fleet;
  }

  private static boolean onAir(TestFleet fleet, int sim) {
    return !fleet.fleet.subscriber(sim).presence().equals("OFFLINE");
  }

  @Test
  void bringsAMessageToADeviceOnTheAirAloneAndOnceAlone() throws IOException {
    try (TestFleet fleet = living(folder)) {
      int sim = IntStream.range(0, 20).filter(one -> onAir(fleet, one)).findFirst().orElseThrow();
      try (MessageCentre centre = MessageCentre.open(folder.resolve("log"), fleet.fleet)) {
        assertThat(centre.take(List.of(message("a", sim, "hello"))))
            .containsExactly(new Answer("a", Result.DELIVERED, ""));
        fleet.provision(sim, Provision.SUSPENDED);
        assertThat(centre.take(List.of(message("b", sim, "hello"))))
            .containsExactly(new Answer("b", Result.ABSENT, "Off the air"));
      }
      try (MessageCentre centre = MessageCentre.open(folder.resolve("log"), fleet.fleet)) {
        assertThat(centre.take(List.of(message("a", sim, "hello"))))
            .as("known over a restart")
            .extracting(Answer::result)
            .containsExactly(Result.DELIVERED);
      }
      assertThat(fleet.fleet.total(FleetState.Total.DELIVERED)).isEqualTo(1);
    }
  }

  @Test
  void saysForGoodWhatWillNeverBe() throws IOException {
    try (TestFleet fleet = living(folder);
        MessageCentre centre = MessageCentre.open(folder.resolve("log"), fleet.fleet)) {
      ShortMessage nobody = new ShortMessage("a", "262010000000000", "", "x", Long.MAX_VALUE);
      ShortMessage late = new ShortMessage("b", Numbers.imsi(TRACKER), "", "x", 1);
      assertThat(centre.take(List.of(nobody, late)))
          .extracting(Answer::result)
          .containsExactly(Result.FAILED, Result.FAILED);
    }
  }

  @Test
  void aBarredDeviceGetsNothing() throws IOException {
    try (TestFleet fleet = living(folder);
        MessageCentre centre = MessageCentre.open(folder.resolve("log"), fleet.fleet)) {
      fleet.bar(TRACKER, Set.of("SMS"));
      assertThat(centre.take(List.of(message("a", TRACKER, "x"))))
          .extracting(Answer::result)
          .containsExactly(Result.ABSENT);
    }
  }

  @Test
  void someDevicesAnswerAndTheSameFleetAnswersTheSame() throws IOException {
    List<String> first = answers(folder.resolve("one"));
    assertThat(first).isNotEmpty().hasSizeLessThan(400);
    assertThat(answers(folder.resolve("two"))).isEqualTo(first);
  }

  private List<String> answers(Path where) throws IOException {
    Files.createDirectories(where);
    try (TestFleet fleet = living(where);
        MessageCentre centre = MessageCentre.open(where.resolve("log"), fleet.fleet)) {
      int before = fleet.messages.size();
      List<ShortMessage> all =
          IntStream.range(0, 400)
              .mapToObj(number -> message("m" + number, number % 20, "text " + number))
              .toList();
      assertThat(centre.take(all)).hasSize(400);
      return fleet.messages.subList(before, fleet.messages.size()).stream()
          .map(TextMessage::text)
          .toList();
    }
  }
}

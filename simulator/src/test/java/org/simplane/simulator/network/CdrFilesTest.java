// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.operator.Plmn;
import org.simplane.simulator.network.UsageRecord.Cause;

final class CdrFilesTest {

  private static final int RECORDS = 20_000;
  private static final long START = Watch.START.getEpochSecond();

  @TempDir private Path folder;

  @Test
  void isALittleCarelessAndLosesNothing() throws IOException {
    try (CdrFiles files = CdrFiles.open(folder.resolve("out"), folder.resolve("in"), 5, true)) {
      long now = START;
      for (int i = 0; i < RECORDS; i++) {
        files.record(record(i), START);
        if (i % 100 == 0) {
          now += 6;
          files.tick(now);
          files.deliver(now);
        }
      }
      files.tick(now + 10);
      files.deliver(now + 10);
      int before = handedOver().size();
      files.deliver(now + 700);
      List<String> lines = handedOver();
      assertThat(lines.size()).as("some files came late").isGreaterThan(before);
      Set<String> ids = new HashSet<>();
      List<String> twice = lines.stream().filter(line -> !ids.add(line)).toList();
      assertThat(twice).as("handed over twice").isNotEmpty().hasSizeLessThan(RECORDS / 500);
      assertThat(lines)
          .filteredOn(line -> line.split(",", -1).length != 22)
          .as("broken")
          .isNotEmpty();
      assertThat(lines)
          .filteredOn(line -> line.startsWith("x"))
          .as("of unknown cards")
          .isNotEmpty();
      // A plain look-up: AssertJ would compare every line with every other.
      assertThat(IntStream.range(0, RECORDS).mapToObj(i -> CdrFiles.line(record(i), "r" + i, i)))
          .as("and nothing is lost")
          .allMatch(ids::contains);
    }
  }

  @Test
  void keepsFilesWhileTheInboxCannotBeReached() throws IOException {
    Path inbox = folder.resolve("in");
    Files.createFile(inbox);
    try (CdrFiles files = CdrFiles.open(folder.resolve("out"), inbox, 1, false)) {
      files.record(record(1), START);
      files.tick(START + 2);
      files.deliver(START + 2);
      Files.delete(inbox);
      files.deliver(START + 3);
      assertThat(handedOver()).containsExactly(CdrFiles.line(record(1), "r1", 1));
    }
  }

  @Test
  void finishesWhatAKilledProcessLeftWithoutItsHalfLine() throws IOException {
    Path out = folder.resolve("out");
    Files.createDirectories(out);
    Files.writeString(out.resolve("cdr-a.csv.part"), CdrFiles.HEADER + "\nwhole\nhal");
    try (CdrFiles files = CdrFiles.open(out, folder.resolve("in"), 1, false)) {
      files.deliver(START);
      assertThat(handedOver()).containsExactly("whole");
    }
  }

  private List<String> handedOver() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder.resolve("in"))) {
      for (Path path : paths.filter(path -> path.toString().endsWith(".csv")).sorted().toList()) {
        List<String> all = Files.readAllLines(path);
        assertThat(all.getFirst()).isEqualTo(CdrFiles.HEADER);
        lines.addAll(all.subList(1, all.size()));
      }
    }
    return lines;
  }

  private static UsageRecord record(int number) {
    return new UsageRecord(
        "r" + number,
        UsageRecord.Type.DATA,
        number,
        "0099990000000001",
        START,
        START + 5,
        10,
        20,
        "tracker.iot",
        "10.0.0.1",
        new Plmn("262", "96"),
        "LTE-M",
        1,
        2,
        3,
        1,
        Cause.NORMAL_RELEASE);
  }
}

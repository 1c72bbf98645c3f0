// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.simulator.contract.SettableClock;
import tools.jackson.databind.node.ObjectNode;

/** In what order a platform shows its subscriptions, and in what parts. */
final class RecordsTest {

  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  private final SettableClock clock = new SettableClock(START);
  @TempDir private Path folder;
  @AutoClose private Records records;

  @BeforeEach
  void open() throws IOException {
    records = reopened();
    for (String key : List.of("c", "a", "e", "b", "d")) {
      records.put(key, Answers.object().put("key", key).put("status", "NEW"));
      clock.pass(Duration.ofMinutes(1));
    }
  }

  @Test
  void pagesFollowTheKeysAndEndWithTheLast() {
    assertThat(keys(records.page(0, 2))).containsExactly("a", "b");
    assertThat(keys(records.page(4, 2))).containsExactly("e");
    assertThat(records.page(5, 2)).isEmpty();
    assertThat(records.page(Long.MAX_VALUE, 2)).isEmpty();
    assertThat(keys(records.after("b", _ -> true, 2))).containsExactly("c", "d");
    assertThat(keys(records.after("bb", fields -> !fields.path("key").asString().equals("c"), 2)))
        .containsExactly("d", "e");
  }

  @Test
  void whatChangedLastComesLastAndIsShownOnce() throws IOException {
    assertThat(keys(changedSince(START, 0, 9))).containsExactly("c", "a", "e", "b", "d");
    records.change("a", fields -> fields.put("status", "USED"));
    clock.pass(Duration.ofMinutes(1));
    records.accept("c", Answers.object().put("status", "USED"), Optional.empty());
    assertThat(keys(changedSince(START, 0, 9))).containsExactly("e", "b", "d", "a", "c");
    assertThat(keys(changedSince(START, 1, 3))).containsExactly("b", "d", "a");
    assertThat(keys(changedSince(START.plusSeconds(300), 0, 9))).containsExactly("a", "c");
    assertThat(
            keys(
                records.changedSince(
                    START,
                    Optional.of(fields -> fields.path("status").asString().equals("NEW")),
                    1,
                    9)))
        .containsExactly("b", "d");

    records.close();
    records = reopened();
    assertThat(keys(changedSince(START, 0, 9))).containsExactly("e", "b", "d", "a", "c");
    assertThat(keys(records.page(0, 9))).containsExactly("a", "b", "c", "d", "e");
  }

  private List<ObjectNode> changedSince(Instant since, long from, int most) {
    return records.changedSince(since, Optional.empty(), from, most);
  }

  private Records reopened() throws IOException {
    return Records.open(folder, clock, Duration.ZERO, 0, (_, _) -> {});
  }

  private static List<String> keys(List<ObjectNode> found) {
    return found.stream().map(fields -> fields.path("key").asString()).toList();
  }
}

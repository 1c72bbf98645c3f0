// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.simplane.usage.UsageHouse.HEADER;
import static org.simplane.usage.UsageHouse.data;
import static org.simplane.usage.UsageHouse.iccid;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.db.TestDatabase;
import org.simplane.operator.BillingPhase;

final class FeedFoldersTest {

  @AutoClose static final TestDatabase database = TestDatabase.create();

  private final UsageHouse house = new UsageHouse(database);
  private final Path folder = house.directory.resolve("inbox").resolve(house.feed.name());

  private FeedFolders folders(UsageIngest ingest) {
    return new FeedFolders(
        house.database, ingest, house.directory.resolve("inbox"), 2, house.clock);
  }

  private void put(String name, String content) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name), content);
  }

  private static String content(String id) {
    return HEADER + data(id, iccid(1), "2026-11-20T10:00:00Z", 1, 1) + "\n";
  }

  private long accepted() {
    return house.one(
        "select coalesce(sum(accepted), 0)::bigint from feed_batch where feed_id = "
            + house.feed.id());
  }

  @Test
  void loadsFilesAndPutsThemAside() throws Exception {
    house.sim(1);
    put("a.csv", content("a"));
    put("b.csv.part", content("b"));
    put("notes.txt", "hello");
    put("broken.csv", "nothing of ours");
    Files.createDirectories(folder.resolve("sub.csv"));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("c.csv.gz")))) {
      out.write(content("c").getBytes(StandardCharsets.UTF_8));
    }
    try (FeedFolders folders = folders(house.ingest(100))) {
      assertThat(folders.scan()).isEqualTo(3);
      assertThat(folders.scan()).isZero();
    }
    assertThat(folder.resolve("done/a.csv")).exists();
    assertThat(folder.resolve("done/c.csv.gz")).exists();
    assertThat(folder.resolve("rejected/broken.csv")).exists();
    assertThat(folder.resolve("b.csv.part")).exists();
    assertThat(folder.resolve("notes.txt")).exists();
    assertThat(accepted()).isEqualTo(2);
  }

  @Test
  void theSameFileTwiceIsNotCountedTwiceAndBothAreKept() throws Exception {
    house.sim(1);
    try (FeedFolders folders = folders(house.ingest(100))) {
      put("a.csv", content("a"));
      folders.scan();
      put("a.csv", content("a"));
      folders.scan();
    }
    assertThat(accepted()).isEqualTo(1);
    assertThat(
            house.feeds.batches(
                house.scope(), OptionalLong.of(house.feed.id()), OptionalLong.empty(), 10))
        .extracting(batch -> batch.repeats().isPresent())
        .containsExactly(true, false);
    try (var done = Files.list(folder.resolve("done"))) {
      assertThat(done).hasSize(2);
    }
  }

  @Test
  void aFileThatFailsStaysAndIsTriedAgainLater() throws Exception {
    house.sim(house.organisation, house.account, 1, BillingPhase.SLEEPING);
    AtomicBoolean broken = new AtomicBoolean(true);
    FirstUsage firstUsage =
        (_, _) -> {
          if (broken.get()) {
            throw new IllegalStateException("The database went away");
          }
        };
    put("a.csv", content("a"));
    try (FeedFolders folders = folders(house.ingest(100, firstUsage))) {
      assertThat(folders.scan()).isZero();
      assertThat(folder.resolve("a.csv")).exists();
      broken.set(false);
      assertThat(folders.scan()).as("not before its pause is over").isZero();
      house.now = house.now.plusSeconds(10);
      assertThat(folders.scan()).isEqualTo(1);
    }
    assertThat(accepted()).isEqualTo(1);
  }

  @Test
  void watchesByItself() throws Exception {
    house.sim(1);
    try (FeedFolders folders = folders(house.ingest(100))) {
      folders.start();
      put("later.csv.part", content("x"));
      Files.move(folder.resolve("later.csv.part"), folder.resolve("later.csv"));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> Files.exists(folder.resolve("done/later.csv")));
    }
    assertThat(accepted()).isEqualTo(1);
  }

  @Test
  void aFeedThatIsSwitchedOffIsLeftAlone() throws Exception {
    house.sim(1);
    house.feeds.update(house.caller(), house.feed.id(), Feeds.DEFAULT_ACCEPTANCE, false);
    put("a.csv", content("a"));
    try (FeedFolders folders = folders(house.ingest(100))) {
      assertThat(folders.scan()).isZero();
    }
    assertThat(folder.resolve("a.csv")).exists();
  }
}

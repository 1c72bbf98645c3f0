// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.simplane.usage.UsageHouse.HEADER;
import static org.simplane.usage.UsageHouse.data;
import static org.simplane.usage.UsageHouse.iccid;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Transaction;
import org.simplane.db.TestDatabase;
import org.simplane.operator.BillingPhase;

/** Files broken off, damaged, delivered twice, and loaded by several at once. */
final class BatchLoaderTest {

  private static final int SIMS = 20;

  @AutoClose static final TestDatabase database = TestDatabase.create();

  private final UsageHouse house = new UsageHouse(database);

  private void sims() {
    for (int i = 0; i < SIMS; i++) {
      house.sim(house.organisation, house.account, i, BillingPhase.SLEEPING);
    }
  }

  private static String file(int from, int to) {
    StringBuilder content = new StringBuilder(HEADER);
    for (int i = from; i < to; i++) {
      content
          .append(
              data(
                  "r" + i,
                  iccid(i % SIMS),
                  "2026-11-20T%02d:%02d:00Z".formatted(i / 60 % 24, i % 60),
                  i,
                  1))
          .append('\n');
    }
    return content.toString();
  }

  private BatchReport load(UsageIngest ingest, String name, String content) {
    return ingest.ingest(
        house.caller(), house.feed.id(), name, new ByteArrayInputStream(content.getBytes(UTF_8)));
  }

  /** Records and sums are what {@code file(0, count)} holds. */
  private void assertLoaded(int count) {
    assertThat(
            house.one(
                "select count(*) from usage_record where organisation_id = " + house.organisation))
        .isEqualTo(count);
    assertThat(
            house.one(
                "select sum(records)::bigint from usage_sum where organisation_id = "
                    + house.organisation))
        .isEqualTo(count);
    assertThat(
            house.one(
                "select sum(bytes_up + bytes_down)::bigint from usage_sum where organisation_id = "
                    + house.organisation))
        .isEqualTo((long) count * (count - 1) / 2 + count);
  }

  @Test
  void goesOnWhereItWasBrokenOffAndLosesAndDoublesNothing() {
    sims();
    AtomicInteger chunks = new AtomicInteger();
    FirstUsage deadly =
        (transaction, _) -> {
          if (chunks.incrementAndGet() == 4) {
            breakConnection(transaction);
          }
        };
    String content = file(0, 1_000);
    assertThatThrownBy(() -> load(house.ingest(100, deadly), "a.csv", content))
        .isInstanceOf(RuntimeException.class);
    Batch broken =
        house
            .feeds
            .batches(house.scope(), OptionalLong.empty(), OptionalLong.empty(), 1)
            .getFirst();
    assertThat(broken.finishedAt()).isEmpty();
    assertThat(broken.accepted()).isEqualTo(300);
    assertLoaded(300);

    BatchReport resumed = load(house.ingest(70), "a-again.csv", content);
    assertThat(resumed.batch().id()).isEqualTo(broken.id());
    assertThat(resumed.batch().accepted()).isEqualTo(1_000);
    assertThat(resumed.batch().duplicates()).isZero();
    assertThat(resumed.batch().finishedAt()).isPresent();
    assertLoaded(1_000);
  }

  /** In the middle of the transaction, behind the records and the sums. */
  private static void breakConnection(Transaction transaction) {
    transaction.handle().execute("select pg_terminate_backend(pg_backend_pid())");
  }

  @Test
  void saysSoWhenTheSameContentIsDeliveredTwice() {
    sims();
    Batch first = load(house.ingest(100), "a.csv", file(0, 50)).batch();
    BatchReport second = load(house.ingest(100), "b.csv", file(0, 50));
    assertThat(second.batch().repeats()).hasValue(first.id());
    assertThat(second.batch().name()).isEqualTo("b.csv");
    assertThat(second.batch().accepted()).isZero();
    assertLoaded(50);
  }

  @Test
  void manyLoadersOfOverlappingFilesCountEveryRecordOnce() throws Exception {
    sims();
    UsageIngest ingest = house.ingest(37);
    List<String> files = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      List<String> lines = new ArrayList<>(file(i * 50, i * 50 + 200).lines().skip(1).toList());
      Collections.shuffle(lines, new Random(i));
      files.add(HEADER + String.join("\n", lines) + "\n");
    }
    files.addAll(files.subList(0, 4)); // the very same ones, at the same time
    List<Callable<BatchReport>> work = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      String name = "f" + i;
      String content = files.get(i);
      work.add(() -> load(ingest, name, content));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (Future<BatchReport> report : threads.invokeAll(work)) {
        assertThat(report.get().batch().rejected()).isZero();
        assertThat(report.get().batch().finishedAt()).isPresent();
      }
    }
    long accepted =
        house.one(
            "select sum(accepted)::bigint from feed_batch where feed_id = " + house.feed.id());
    assertThat(accepted).isEqualTo(750);
    assertLoaded(750);
  }

  @Test
  void takesGzipAndKeepsWhatComesBeforeDamage() throws IOException {
    sims();
    byte[] packed = gzip(file(0, 400));
    assertThat(house.file(packed).batch().accepted()).isEqualTo(400);

    UsageHouse other = new UsageHouse(database);
    for (int i = 0; i < SIMS; i++) {
      other.sim(i);
    }
    BatchReport cut = other.file(Arrays.copyOf(packed, packed.length * 2 / 3));
    assertThat(cut.batch().accepted()).isBetween(1L, 399L);
    assertThat(cut.batch().finishedAt()).isPresent();
    assertThat(cut.firstRejects())
        .singleElement()
        .satisfies(reject ->
            assertThat(reject.reason()).startsWith("From here on the file cannot be unpacked"));
  }

  private static byte[] gzip(String content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  @Test
  void noFileHoweverBrokenStopsTheFeed() {
    sims();
    byte[] junk = new byte[100_000];
    new Random(1).nextBytes(junk);
    byte[] fakeGzip = junk.clone();
    fakeGzip[0] = 0x1f;
    fakeGzip[1] = (byte) 0x8b;
    List<byte[]> broken =
        List.of(
            new byte[0],
            "\n\n".getBytes(UTF_8),
            junk,
            fakeGzip,
            "no,header,of,ours\n1,2,3,4\n".getBytes(UTF_8),
            "record_id,record_id,record_type,iccid,start\n".getBytes(UTF_8),
            "\"record_id".getBytes(UTF_8),
            "x".repeat(10 << 20).getBytes(UTF_8));
    for (byte[] content : broken) {
      BatchReport report = house.file(content);
      assertThat(report.isRefused()).isTrue();
      assertThat(report.batch().finishedAt()).isPresent();
      assertThat(report.firstRejects())
          .singleElement()
          .satisfies(reject -> assertThat(reject.reason()).isNotBlank());
    }
    assertThat(
            house.file(
                file(0, 10)
                    + "x".repeat(10 << 20)
                    + "\n"
                    + "\0\n"
                    + data("z", iccid(1), "2026-11-20T10:00:00Z", 1, 1)))
        .satisfies(report -> {
          assertThat(report.batch().accepted()).isEqualTo(11);
          assertThat(report.batch().rejected()).isEqualTo(2);
        });
  }

  @Test
  void aFileOfTheHeaderAloneIsFineAndEmpty() {
    BatchReport report = house.file(HEADER);
    assertThat(report.batch().accepted()).isZero();
    assertThat(report.batch().rejected()).isZero();
    assertThat(report.batch().finishedAt()).contains(UsageHouse.NOW);
  }

  @Test
  void aLastLineCutOffIsRejectedAndTheRestIsTaken() {
    sims();
    String content = file(0, 10);
    BatchReport report = house.file(content.substring(0, content.length() - 20));
    assertThat(report.batch().accepted()).isEqualTo(9);
    assertThat(report.firstRejects()).singleElement().extracting(Reject::line).isEqualTo(11L);
  }

  @Test
  void recordsOfMonthsWithoutPartitionsFindTheirPlace() {
    sims();
    house.now = Instant.parse("2027-03-05T00:00:00Z");
    house.load(
        data("1", iccid(1), "2027-02-28T23:59:59Z", 1, 0),
        data("2", iccid(1), "2026-12-31T23:59:59Z", 1, 0));
    assertThat(
            house.one(
                "select count(*) from usage_record_2027_02 where organisation_id = "
                    + house.organisation))
        .isEqualTo(1);
    assertThat(
            house.one(
                "select count(*) from usage_record_2026_12 where organisation_id = "
                    + house.organisation))
        .isEqualTo(1);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.simplane.db.TestDatabase;

/** Whatever comes in whatever order and how often, the sums are those of an independent count. */
final class RecountTest {

  private static final String HEADER =
      "record_id,bearer,direction,iccid,start,duration_s,bytes_up,bytes_down,visited_mcc,visited_mnc\n";
  @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

  @RepeatedTest(15)
  void sumsEqualAnIndependentRecount(RepetitionInfo repetition) {
    UsageHouse house = new UsageHouse(DATABASE);
    Random random = new Random(repetition.getCurrentRepetition());
    int chunkRows = random.nextInt(4, 60);
    int sims = 1 + random.nextInt(5);
    for (int i = 0; i < sims; i++) {
      house.sim(i);
    }
    List<String> lines = new ArrayList<>();
    Map<String, String> firstOfKey = new HashMap<>();
    Map<String, Long> expected = new TreeMap<>();
    UsageIngest ingest = house.ingest(chunkRows);
    long accepted = 0;
    for (int file = 0; file < 3; file++) {
      List<String> fresh = new ArrayList<>();
      for (int i = 0; i < 5 + random.nextInt(80); i++) {
        String line =
            lines.isEmpty() || random.nextInt(4) > 0
                ? line(random, sims)
                : lines.get(random.nextInt(lines.size()));
        lines.add(line);
        fresh.add(line);
        String[] fields = line.split(",", -1);
        if (firstOfKey.putIfAbsent(fields[0] + " " + fields[4], line) == null) {
          count(expected, fields);
        }
      }
      String content = HEADER + String.join("\n", fresh);
      accepted +=
          ingest
              .ingest(
                  house.caller(),
                  house.feed.id(),
                  "f" + file,
                  new ByteArrayInputStream(content.getBytes(UTF_8)))
              .batch()
              .accepted();
    }
    assertThat(accepted).isEqualTo(firstOfKey.size());
    assertThat(sums(house)).isEqualTo(expected);
  }

  private static String line(Random random, int sims) {
    Bearer bearer = Bearer.values()[random.nextInt(Bearer.values().length)];
    Instant start = UsageHouse.NOW.minusSeconds(random.nextInt(4 * 3_600));
    String network = random.nextBoolean() ? "262,01" : random.nextBoolean() ? "310,001" : ",";
    return "r%d,%s,%s,%s,%s,%d,%d,%d,%s"
        .formatted(
            random.nextInt(60),
            bearer,
            random.nextBoolean() ? "" : random.nextBoolean() ? "MO" : "MT",
            UsageHouse.iccid(random.nextInt(sims)),
            start.truncatedTo(ChronoUnit.HOURS).plusSeconds(random.nextInt(3)),
            0,
            random.nextInt(1_000),
            random.nextInt(1_000),
            network);
  }

  private static void count(Map<String, Long> expected, String[] fields) {
    String network = fields[8].isEmpty() ? "" : fields[8] + "-" + fields[9];
    int direction = fields[2].isEmpty() ? 0 : fields[2].equals("MO") ? 1 : 2;
    String key =
        "%s %s %d %d %s"
            .formatted(
                fields[3],
                Instant.parse(fields[4]).truncatedTo(ChronoUnit.HOURS).getEpochSecond(),
                Bearer.valueOf(fields[1]).code(),
                direction,
                network);
    expected.merge(key + " up", Long.parseLong(fields[6]), Long::sum);
    expected.merge(key + " down", Long.parseLong(fields[7]), Long::sum);
    expected.merge(key + " records", 1L, Long::sum);
  }

  private static Map<String, Long> sums(UsageHouse house) {
    Map<String, Long> sums = new TreeMap<>();
    house.database.read(handle -> {
      handle
          .createQuery(
              """
              select s.iccid || ' ' || extract(epoch from u.hour)::bigint || ' ' || u.bearer || ' ' || u.direction || ' '
                || u.plmn as key, u.*
              from usage_sum u join subscription s on s.id = u.subscription_id where u.organisation_id = :organisation
              """)
          .bind("organisation", house.organisation)
          .map((row, _) -> {
            sums.put(row.getString("key") + " up", row.getLong("bytes_up"));
            sums.put(row.getString("key") + " down", row.getLong("bytes_down"));
            sums.put(row.getString("key") + " records", row.getLong("records"));
            return 0;
          })
          .list();
      return 0;
    });
    return sums;
  }
}

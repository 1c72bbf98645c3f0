// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * CDR files as a packet gateway writes them: every SIM has a session, of which a partial record
 * comes each quarter of an hour, in the order of time.
 */
record CdrFiles(Path directory, int sims, int rows, int files, long seed) {

  private static final String HEADER =
      "record_id,record_type,iccid,imsi,msisdn,imei,start,end,duration_s,bytes_up,bytes_down,apn,ip,visited_mcc,"
          + "visited_mnc,rat,lac_tac,cell_id,charging_id,seq,cause,node\n";
  private static final String[][] NETWORKS = {
    {"262", "01"}, {"208", "01"}, {"310", "260"}, {"234", "30"}
  };
  private static final String[] RATS = {"EUTRAN", "NB-IoT", "LTE-M", "GERAN", "UTRAN"};
  private static final int PARTIAL_SECONDS = 900;

  static String iccid(int sim) {
    return "8999901" + "%012d".formatted(sim);
  }

  static String imsi(int sim) {
    return "99990" + "%010d".formatted(sim);
  }

  /** Record ids begin with {@code prefix}. */
  List<Path> write(String prefix, Instant end) throws IOException {
    Random random = new Random(seed);
    Files.createDirectories(directory);
    long stepMillis = PARTIAL_SECONDS * 1_000L / sims;
    Instant begin =
        end.minus(Duration.ofSeconds((long) PARTIAL_SECONDS * (rows / sims + 2)))
            .truncatedTo(ChronoUnit.SECONDS);
    List<Path> written = new ArrayList<>();
    int row = 0;
    for (int file = 0; file < files; file++) {
      Path path = directory.resolve(prefix + "-" + file + ".csv");
      try (BufferedWriter out = Files.newBufferedWriter(path, UTF_8)) {
        out.write(HEADER);
        for (int i = 0; i < rows / files; i++, row++) {
          int sim = (int) ((long) row * 7_919 % sims);
          int partial = row / sims;
          Instant start =
              begin.plusMillis((long) partial * PARTIAL_SECONDS * 1_000 + row % sims * stepMillis);
          String[] network = NETWORKS[sim % NETWORKS.length];
          out.write(
              prefix
                  + "-"
                  + (100_000_000 + row)
                  + ",DATA,"
                  + iccid(sim)
                  + ","
                  + imsi(sim)
                  + ",8829990");
          out.write(
              100_000_000
                  + sim
                  + ",86"
                  + (1_000_000_000_000L + sim)
                  + ","
                  + start.truncatedTo(ChronoUnit.SECONDS));
          out.write(
              ","
                  + start.plusSeconds(PARTIAL_SECONDS).truncatedTo(ChronoUnit.SECONDS)
                  + ","
                  + PARTIAL_SECONDS
                  + ",");
          out.write(
              random.nextInt(20_000)
                  + ","
                  + random.nextInt(60_000)
                  + ",iot.example,100.64."
                  + (sim >> 8 & 255)
                  + ".");
          out.write(
              (sim & 255)
                  + ","
                  + network[0]
                  + ","
                  + network[1]
                  + ","
                  + RATS[sim % RATS.length]
                  + ",");
          out.write(
              1_000
                  + sim % 500
                  + ","
                  + (20_000_000 + sim % 5_000)
                  + ",c"
                  + (500_000 + sim)
                  + ","
                  + partial
                  + ",");
          out.write("volume-limit,pgw" + sim % 4 + "\n");
        }
      }
      written.add(path);
    }
    return written;
  }
}

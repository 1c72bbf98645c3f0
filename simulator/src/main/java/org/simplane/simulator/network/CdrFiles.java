// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Usage records as CSV files, carried into the server's inbox. The fleet's charging gateway is a
 * little careless, as real ones are: now and then it hands over a record twice, a line that is
 * broken, a record of a card that nobody knows, and a whole file late.
 */
final class CdrFiles implements AutoCloseable {

  static final String HEADER =
      "record_id,record_type,iccid,imsi,msisdn,imei,start,end,duration_s,bytes_up,bytes_down,apn,ip,visited_mcc,visited_mnc,rat,"
          + "lac_tac,cell_id,charging_id,seq,cause,node";

  private static final Logger log = LoggerFactory.getLogger(CdrFiles.class);

  private static final String LATE = "late-";
  private static final String NODE = "pgw-1";
  private static final int MOST_LINES = 20_000;
  private static final int TWICE_PER = 2_000;
  private static final int BROKEN_PER = 5_000;
  private static final int UNKNOWN_PER = 5_000;
  private static final int LATE_PER = 60;
  private static final int LATE_SECONDS = 600;
  private static final long SERIALS = 10_000_000_000L;
  private static final long NOBODY = 999_999_000_000L;

  private final RollingFile file;
  private final Path inbox;
  private final boolean careless;
  private final Deque<String> again = new ArrayDeque<>();
  private boolean complained;

  private CdrFiles(RollingFile file, Path inbox, boolean careless) {
    this.file = file;
    this.inbox = inbox;
    this.careless = careless;
  }

  /**
   * @param outgoing where files wait until the inbox takes them
   * @param inbox the server's folder for one feed
   */
  static CdrFiles open(Path outgoing, Path inbox, int seconds, boolean careless)
      throws IOException {
    return new CdrFiles(
        RollingFile.open(outgoing, "cdr", ".csv", HEADER, MOST_LINES, seconds), inbox, careless);
  }

  /** Called with the fleet locked, as {@link #tick}. */
  void record(UsageRecord record, long now) {
    String line = line(record, record.id(), record.sim());
    file.append(line, now);
    if (careless) {
      long chance = Chance.mix(record.id().hashCode());
      if (Long.remainderUnsigned(chance, TWICE_PER) == 0) {
        again.add(line);
      }
      if (Long.remainderUnsigned(chance, BROKEN_PER) == 1) {
        file.append(line.substring(0, line.length() / 2), now);
      }
      if (Long.remainderUnsigned(chance, UNKNOWN_PER) == 2) {
        file.append(line(record, "x" + record.id(), NOBODY + record.sim()), now);
      }
    }
  }

  void tick(long now) {
    if (again.size() > 2) {
      file.append(again.remove(), now);
    }
    file.tick(now);
  }

  /** Carries finished files into the inbox; what cannot be carried now stays for the next time. */
  void deliver(long now) {
    try {
      Files.createDirectories(inbox);
      for (Path path : file.finished()) {
        String name = path.getFileName().toString();
        if (careless
            && !name.startsWith(LATE)
            && Long.remainderUnsigned(Chance.mix(name.hashCode()), LATE_PER) == 0) {
          Files.move(path, path.resolveSibling(LATE + (now + LATE_SECONDS) + '-' + name));
        } else if (!name.startsWith(LATE) || now >= Long.parseLong(name.split("-")[1])) {
          carry(path, name);
        }
      }
      complained = false;
    } catch (IOException e) {
      if (!complained) {
        log.warn("Files wait, since {} does not take them: {}", inbox, e.toString());
        complained = true;
      }
    }
  }

  private void carry(Path path, String name) throws IOException {
    Path part = inbox.resolve(name + ".part");
    Files.copy(path, part, StandardCopyOption.REPLACE_EXISTING);
    Files.move(part, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    Files.delete(path);
  }

  /** One line of the format that docs/own-network.md describes. */
  static String line(UsageRecord record, String id, long sim) {
    StringBuilder line = new StringBuilder(280).append(id);
    field(line, record.type().name());
    field(line, Numbers.iccid(sim));
    field(line, Numbers.imsi(sim % SERIALS));
    field(line, Numbers.msisdn(sim % SERIALS));
    field(line, record.imei());
    field(line, Instant.ofEpochSecond(record.start()).toString());
    field(line, Instant.ofEpochSecond(record.end()).toString());
    line.append(',').append(record.end() - record.start());
    line.append(',').append(record.bytesUp());
    line.append(',').append(record.bytesDown());
    field(line, record.apn());
    field(line, record.ip());
    field(line, record.network().mcc());
    field(line, record.network().mnc());
    field(line, record.rat());
    line.append(',').append(record.area());
    line.append(',').append(record.cell());
    line.append(',').append(record.chargingId());
    line.append(',').append(record.sequence());
    field(line, record.cause() == null ? null : record.cause().name());
    field(line, NODE);
    return line.toString();
  }

  /** What the network did not learn is empty; nothing of ours needs quotes. */
  private static void field(StringBuilder line, @Nullable String value) {
    line.append(',');
    if (value != null) {
      line.append(value);
    }
  }

  @Override
  public void close() {
    again.forEach(line -> file.append(line, Instant.EPOCH.getEpochSecond()));
    file.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imsi;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One delivery of NDJSON at a door, read line by line in bounded memory. A bad line is rejected
 * with its number and costs nothing but itself.
 */
final class Delivery {

  /** Lines that are written in one transaction. */
  static final int BATCH = 1_000;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_LINE = 64 << 10;
  private static final int LONGEST_ID = 100;
  private static final int MOST_REJECTS = 1_000;

  /** Clocks differ. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  /** A line that makes sense so far: who it is about is not looked up yet. */
  record Line(
      long number,
      String id,
      Instant at,
      Optional<Iccid> iccid,
      Optional<Imsi> imsi,
      ObjectNode json) {}

  private final Instant earliest;
  private final Instant latest;
  private final List<Report.Reject> rejects = new ArrayList<>();
  private long accepted;
  private long duplicates;
  private long rejected;

  Delivery(Clock clock, Duration retention) {
    this.earliest = clock.instant().minus(retention);
    this.latest = clock.instant().plus(AHEAD);
  }

  /**
   * Reads all lines.
   *
   * @param batch takes the good lines, some at a time; answers which event ids were new
   */
  Report read(InputStream in, Function<List<Line>, Set<String>> batch) throws IOException {
    List<Line> lines = new ArrayList<>(BATCH);
    byte[] buffer = new byte[LONGEST_LINE];
    long number = 0;
    int length;
    while ((length = readLine(in, buffer)) >= 0) {
      number++;
      if (length > LONGEST_LINE) {
        reject(number, "", "The line is longer than " + LONGEST_LINE + " bytes");
      } else {
        String text = new String(buffer, 0, length, StandardCharsets.UTF_8).strip();
        if (!text.isEmpty()) {
          parse(number, text).ifPresent(lines::add);
        }
      }
      if (lines.size() == BATCH) {
        hand(lines, batch);
      }
    }
    hand(lines, batch);
    return new Report(accepted, duplicates, rejected, rejects);
  }

  void reject(long line, String id, String reason) {
    rejected++;
    if (rejects.size() < MOST_REJECTS) {
      rejects.add(new Report.Reject(line, id, reason));
    }
  }

  private void hand(List<Line> lines, Function<List<Line>, Set<String>> batch) {
    if (!lines.isEmpty()) {
      long rejectedBefore = rejected;
      Set<String> seen = new HashSet<>();
      List<Line> distinct = lines.stream().filter(line -> seen.add(line.id())).toList();
      int stored = batch.apply(distinct).size();
      accepted += stored;
      duplicates += lines.size() - stored - (rejected - rejectedBefore);
      lines.clear();
    }
  }

  private Optional<Line> parse(long number, String text) {
    ObjectNode json;
    try {
      if (!(JSON.readTree(text) instanceof ObjectNode object)) {
        reject(number, "", "The line is not a JSON object");
        return Optional.empty();
      }
      json = object;
    } catch (JacksonException e) {
      reject(number, "", "The line is not JSON: " + e.getOriginalMessage());
      return Optional.empty();
    }
    String id = json.path("id").asString("");
    if (id.isEmpty()
        || id.length() > LONGEST_ID
        || text.indexOf('\0') >= 0
        || text.contains("\\u0000")) {
      reject(number, "", "id: has to have 1 to " + LONGEST_ID + " characters, and nothing a NUL");
      return Optional.empty();
    }
    try {
      Instant at = Instant.parse(json.path("at").asString(""));
      if (at.isBefore(earliest) || at.isAfter(latest)) {
        reject(number, id, "at: lies " + (at.isAfter(latest) ? "in the future" : "too far back"));
        return Optional.empty();
      }
      Optional<Iccid> iccid =
          Optional.of(json.path("iccid").asString("")).filter(t -> !t.isEmpty()).map(Iccid::of);
      Optional<Imsi> imsi =
          Optional.of(json.path("imsi").asString("")).filter(t -> !t.isEmpty()).map(Imsi::of);
      if (iccid.isEmpty() && imsi.isEmpty()) {
        reject(number, id, "iccid, imsi: one has to be there");
        return Optional.empty();
      }
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(json.toString())) {
        reject(number, "", "The line has half a character (a lone surrogate)");
        return Optional.empty();
      }
      return Optional.of(new Line(number, id, at, iccid, imsi, json));
    } catch (DateTimeParseException e) {
      reject(number, id, "at: has to be an ISO-8601 time in UTC, such as 2026-11-20T08:15:30Z");
    } catch (IllegalArgumentException e) {
      reject(number, id, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  /**
   * Fills the buffer with one line; gives its length, more than fits for one that is too long, or
   * -1 at the end.
   */
  private static int readLine(InputStream in, byte[] buffer) throws IOException {
    int length = 0;
    int next = in.read();
    if (next < 0) {
      return -1;
    }
    while (next >= 0 && next != '\n') {
      if (length < buffer.length) {
        buffer[length] = (byte) next;
      }
      length = Math.min(length + 1, buffer.length + 1);
      next = in.read();
    }
    return length;
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.db.CopyBytes;

/** Reads the lines of a CDR file into batches. docs/usage.md describes the format. */
final class CdrReader {

  /** A sender's clock may be ahead of ours by so much. */
  private static final long AHEAD_MICROS = 60_000_000;

  // Above these it is no measurement; and sums of them stay far from the end of 64 bits.
  private static final long MOST_BYTES = 10_000_000_000_000L;
  private static final long MOST_SECONDS = 366L * 86_400;
  private static final int LONGEST_ID = 200;
  private static final int LONGEST_TEXT = 255;

  private final CsvReader csv;
  private final CdrColumn.Places places;
  private final Feed feed;
  private final long batch;
  private final long earliest;
  private final long latest;
  private final long @Nullable [] lines;
  private final Optional<String> header;

  /** Reads the header. */
  CdrReader(CsvReader csv, Feed feed, long batch, Instant now)
      throws IOException, UnreadableException {
    this(csv, feed, batch, now, null);
  }

  /**
   * Reads the header.
   *
   * @param lines which line of the batch each line behind the header is; null: they are counted
   */
  CdrReader(CsvReader csv, Feed feed, long batch, Instant now, long @Nullable [] lines)
      throws IOException, UnreadableException {
    this.csv = csv;
    this.lines = lines;
    this.feed = feed;
    this.batch = batch;
    if (!csv.next()) {
      throw new UnreadableException("The file is empty; its first line has to name the columns");
    }
    if (csv.fault() != CsvReader.Fault.NONE) {
      throw new UnreadableException(
          "The first line has to name the columns. " + csv.fault().text());
    }
    this.places = new CdrColumn.Places(csv);
    this.header = csv.wholeLine();
    this.earliest = CdrTime.micros(now.minus(feed.acceptance()));
    this.latest = CdrTime.micros(now) + AHEAD_MICROS;
  }

  /** The line that names the columns; empty when it is too long to be kept. */
  Optional<String> header() {
    return header;
  }

  private long line() {
    return lines == null ? csv.line() : lines[(int) csv.line() - 2];
  }

  /** Fills a batch from the lines behind {@code after}; false when the file is at its end. */
  boolean fill(CdrBatch target, long after) throws IOException {
    while (!target.isFull()) {
      if (!csv.next()) {
        return false;
      }
      if (csv.line() > after) {
        take(target);
      }
      target.lastLine = csv.line();
    }
    return true;
  }

  private void take(CdrBatch target) {
    if (csv.line() > Integer.MAX_VALUE) {
      refuse(target, Reject.Code.MALFORMED, "A file has at most 2,147,483,647 lines");
      return;
    }
    if (csv.fault() != CsvReader.Fault.NONE) {
      refuse(target, Reject.Code.MALFORMED, csv.fault().text());
      return;
    }
    if (csv.fields() != places.width()) {
      refuse(
          target,
          Reject.Code.MALFORMED,
          "The line has " + csv.fields() + " fields, the header " + places.width());
      return;
    }
    target.room();
    target.begin(feed.id(), batch, (int) line());
    String problem = encode(target);
    if (problem != null) {
      target.undo();
      refuse(target, Reject.Code.MALFORMED, problem);
      return;
    }
    long started = target.started[target.size];
    if (started < earliest) {
      target.undo();
      refuse(
          target,
          Reject.Code.TOO_LATE,
          "It started before "
              + CdrTime.instant(earliest)
              + ", the beginning of the feed's acceptance window");
    } else if (started > latest || started + target.seconds[target.size] * 1_000_000L > latest) {
      target.undo();
      refuse(target, Reject.Code.IN_FUTURE, "It started or ended later than now");
    } else {
      target.end(csv);
    }
  }

  /** Writes the row; gives what is wrong with it, or null. */
  private @Nullable String encode(CdrBatch target) {
    int row = target.size;
    CopyBytes out = target.encoded;
    int idLength = length(CdrColumn.RECORD_ID);
    if (idLength == 0 || idLength > LONGEST_ID) {
      return "record_id: has to have 1 to " + LONGEST_ID + " bytes";
    }
    target.recordIdLength[row] = idLength;
    text(out, CdrColumn.RECORD_ID);
    long started = time(CdrColumn.START);
    if (started == CdrTime.NONE) {
      return "start: has to be an ISO-8601 time with its zone, such as 2026-11-20T08:15:30Z";
    }
    target.started[row] = started;
    out.longField(CdrTime.toPostgres(started));

    RecordType type = type();
    if (type == null) {
      return "record_type: has to be DATA, SMS_MO, SMS_MT, VOICE or a bearer's name";
    }
    Direction direction = type.direction();
    if (length(CdrColumn.DIRECTION) > 0) {
      Direction told = RecordType.direction(ascii(CdrColumn.DIRECTION));
      if (told == null) {
        return "direction: has to be MO or MT";
      }
      direction = told;
    }
    target.bearer[row] = (byte) type.bearer().code();
    target.direction[row] = (byte) direction.code();
    out.shortField(type.bearer().code());
    out.shortField(direction.code());
    return measures(target, started);
  }

  private @Nullable String measures(CdrBatch target, long started) {
    int row = target.size;
    CopyBytes out = target.encoded;
    long seconds = number(CdrColumn.DURATION_S, 0, MOST_SECONDS);
    if (length(CdrColumn.DURATION_S) == 0 && length(CdrColumn.END) > 0) {
      long ended = time(CdrColumn.END);
      if (ended == CdrTime.NONE) {
        return "end: has to be an ISO-8601 time with its zone, such as 2026-11-20T08:15:30Z";
      }
      seconds = ended < started ? -1 : (ended - started) / 1_000_000;
      if (seconds < 0 || seconds > MOST_SECONDS) {
        return "end: has to lie behind the start, by a year at most";
      }
    }
    long up = number(CdrColumn.BYTES_UP, 0, MOST_BYTES);
    long down = number(CdrColumn.BYTES_DOWN, 0, MOST_BYTES);
    if (seconds < 0) {
      return "duration_s: has to be a whole number of seconds, a year at most";
    }
    if (up < 0 || down < 0) {
      return (up < 0 ? "bytes_up" : "bytes_down")
          + ": has to be a whole number of bytes, 10,000,000,000,000 at most";
    }
    target.seconds[row] = (int) seconds;
    target.bytesUp[row] = up;
    target.bytesDown[row] = down;
    out.intField((int) seconds);
    out.longField(up);
    out.longField(down);
    return rest(target);
  }

  private @Nullable String rest(CdrBatch target) {
    CopyBytes out = target.encoded;
    int network =
        Networks.read(csv, places.of(CdrColumn.VISITED_MCC), places.of(CdrColumn.VISITED_MNC));
    if (network < 0) {
      return "visited_mcc, visited_mnc: have to be 3 digits and 2 or 3 digits, or both empty";
    }
    target.plmn[target.size] = network;
    if (network == Networks.NONE) {
      out.nullField();
    } else {
      Networks.write(csv, places.of(CdrColumn.VISITED_MCC), places.of(CdrColumn.VISITED_MNC), out);
    }
    if (!text(out, CdrColumn.RAT)
        || !text(out, CdrColumn.IMEI)
        || !text(out, CdrColumn.APN)
        || !text(out, CdrColumn.IP)) {
      return "rat, imei, apn, ip: have to be shorter than 256 bytes";
    }
    long area = number(CdrColumn.LAC_TAC, -1, Integer.MAX_VALUE);
    long cell = number(CdrColumn.CELL_ID, -1, Long.MAX_VALUE / 10 - 1);
    optionalInt(out, area);
    optionalLong(out, cell);
    if (!text(out, CdrColumn.CHARGING_ID)) {
      return "charging_id: has to be shorter than 256 bytes";
    }
    long sequence = number(CdrColumn.SEQ, -1, Integer.MAX_VALUE);
    optionalInt(out, sequence);
    if (area == BAD || cell == BAD || sequence == BAD) {
      return (area == BAD ? "lac_tac" : cell == BAD ? "cell_id" : "seq")
          + ": has to be a whole number";
    }
    if (!text(out, CdrColumn.CAUSE) || !text(out, CdrColumn.NODE)) {
      return "cause, node: have to be shorter than 256 bytes";
    }
    return identity(target);
  }

  /** The first of ICCID, IMSI and MSISDN that is there names the SIM. */
  private @Nullable String identity(CdrBatch target) {
    CdrBatch.Identifier.Kind kind;
    String text;
    if (length(CdrColumn.ICCID) > 0) {
      kind = CdrBatch.Identifier.Kind.ICCID;
      text = ascii(CdrColumn.ICCID);
    } else if (length(CdrColumn.IMSI) > 0) {
      kind = CdrBatch.Identifier.Kind.IMSI;
      text = ascii(CdrColumn.IMSI);
    } else if (length(CdrColumn.MSISDN) > 0) {
      kind = CdrBatch.Identifier.Kind.MSISDN;
      text = ascii(CdrColumn.MSISDN);
    } else {
      return "iccid, imsi, msisdn: one has to be there";
    }
    target.identifier[target.size] = target.identifier(kind, text);
    return null;
  }

  private @Nullable RecordType type() {
    CdrColumn said = length(CdrColumn.BEARER) > 0 ? CdrColumn.BEARER : CdrColumn.RECORD_TYPE;
    return RecordType.of(ascii(said), ascii(CdrColumn.RAT));
  }

  private static final long BAD = -2;

  private static void optionalInt(CopyBytes out, long value) {
    if (value < 0) {
      out.nullField();
    } else {
      out.intField((int) value);
    }
  }

  private static void optionalLong(CopyBytes out, long value) {
    if (value < 0) {
      out.nullField();
    } else {
      out.longField(value);
    }
  }

  private int length(CdrColumn column) {
    int field = places.of(column);
    return field < 0 ? 0 : csv.end(field) - csv.start(field);
  }

  private String ascii(CdrColumn column) {
    int field = places.of(column);
    return field < 0 ? "" : csv.ascii(field);
  }

  private long time(CdrColumn column) {
    int field = places.of(column);
    return field < 0 ? CdrTime.NONE : CdrTime.micros(csv.bytes(), csv.start(field), csv.end(field));
  }

  /** Writes the field, null where empty; false when it is too long. */
  private boolean text(CopyBytes out, CdrColumn column) {
    int length = length(column);
    if (length == 0) {
      out.nullField();
    } else if (length <= LONGEST_TEXT) {
      out.bytesField(csv.bytes(), csv.start(places.of(column)), length);
    }
    return length <= LONGEST_TEXT;
  }

  /**
   * A whole number from 0 to {@code most}; {@code empty} for an empty field, {@link #BAD} for
   * anything else.
   */
  private long number(CdrColumn column, long empty, long most) {
    int length = length(column);
    if (length == 0) {
      return empty;
    }
    int start = csv.start(places.of(column));
    byte[] bytes = csv.bytes();
    if (length > 18) {
      return BAD;
    }
    long value = 0;
    for (int i = start; i < start + length; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return BAD;
      }
      value = value * 10 + digit;
    }
    return value > most ? BAD : value;
  }

  private void refuse(CdrBatch target, Reject.Code code, String reason) {
    int field = places.of(CdrColumn.RECORD_ID);
    boolean named =
        csv.fault() == CsvReader.Fault.NONE
            && field < csv.fields()
            && csv.end(field) - csv.start(field) <= LONGEST_ID;
    Optional<String> recordId =
        named ? Optional.of(csv.text(field)).filter(id -> !id.isEmpty()) : Optional.empty();
    target.refused.add(
        new CdrBatch.Refused(line(), recordId, code, reason, new String(csv.raw(), UTF_8)));
  }
}

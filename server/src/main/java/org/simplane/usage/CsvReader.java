// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;
import org.simplane.db.CopyBytes;

/**
 * Splits CSV (RFC 4180) line by line, on bytes, without making an object per field. Unlike the RFC,
 * a quoted field does not reach over the end of its line: metering data has no line breaks in it,
 * and a stray quote then costs one line and not the rest of the file. Memory is bounded whatever
 * comes in.
 */
final class CsvReader {

  /** What is wrong with a line as a whole. */
  enum Fault {
    NONE("fine"),
    TOO_LONG("The line is longer than 64 KiB"),
    QUOTE("A quoted field is not closed, or goes on behind its closing quote"),
    TOO_MANY_FIELDS("The line has more than 256 fields"),
    ENCODING("The line is not UTF-8 text");

    private final String text;

    Fault(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  private static final int LONGEST_LINE = 64 << 10;
  private static final int MOST_FIELDS = 256;
  private static final int LONGEST_RAW = 4_000;
  private static final byte[] EMPTY = {};

  private final InputStream in;
  private final int[] starts = new int[MOST_FIELDS];
  private final int[] ends = new int[MOST_FIELDS];
  private final byte[] buffer = new byte[4 * LONGEST_LINE];
  private int position;
  private int limit;
  private boolean ended;
  private long line;
  private int fields;
  private int lineStart;
  private int lineEnd;
  private byte[] originalLine = EMPTY; // set where the buffer no longer holds it
  private Fault fault = Fault.NONE;

  CsvReader(InputStream in) {
    this.in = in;
  }

  /** Goes to the next line; blank ones are passed over. */
  boolean next() throws IOException {
    do {
      if (!nextLine()) {
        return false;
      }
    } while (lineStart == lineEnd && fault == Fault.NONE);
    return true;
  }

  private boolean nextLine() throws IOException {
    fault = Fault.NONE;
    originalLine = EMPTY;
    fields = 0;
    int scan = position;
    int seen = 0;
    boolean nul = false;
    while (true) {
      for (; scan < limit; scan++) {
        byte b = buffer[scan];
        if (b == '\n') {
          line++;
          lineStart = position;
          lineEnd = scan;
          position = scan + 1;
          return finish(seen, nul);
        }
        seen |= b;
        nul |= b == 0;
      }
      if (scan - position > LONGEST_LINE) {
        line++;
        skipRest();
        return true;
      }
      if (ended) {
        if (position == limit) {
          return false;
        }
        line++;
        lineStart = position;
        lineEnd = limit;
        position = limit;
        return finish(seen, nul);
      }
      int kept = scan - position;
      fill();
      scan = position + kept;
    }
  }

  private boolean finish(int seen, boolean nul) {
    if (lineEnd > lineStart && buffer[lineEnd - 1] == '\r') {
      lineEnd--;
    }
    if (line == 1 && lineEnd - lineStart >= 3 && startsWithByteOrderMark()) {
      lineStart += 3;
    }
    if (nul || (seen < 0 && !isUtf8())) {
      fault = Fault.ENCODING;
    } else if (lineEnd - lineStart > LONGEST_LINE) {
      fault = Fault.TOO_LONG;
    } else {
      split();
    }
    return true;
  }

  private boolean startsWithByteOrderMark() {
    return buffer[lineStart] == (byte) 0xEF
        && buffer[lineStart + 1] == (byte) 0xBB
        && buffer[lineStart + 2] == (byte) 0xBF;
  }

  private boolean isUtf8() {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, lineStart, lineEnd - lineStart));
      return true;
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }

  /** Keeps the beginning of an overlong line for the reject list and drops the rest unread. */
  private void skipRest() throws IOException {
    fault = Fault.TOO_LONG;
    originalLine = Arrays.copyOfRange(buffer, position, position + LONGEST_RAW);
    lineStart = 0;
    lineEnd = 0;
    while (true) {
      for (int i = position; i < limit; i++) {
        if (buffer[i] == '\n') {
          position = i + 1;
          return;
        }
      }
      position = limit;
      if (ended) {
        return;
      }
      fill();
    }
  }

  private void fill() throws IOException {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    if (read < 0) {
      ended = true;
    } else {
      limit += read;
    }
  }

  private void split() {
    int at = lineStart;
    while (true) {
      if (fields == MOST_FIELDS) {
        fault = Fault.TOO_MANY_FIELDS;
        return;
      }
      if (at < lineEnd && buffer[at] == '"') {
        at = quoted(at + 1);
        if (at < 0) {
          fault = Fault.QUOTE;
          return;
        }
      } else {
        int start = at;
        while (at < lineEnd && buffer[at] != ',') {
          at++;
        }
        starts[fields] = start;
        ends[fields++] = at;
      }
      if (at >= lineEnd) {
        return;
      }
      at++; // the comma
    }
  }

  /**
   * Reads a quoted field from behind its opening quote; gives where the comma or the end is, or -1.
   */
  private int quoted(int from) {
    int to = from;
    for (int at = from; at < lineEnd; at++) {
      if (buffer[at] != '"') {
        buffer[to++] = buffer[at];
      } else if (at + 1 < lineEnd && buffer[at + 1] == '"') {
        if (originalLine.length == 0) {
          originalLine = Arrays.copyOfRange(buffer, lineStart, lineEnd);
        }
        buffer[to++] = '"';
        at++;
      } else if (at + 1 == lineEnd || buffer[at + 1] == ',') {
        starts[fields] = from;
        ends[fields++] = to;
        return at + 1;
      } else {
        return -1;
      }
    }
    return -1;
  }

  /** The present line's number; the first is 1. */
  long line() {
    return line;
  }

  Fault fault() {
    return fault;
  }

  int fields() {
    return fields;
  }

  /** Valid until the next {@link #next()}. */
  byte[] bytes() {
    return buffer;
  }

  int start(int field) {
    return starts[field];
  }

  int end(int field) {
    return ends[field];
  }

  String text(int field) {
    return new String(buffer, starts[field], ends[field] - starts[field], UTF_8);
  }

  /** A field known to be digits or a keyword; anything else in it comes out garbled. */
  String ascii(int field) {
    return new String(buffer, starts[field], ends[field] - starts[field], ISO_8859_1);
  }

  /** Appends the present line as it came, cut after 4,000 bytes. */
  void appendRaw(CopyBytes target) {
    if (originalLine.length > 0) {
      target.put(originalLine, 0, Math.min(originalLine.length, LONGEST_RAW));
    } else {
      target.put(buffer, lineStart, Math.min(lineEnd - lineStart, LONGEST_RAW));
    }
  }

  /** The present line as it came; empty when that is longer than what is kept of lines. */
  Optional<String> wholeLine() {
    byte[] raw = raw();
    return fault == Fault.NONE && raw.length < LONGEST_RAW
        ? Optional.of(new String(raw, UTF_8))
        : Optional.empty();
  }

  /** The present line as it came, cut after 4,000 bytes. */
  byte[] raw() {
    if (originalLine.length > 0) {
      return originalLine.length > LONGEST_RAW
          ? Arrays.copyOf(originalLine, LONGEST_RAW)
          : originalLine;
    }
    return Arrays.copyOfRange(buffer, lineStart, Math.min(lineEnd, lineStart + LONGEST_RAW));
  }
}

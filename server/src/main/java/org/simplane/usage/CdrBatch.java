// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.simplane.db.CopyBytes;

/**
 * Up to some ten thousand records on their way into the database, held in columns: each is encoded
 * for COPY as it is read, but for the subscription, which is only known once all identifiers of the
 * batch have been looked up.
 */
final class CdrBatch {

  /** The columns that {@link #encoded} holds, in order. */
  static final String COLUMNS =
      "subscription_id, organisation_id, content_hash, feed_id, batch_id, line, record_id, started_at, bearer,"
          + " direction, duration_s, bytes_up, bytes_down, plmn, rat, imei, apn, ip, lac_tac, cell_id, charging_id, seq,"
          + " cause, node";

  static final int COLUMN_COUNT = 24;

  // Where the values stand that are written late, behind the field count and the lengths.
  private static final int SUBSCRIPTION_AT = 2 + 4;
  private static final int ORGANISATION_AT = SUBSCRIPTION_AT + 12;
  private static final int HASH_AT = ORGANISATION_AT + 12;
  private static final int CONTENT_AT = HASH_AT + 8 + 12 + 12 + 8;

  /** A line that was not taken. */
  record Refused(
      long line, Optional<String> recordId, Reject.Code code, String reason, String raw) {}

  final int capacity;
  final CopyBytes encoded = new CopyBytes(64 << 10);
  final CopyBytes raw = new CopyBytes(64 << 10);
  final List<Refused> refused = new ArrayList<>();
  private final Map<Identifier, Integer> identifiers = new HashMap<>();

  int size;
  long lastLine;

  /** Of the file; null until it is read, and where it is too long to be kept. */
  @Nullable String header;

  long[] started = {};
  int[] line = {};
  byte[] bearer = {};
  byte[] direction = {};
  int[] seconds = {};
  long[] bytesUp = {};
  long[] bytesDown = {};
  int[] plmn = {};
  int[] identifier = {};
  int[] encodedStart = {0};
  int[] rawStart = {0};
  long[] hash = {};
  int[] recordIdLength = {};

  /** What a SIM is named by in a record. */
  record Identifier(Kind kind, String text) {
    enum Kind {
      ICCID,
      IMSI,
      MSISDN
    }
  }

  CdrBatch(int capacity) {
    this.capacity = capacity;
  }

  boolean isFull() {
    return size + refused.size() >= capacity;
  }

  void clear() {
    size = 0;
    encoded.clear();
    raw.clear();
    refused.clear();
    identifiers.clear();
  }

  /** Makes room for one more row; its number is {@link #size}. */
  void room() {
    if (size == started.length) {
      int wanted = Math.min(capacity, Math.max(1_024, size * 2));
      started = Arrays.copyOf(started, wanted);
      line = Arrays.copyOf(line, wanted);
      bearer = Arrays.copyOf(bearer, wanted);
      direction = Arrays.copyOf(direction, wanted);
      seconds = Arrays.copyOf(seconds, wanted);
      bytesUp = Arrays.copyOf(bytesUp, wanted);
      bytesDown = Arrays.copyOf(bytesDown, wanted);
      plmn = Arrays.copyOf(plmn, wanted);
      identifier = Arrays.copyOf(identifier, wanted);
      hash = Arrays.copyOf(hash, wanted);
      recordIdLength = Arrays.copyOf(recordIdLength, wanted);
      encodedStart = Arrays.copyOf(encodedStart, wanted + 1);
      rawStart = Arrays.copyOf(rawStart, wanted + 1);
    }
  }

  /** Begins row {@link #size} with what is filled in later. */
  void begin(long feed, long batch, int atLine) {
    encoded.putShort(COLUMN_COUNT);
    encoded.longField(0);
    encoded.longField(0);
    encoded.longField(0);
    encoded.longField(feed);
    encoded.longField(batch);
    encoded.intField(atLine);
    line[size] = atLine;
  }

  /** Takes the half-written row back. */
  void undo() {
    encoded.truncate(encodedStart[size]);
  }

  /** The row is whole. */
  void end(CsvReader csv) {
    int content = encodedStart[size] + CONTENT_AT;
    // Two checksums that the JVM has instructions for make 64 bits. They tell a repeated record
    // from a changed one;
    // nobody gains by forging them, since keys belong to one feed.
    CRC32 high = new CRC32();
    CRC32C low = new CRC32C();
    high.update(encoded.array(), content, encoded.size() - content);
    low.update(encoded.array(), content, encoded.size() - content);
    hash[size] = high.getValue() << 32 | low.getValue();
    encoded.setLong(encodedStart[size] + HASH_AT, hash[size]);
    csv.appendRaw(raw);
    size++;
    encodedStart[size] = encoded.size();
    rawStart[size] = raw.size();
  }

  int identifier(Identifier.Kind kind, String text) {
    return identifiers.computeIfAbsent(new Identifier(kind, text), _ -> identifiers.size());
  }

  /** By the numbers that {@link #identifier} gave. */
  List<Identifier> identifiers() {
    Identifier[] ordered = new Identifier[identifiers.size()];
    identifiers.forEach((identifier, number) -> ordered[number] = identifier);
    return List.of(ordered);
  }

  void setSubscription(int row, long subscription, long organisation) {
    encoded.setLong(encodedStart[row] + SUBSCRIPTION_AT, subscription);
    encoded.setLong(encodedStart[row] + ORGANISATION_AT, organisation);
  }

  String recordId(int row) {
    return new String(
        encoded.array(), encodedStart[row] + CONTENT_AT + 4, recordIdLength[row], UTF_8);
  }

  boolean sameKey(int one, int other) {
    int left = encodedStart[one] + CONTENT_AT + 4;
    int right = encodedStart[other] + CONTENT_AT + 4;
    return started[one] == started[other]
        && Arrays.equals(
            encoded.array(),
            left,
            left + recordIdLength[one],
            encoded.array(),
            right,
            right + recordIdLength[other]);
  }

  int keyHash(int row) {
    int from = encodedStart[row] + CONTENT_AT + 4;
    int result = Long.hashCode(started[row]);
    for (int i = from; i < from + recordIdLength[row]; i++) {
      result = 31 * result + encoded.array()[i];
    }
    return result * 0x9E3779B9;
  }

  Refused refuse(int row, Reject.Code code, String reason) {
    String text = new String(raw.array(), rawStart[row], rawStart[row + 1] - rawStart[row], UTF_8);
    return new Refused(line[row], Optional.of(recordId(row)), code, reason, text);
  }
}

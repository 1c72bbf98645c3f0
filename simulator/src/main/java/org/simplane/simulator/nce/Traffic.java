// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a SIM has used, up to a moment.
 *
 * @param days of the last six months (contract: usage is limited to them)
 */
record Traffic(Instant until, Pot data, Pot sms, TreeMap<LocalDate, Day> days) {

  private static final int MONTHS_KEPT = 6;

  /** Bytes and messages of one UTC day. */
  record Day(long up, long down, long sent, long received) {
    static final Day NONE = new Day(0, 0, 0, 0);

    Day plus(Day more) {
      return new Day(up + more.up, down + more.down, sent + more.sent, received + more.received);
    }
  }

  /** A booked volume, in bytes or messages, and what is used of it; it ends at nothing. */
  record Pot(long booked, long used, @Nullable Instant lowAt, @Nullable Instant emptyAt) {

    static Pot of(long booked, long used, Instant at) {
      return new Pot(booked, 0, null, null).take(used, at);
    }

    Pot plus(long more) {
      Pot fuller = new Pot(booked + more, used, null, null);
      return new Pot(
          fuller.booked, used, fuller.isLow() ? lowAt : null, fuller.left() <= 0 ? emptyAt : null);
    }

    long left() {
      return booked - used;
    }

    /** Less than 20 % left. */
    boolean isLow() {
      return left() * 5 < booked;
    }

    Pot take(long amount, Instant at) {
      Pot taken = new Pot(booked, used + Math.min(amount, left()), lowAt, emptyAt);
      return new Pot(
          booked,
          taken.used,
          lowAt == null && taken.isLow() ? at : lowAt,
          emptyAt == null && taken.left() <= 0 ? at : emptyAt);
    }
  }

  /** All that is known. */
  Day total() {
    return days.values().stream().reduce(Day.NONE, Day::plus);
  }

  /** A message came to the device. */
  Traffic withMessage(Instant at) {
    TreeMap<LocalDate, Day> counted = new TreeMap<>(days);
    counted.merge(LocalDate.ofInstant(at, ZoneOffset.UTC), new Day(0, 0, 0, 1), Day::plus);
    return new Traffic(until, data, sms.take(1, at), counted);
  }

  /** More is booked; what was reached is so no longer. */
  Traffic toppedUp(long bytes, long messages) {
    return new Traffic(until, data.plus(bytes), sms.plus(messages), days);
  }

  static Traffic startingAt(Instant from, Pot data, Pot sms) {
    return new Traffic(from, data, sms, new TreeMap<>());
  }

  /** Time passes without traffic. */
  Traffic idleUntil(Instant to) {
    return to.isAfter(until) ? new Traffic(to, data, sms, days) : this;
  }

  /** Time passes with traffic, day by day; never beyond {@code to}. */
  Traffic flowUntil(Instant to, Rhythm rhythm, double pace) {
    if (!to.isAfter(until)) {
      return this;
    }
    TreeMap<LocalDate, Day> counted = new TreeMap<>(days);
    Pot bytes = data;
    Pot messages = sms;
    Instant from = until;
    while (from.isBefore(to)) {
      LocalDate date = LocalDate.ofInstant(from, ZoneOffset.UTC);
      Instant midnight = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      Instant end = midnight.isBefore(to) ? midnight : to;
      long volume = Math.min(rhythm.bytes(from, end, pace), bytes.left());
      long count = Math.min(rhythm.messages(from, end, pace), messages.left());
      if (volume > 0 || count > 0) {
        bytes = bytes.take(volume, end);
        messages = messages.take(count, end);
        long down = volume * rhythm.downPercent() / 100;
        counted.merge(date, new Day(volume - down, down, count - count / 2, count / 2), Day::plus);
      }
      from = end;
    }
    LocalDate oldest = LocalDate.ofInstant(to, ZoneOffset.UTC).minusMonths(MONTHS_KEPT);
    counted.headMap(oldest).clear();
    return new Traffic(to, bytes, messages, counted);
  }
}

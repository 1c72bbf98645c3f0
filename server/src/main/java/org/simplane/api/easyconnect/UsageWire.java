// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.simplane.usage.Bearer;
import org.simplane.usage.DayUsage;
import org.simplane.usage.Direction;

/** Daily usage: an entry for each day, newest first, and one for their total. */
record UsageWire(List<Entry> stats) {

  /**
   * @param date a day, or {@code TOTAL}
   */
  record Entry(String date, Volume data, Volume sms) {}

  /**
   * Volumes are text. Without traffic there are the three zeros alone.
   *
   * @param volumeRx MB to the device; for SMS those it sent
   * @param volumeTx MB from the device; for SMS those sent to it
   * @param cost mirrors the volume, there is no price
   */
  record Volume(
      String volume,
      String volumeRx,
      String volumeTx,
      @Nullable String cost,
      @Nullable Currency currency,
      @Nullable TrafficType trafficType) {

    private static final Volume NONE = new Volume("0", "0", "0", null, null, null);

    private static Volume of(long rx, long tx, LongFunction<String> unit, TrafficType type) {
      if (rx == 0 && tx == 0) {
        return NONE;
      }
      String volume = unit.apply(rx + tx);
      return new Volume(volume, unit.apply(rx), unit.apply(tx), volume, Currency.EURO, type);
    }
  }

  record Currency(int id, String symbol, String code) {
    private static final Currency EURO = new Currency(1, "€", "EUR");
  }

  record TrafficType(int id, String description, String unit) {
    private static final TrafficType DATA = new TrafficType(5, "Data", "MB");
    private static final TrafficType SMS = new TrafficType(6, "SMS", "SMS");
  }

  /** A range that makes no sense has no days, and a total of nothing. */
  static UsageWire of(LocalDate first, LocalDate last, List<DayUsage> usage) {
    Map<LocalDate, Sum> days = new HashMap<>();
    Sum total = new Sum();
    for (DayUsage part : usage) {
      days.computeIfAbsent(part.day(), _ -> new Sum()).add(part);
      total.add(part);
    }
    List<Entry> stats = new ArrayList<>();
    for (LocalDate day = last; !day.isBefore(first); day = day.minusDays(1)) {
      stats.add(days.getOrDefault(day, new Sum()).entry(day.toString()));
    }
    stats.add(total.entry("TOTAL"));
    return new UsageWire(stats);
  }

  /** What a day comes to over bearers and networks. */
  private static final class Sum {

    private long down;
    private long up;
    private long sent;
    private long received;

    void add(DayUsage part) {
      if (part.total().bearer().isData()) {
        down += part.total().bytesDown();
        up += part.total().bytesUp();
      } else if (part.total().bearer() == Bearer.SMS) {
        if (part.total().direction() == Direction.MOBILE_TERMINATED) {
          received += part.total().records();
        } else {
          sent += part.total().records();
        }
      }
    }

    Entry entry(String date) {
      return new Entry(
          date,
          Volume.of(down, up, Megabytes::text, TrafficType.DATA),
          Volume.of(sent, received, Long::toString, TrafficType.SMS));
    }
  }
}

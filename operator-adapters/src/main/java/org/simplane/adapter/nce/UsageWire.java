// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.UsageReports.DayUsage;

/** Answer of {@code GET /v1/sims/{iccid}/usage} (contract section 5). */
record UsageWire(List<Daily> stats) {

  /** A megabyte is 1024 x 1024 bytes (OpenAPI of v2, whose figures are those of v1). */
  static final BigDecimal MEGABYTE = BigDecimal.valueOf(1024L * 1024L);

  /** Without the field the answer is none of ours: it must not look like a SIM without traffic. */
  UsageWire {
    if (stats == null) {
      throw new IllegalArgumentException("The usage has no 'stats'");
    }
    stats = List.copyOf(stats);
  }

  /**
   * One day, or the sum at the end.
   *
   * @param date {@code yyyy-MM-dd} (the OpenAPI shows a time behind it), or {@code TOTAL}
   */
  record Daily(@Nullable String date, @Nullable Volumes data, @Nullable Volumes sms) {

    /** Empty for the sum, and for a day without traffic. */
    Optional<DayUsage> day() {
      if (date == null || date.length() < 10) {
        return Optional.empty();
      }
      Volumes bytes = data == null ? Volumes.NONE : data;
      Volumes messages = sms == null ? Volumes.NONE : sms;
      try {
        DayUsage usage =
            new DayUsage(
                LocalDate.parse(date.substring(0, 10)),
                bytes(bytes.volumeTx()),
                bytes(bytes.volumeRx()),
                whole(messages.volumeRx()),
                whole(messages.volumeTx()));
        boolean idle =
            usage.bytesUp() == 0
                && usage.bytesDown() == 0
                && usage.smsMobileOriginated() == 0
                && usage.smsMobileTerminated() == 0;
        return idle ? Optional.empty() : Optional.of(usage);
      } catch (DateTimeException _) {
        return Optional.empty();
      }
    }
  }

  /**
   * Numbers in quotes: megabytes for data, messages for SMS.
   *
   * @param volumeRx data downstream; SMS sent by the device
   * @param volumeTx data upstream; SMS sent to the device
   */
  record Volumes(@Nullable BigDecimal volumeRx, @Nullable BigDecimal volumeTx) {
    static final Volumes NONE = new Volumes(null, null);
  }

  static long bytes(@Nullable BigDecimal megabytes) {
    return megabytes == null ? 0 : whole(megabytes.multiply(MEGABYTE));
  }

  private static long whole(@Nullable BigDecimal number) {
    return number == null ? 0 : number.setScale(0, RoundingMode.HALF_UP).longValue();
  }
}

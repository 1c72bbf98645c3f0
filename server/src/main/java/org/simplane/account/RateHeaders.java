// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an answer says of the calls that are left: the IETF's {@code RateLimit} (draft 10, {@code
 * "default";r=50;t=30}), its older {@code RateLimit-Remaining} and {@code RateLimit-Reset}, the
 * {@code X-} names that went before, whose reset is in seconds from now or since 1970, and those of
 * gateways that count by second, minute, hour and day, as IoT Accelerator's does ({@code
 * X-RateLimit-Limit-Minute}, {@code X-RateLimit-Remaining-Minute}; contracts/jasper-iota.md B.4).
 *
 * <p>The latter do not say when they count anew: at the latest when their time has passed. As each
 * endpoint has counters of its own there, an answer that leaves plenty says nothing of the account,
 * and is not heeded. For the same two reasons a spent hour or day holds for a minute and no more
 * (where nothing is left then, the next answer holds again), and one that runs low slows nothing
 * down: what is left would be stretched over a time that may be nearly over, for all endpoints.
 *
 * @param remaining how many calls may still be made
 * @param reset until when
 */
record RateHeaders(long remaining, Duration reset) {

  private static final Pattern FIELD = Pattern.compile("\\b(r|t)=(\\d{1,15})\\b");

  /** A reset above this is a moment since 1970, not a time from now. */
  private static final long MOMENT = 1_000_000_000L;

  /** Nobody is believed who speaks of more. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final String[][] PAIRS = {
    {"RateLimit-Remaining", "RateLimit-Reset"},
    {"X-RateLimit-Remaining", "X-RateLimit-Reset"},
    {"X-Rate-Limit-Remaining", "X-Rate-Limit-Reset"}
  };

  /** What a gateway counts by. */
  private enum Window {
    SECOND("Second", Duration.ofSeconds(1)),
    MINUTE("Minute", Duration.ofMinutes(1)),
    HOUR("Hour", Duration.ofHours(1)),
    DAY("Day", Duration.ofDays(1));

    private final String word;
    private final Duration length;

    Window(String word, Duration length) {
      this.word = word;
      this.length = length;
    }

    private boolean isLong() {
      return length.compareTo(MINUTE.length) > 0;
    }

    /** Empty where it is not counted so, or enough is left. */
    private Optional<RateHeaders> left(HttpHeaders headers) {
      OptionalLong left = number(headers, "X-RateLimit-Remaining-" + word);
      OptionalLong limit = number(headers, "X-RateLimit-Limit-" + word);
      return left.isEmpty()
              || limit.isEmpty()
              || left.getAsLong() > 0
                  && (isLong() || left.getAsLong() * PLENTY >= limit.getAsLong())
          ? Optional.empty()
          : Optional.of(new RateHeaders(left.getAsLong(), isLong() ? MINUTE.length : length));
    }
  }

  /** Less than one call in so many left is little. */
  private static final int PLENTY = 4;

  static Optional<RateHeaders> of(HttpHeaders headers, Clock clock) {
    Optional<String> field = headers.firstValue("RateLimit");
    if (field.isPresent()) {
      OptionalLong remaining = OptionalLong.empty();
      OptionalLong reset = OptionalLong.empty();
      for (Matcher part = FIELD.matcher(field.get()); part.find(); ) {
        long value = Long.parseLong(part.group(2));
        if (part.group(1).equals("r")) {
          remaining = OptionalLong.of(value);
        } else {
          reset = OptionalLong.of(value);
        }
      }
      return of(remaining, reset, clock);
    }
    for (String[] pair : PAIRS) {
      Optional<RateHeaders> found = of(number(headers, pair[0]), number(headers, pair[1]), clock);
      if (found.isPresent()) {
        return found;
      }
    }
    return scarcest(headers);
  }

  /** Of the counters that leave little the one that asks for the slowest pace. */
  private static Optional<RateHeaders> scarcest(HttpHeaders headers) {
    return Stream.of(Window.values())
        .flatMap(window -> window.left(headers).stream())
        .min(
            Comparator.comparingDouble(RateHeaders::callsPerSecond)
                .thenComparing(RateHeaders::reset, Comparator.reverseOrder()));
  }

  /** The pace at which the calls that are left last. */
  double callsPerSecond() {
    return (double) remaining / reset.toSeconds();
  }

  private static Optional<RateHeaders> of(OptionalLong remaining, OptionalLong reset, Clock clock) {
    if (remaining.isEmpty() || reset.isEmpty()) {
      return Optional.empty();
    }
    long seconds =
        reset.getAsLong() >= MOMENT
            ? reset.getAsLong() - clock.instant().getEpochSecond()
            : reset.getAsLong();
    return seconds <= 0 || seconds > LONGEST.toSeconds()
        ? Optional.empty()
        : Optional.of(new RateHeaders(remaining.getAsLong(), Duration.ofSeconds(seconds)));
  }

  private static OptionalLong number(HttpHeaders headers, String name) {
    String text = headers.firstValue(name).orElse("").strip();
    return text.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}

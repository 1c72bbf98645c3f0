// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer says of the calls that are left: the IETF's {@code RateLimit} (draft 10, {@code
 * "default";r=50;t=30}), its older {@code RateLimit-Remaining} and {@code RateLimit-Reset}, and the
 * {@code X-} names that went before, whose reset is in seconds from now or since 1970.
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
    return Optional.empty();
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

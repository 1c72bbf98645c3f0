// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the words of the columns record_type, bearer, direction and rat mean. */
record RecordType(Bearer bearer, Direction direction) {

  // 3GPP TS 29.061 RAT-Type numbers and the names in use.
  private static final Set<String> RATS_3G =
      Set.of("1", "5", "UTRAN", "UMTS", "3G", "WCDMA", "HSPA", "HSPA+", "HSDPA", "HSUPA");
  private static final Set<String> RATS_WLAN = Set.of("3", "WLAN", "WIFI", "WI-FI");
  private static final Map<String, RecordType> WORDS = new HashMap<>();
  private static final Map<String, Direction> DIRECTIONS =
      Map.of(
          "MO", Direction.MOBILE_ORIGINATED,
          "MT", Direction.MOBILE_TERMINATED,
          "MOBILE_ORIGINATED", Direction.MOBILE_ORIGINATED,
          "MOBILE_TERMINATED", Direction.MOBILE_TERMINATED,
          "UNKNOWN", Direction.UNKNOWN);

  static {
    for (Bearer bearer : Bearer.values()) {
      WORDS.put(bearer.name(), new RecordType(bearer, Direction.UNKNOWN));
      WORDS.put(bearer.name() + "_MO", new RecordType(bearer, Direction.MOBILE_ORIGINATED));
      WORDS.put(bearer.name() + "_MT", new RecordType(bearer, Direction.MOBILE_TERMINATED));
    }
  }

  /** Null for a word that is none of ours. */
  static @Nullable RecordType of(String word, String rat) {
    String upper = word.toUpperCase(Locale.ROOT);
    if (!upper.equals("DATA")) {
      return WORDS.get(upper);
    }
    String radio = rat.toUpperCase(Locale.ROOT);
    Bearer bearer =
        RATS_3G.contains(radio)
            ? Bearer.UMTS_3G
            : RATS_WLAN.contains(radio) ? Bearer.WIFI : Bearer.GPRS_EDGE;
    return new RecordType(bearer, Direction.UNKNOWN);
  }

  static @Nullable Direction direction(String word) {
    return DIRECTIONS.get(word.toUpperCase(Locale.ROOT));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.util.Collection;
import java.util.regex.Pattern;

/** Kinds of events, and patterns of them: {@code sms.received}, {@code sms.*}, {@code *}. */
final class Kinds {

  private static final Pattern PATTERN =
      Pattern.compile("\\*|[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*(\\.\\*)?");
  private static final int LONGEST = 100;

  private Kinds() {}

  static boolean isPattern(String text) {
    return text.length() <= LONGEST && PATTERN.matcher(text).matches();
  }

  static boolean matches(Collection<String> patterns, String kind) {
    for (String pattern : patterns) {
      if (matches(pattern, kind)) {
        return true;
      }
    }
    return false;
  }

  static boolean matches(String pattern, String kind) {
    return pattern.endsWith("*")
        ? kind.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(kind);
  }

  /** Whether there can be a kind that both match. */
  static boolean overlap(String one, String other) {
    if (one.endsWith("*") && other.endsWith("*")) {
      String a = one.substring(0, one.length() - 1);
      String b = other.substring(0, other.length() - 1);
      return a.startsWith(b) || b.startsWith(a);
    }
    return one.endsWith("*") ? matches(one, other) : matches(other, one);
  }
}

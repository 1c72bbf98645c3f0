// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.lifecycle.Wish;
import org.simplane.operator.Iccid;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;
import tools.jackson.databind.JsonNode;

/** What is to change of a SIM. What is not named stays as it is; unknown fields are ignored. */
record SimUpdate(
    @Nullable Iccid iccid,
    @Nullable Boolean enabled,
    @Nullable String label,
    @Nullable Boolean imeiLock) {

  static final int LONGEST_LABEL = 255;

  /**
   * @param where the entry's place, such as {@code [3].}, empty for a single one
   */
  static SimUpdate of(JsonNode node, String where) {
    // Some clients write an empty object as an empty list.
    if (!node.isObject() && !(node.isArray() && node.isEmpty())) {
      throw invalid(
          where.isEmpty() ? "" : where.substring(0, where.length() - 1),
          "a JSON object is expected");
    }
    return new SimUpdate(
        text(node, where, "iccid").map(iccid -> iccid(iccid, where)).orElse(null),
        text(node, where, "status").map(status -> enabled(status, where)).orElse(null),
        text(node, where, "label").map(label -> label(label, where)).orElse(null),
        flag(node, where, "imei_lock").orElse(null));
  }

  /** For entries of a list, where it is checked to be there. */
  Iccid iccidOrThrow() {
    return Objects.requireNonNull(iccid);
  }

  /** One wish per field, in the order in which they are carried out. */
  List<Wish> wishes() {
    List<Wish> wishes = new ArrayList<>();
    if (enabled != null) {
      wishes.add(new Wish.ToStatus(StatusTarget.of(enabled ? Status.ACTIVE : Status.SUSPENDED)));
    }
    if (imeiLock != null) {
      wishes.add(new Wish.ToImeiLock(imeiLock));
    }
    if (label != null) {
      wishes.add(new Wish.ToLabel(label));
    }
    return wishes;
  }

  private static Iccid iccid(String text, String where) {
    try {
      return Iccid.of(text);
    } catch (IllegalArgumentException notAnIccid) {
      throw invalid(where + "iccid", "an ICCID has 18 to 22 digits");
    }
  }

  private static boolean enabled(String text, String where) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "enabled", "activated" ->
          true; // 'Activated' is what one client sends, and what answers once said
      case "disabled" -> false;
      default -> throw invalid(where + "status", "Enabled or Disabled is expected");
    };
  }

  private static String label(String text, String where) {
    if (text.length() > LONGEST_LABEL) {
      throw invalid(where + "label", "longer than " + LONGEST_LABEL + " characters");
    }
    if (text.chars().anyMatch(Character::isISOControl) || isBroken(text)) {
      throw invalid(
          where + "label", "control characters and broken ones are not possible in a label");
    }
    return text;
  }

  /** Half a surrogate pair is no character, and no database takes it. */
  private static boolean isBroken(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** Numbers are taken for text too; absent and null are the same. */
  private static Optional<String> text(JsonNode node, String where, String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    // A number too large for its type is no text that anybody wrote: it reads "Infinity".
    if (value.isString() || value.isNumber() && Double.isFinite(value.doubleValue())) {
      return Optional.of(value.asString());
    }
    throw invalid(where + field, "text is expected");
  }

  private static Optional<Boolean> flag(JsonNode node, String where, String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (value.isBoolean()) {
      return Optional.of(value.booleanValue());
    }
    return switch (value.isContainer() ? "" : value.asString()) {
      case "true", "1" -> Optional.of(true);
      case "false", "0" -> Optional.of(false);
      default -> throw invalid(where + field, "true or false is expected");
    };
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.described;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads values at pointers; what is absent, null or empty is empty. */
record Facts(JsonNode json) {

  Optional<String> text(@Nullable String pointer) {
    if (pointer == null) {
      return Optional.empty();
    }
    JsonNode node = json.at(pointer);
    return node.isValueNode() && !node.isNull()
        ? Optional.of(node.asString()).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  /** Empty too for a value that is none of its kind: operators hold odd numbers. */
  <T> Optional<T> value(@Nullable String pointer, Function<String, T> reader) {
    return text(pointer)
        .flatMap(text -> {
          try {
            return Optional.of(reader.apply(text));
          } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
          }
        });
  }

  /** A time in ISO-8601 with its offset. */
  Optional<Instant> time(@Nullable String pointer) {
    return value(
        pointer,
        text -> OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant());
  }

  OptionalDouble decimal(@Nullable String pointer) {
    return value(pointer, Double::valueOf).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }

  OptionalLong whole(@Nullable String pointer) {
    return value(pointer, Long::valueOf).map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  JsonNode at(String pointer) {
    return pointer.isEmpty() ? json : json.at(pointer);
  }
}

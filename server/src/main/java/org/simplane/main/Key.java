// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One setting: lower case, dots between levels, dashes inside words.
 *
 * @param usual its text when nobody gives one; empty for none
 * @param secret never shown
 * @param parse throws {@link IllegalArgumentException} with what is wrong
 */
record Key<T>(
    String name, String usual, String description, boolean secret, Function<String, T> parse) {

  static <T> Key<T> of(String name, String usual, String description, Function<String, T> parse) {
    return new Key<>(name, usual, description, false, parse);
  }

  /** One that need not be there. */
  static <T> Key<Optional<T>> optional(String name, String description, Function<String, T> parse) {
    return new Key<>(name, "", description, false, optional(parse));
  }

  static Key<Optional<String>> secret(String name, String description) {
    return new Key<>(name, "", description, true, optional(text -> text));
  }

  private static <T> Function<String, Optional<T>> optional(Function<String, T> parse) {
    return text -> text.isEmpty() ? Optional.empty() : Optional.of(parse.apply(text));
  }

  /** Such as {@code SIMPLANE_HTTP_PORT}. */
  String environment() {
    return "SIMPLANE_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}

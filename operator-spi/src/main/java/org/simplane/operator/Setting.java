// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.Map;
import java.util.Optional;

/**
 * A key that {@link OperatorPlatform#open} reads.
 *
 * @param defaultValue empty when the owner must give one
 * @param secret never shown again once stored
 */
public record Setting(
    String key, String description, Optional<String> defaultValue, boolean secret) {

  public static Setting required(String key, String description) {
    return new Setting(key, description, Optional.empty(), false);
  }

  public static Setting secret(String key, String description) {
    return new Setting(key, description, Optional.empty(), true);
  }

  public static Setting optional(String key, String description, String defaultValue) {
    return new Setting(key, description, Optional.of(defaultValue), false);
  }

  /**
   * What an account's settings say.
   *
   * @throws IllegalArgumentException if the key is neither given nor has a default
   */
  public String in(Map<String, String> settings) {
    String given = settings.get(key);
    if (given != null && !given.isBlank()) {
      return given;
    }
    return defaultValue.orElseThrow(
        () -> new IllegalArgumentException("The setting '" + key + "' is missing: " + description));
  }
}

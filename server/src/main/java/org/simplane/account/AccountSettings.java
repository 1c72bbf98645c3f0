// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.simplane.Failure.Invalid.Problem;
import org.simplane.db.Secrets;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Setting;
import tools.jackson.databind.json.JsonMapper;

/**
 * An account's settings, parted into those that are shown and those that are not.
 *
 * @param open by key
 * @param secret by key; never logged, never in an answer
 */
record AccountSettings(Map<String, String> open, Map<String, String> secret) {

  private static final int LONGEST = 8_192;

  AccountSettings {
    open = Map.copyOf(open);
    secret = Map.copyOf(secret);
  }

  static AccountSettings of(OperatorPlatform platform, Map<String, String> all) {
    Map<String, String> open = new TreeMap<>();
    Map<String, String> secret = new TreeMap<>();
    Set<String> secretKeys = secretKeys(platform);
    all.forEach((key, value) -> (secretKeys.contains(key) ? secret : open).put(key, value));
    return new AccountSettings(open, secret);
  }

  static Set<String> secretKeys(OperatorPlatform platform) {
    return Set.copyOf(
        platform.settings().stream().filter(Setting::secret).map(Setting::key).toList());
  }

  /** What is wrong with the settings given for a platform: keys it does not know, keys it needs. */
  static List<Problem> problems(OperatorPlatform platform, Map<String, String> all) {
    List<Problem> problems = new ArrayList<>();
    Set<String> known = Set.copyOf(platform.settings().stream().map(Setting::key).toList());
    for (Map.Entry<String, String> entry : new TreeMap<>(all).entrySet()) {
      String field = "settings." + entry.getKey();
      if (!known.contains(entry.getKey())) {
        problems.add(
            new Problem(
                field,
                "is not a setting of '"
                    + platform.name()
                    + "'; there are "
                    + known.stream().sorted().toList()));
      } else if (entry.getValue().length() > LONGEST) {
        problems.add(new Problem(field, "is longer than " + LONGEST + " characters"));
      }
    }
    for (Setting setting : platform.settings()) {
      if (setting.defaultValue().isEmpty() && all.getOrDefault(setting.key(), "").isBlank()) {
        problems.add(
            new Problem("settings." + setting.key(), "is missing: " + setting.description()));
      }
    }
    return problems;
  }

  /**
   * With the platform's defaults for what is not set, as {@link OperatorPlatform#open} wants them.
   */
  Map<String, String> complete(OperatorPlatform platform) {
    Map<String, String> complete = new TreeMap<>();
    for (Setting setting : platform.settings()) {
      setting.defaultValue().ifPresent(value -> complete.put(setting.key(), value));
    }
    complete.putAll(open);
    complete.putAll(secret);
    return complete;
  }

  Map<String, String> all() {
    Map<String, String> all = new TreeMap<>(open);
    all.putAll(secret);
    return all;
  }

  byte @Nullable [] seal(Secrets secrets, long account) {
    return secret.isEmpty()
        ? null
        : secrets.seal(
            JsonMapper.shared().writeValueAsString(secret).getBytes(StandardCharsets.UTF_8),
            context(account));
  }

  static AccountSettings unseal(StoredAccount stored, Secrets secrets) {
    byte[] sealed = stored.secrets();
    Map<String, String> secret = new TreeMap<>();
    if (sealed != null) {
      byte[] opened = secrets.open(sealed, context(stored.account().id()));
      JsonMapper.shared()
          .readTree(opened)
          .properties()
          .forEach(entry -> secret.put(entry.getKey(), entry.getValue().asString()));
    }
    return new AccountSettings(stored.account().settings(), secret);
  }

  /** Ties what is encrypted to its row: copied to another account, it cannot be read. */
  private static String context(long account) {
    return "operator_account/" + account;
  }

  @Override
  public String toString() {
    return "AccountSettings[open=" + open + ", secret=" + secret.keySet() + "]";
  }
}

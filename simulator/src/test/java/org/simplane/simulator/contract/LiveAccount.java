// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.simplane.operator.SubscriptionRef;

/**
 * A real account to run the contracts against, named by {@code -Doperator.live=<file>}: a
 * properties file with {@code platform} (such as {@code nce}), the platform's settings, and {@code
 * sim.active}, the operator's key of an active SIM that may be switched off and on; where the key
 * is not its ICCID, that is {@code sim.active.iccid}.
 */
record LiveAccount(String platform, Map<String, String> settings, SubscriptionRef activeSim) {

  private static final String SWITCH = "operator.live";

  /** Empty unless the switch is given and its file is for this platform. */
  static Optional<LiveAccount> of(String platform) {
    String file = System.getProperty(SWITCH, "");
    if (file.isBlank()) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("The account file of -D" + SWITCH + " cannot be read", e);
    }
    Map<String, String> settings = new HashMap<>();
    properties.forEach((key, value) -> settings.put(String.valueOf(key), String.valueOf(value)));
    String key = taken(settings, "sim.active");
    String iccid =
        settings.containsKey("sim.active.iccid") ? taken(settings, "sim.active.iccid") : key;
    LiveAccount account =
        new LiveAccount(taken(settings, "platform"), settings, new SubscriptionRef(key, iccid));
    return Optional.of(account).filter(a -> a.platform().equals(platform));
  }

  private static String taken(Map<String, String> settings, String key) {
    String value = settings.remove(key);
    if (value == null) {
      throw new IllegalArgumentException("The account file names no '" + key + "'");
    }
    return value;
  }

  @Override
  public String toString() {
    return "LiveAccount[" + platform + "]";
  }
}

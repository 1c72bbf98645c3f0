// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens given out: each is good until its own end, however many there are (changelog of October
 * 2021).
 */
final class NceTokens {

  /**
   * As long as those recorded since October 2021, so that clients and proxies meet them here first.
   */
  private static final int BYTES = 2232;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Instant> ends = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Duration life;

  NceTokens(Clock clock, Duration life) {
    this.clock = clock;
    this.life = life;
  }

  String issue() {
    Instant now = clock.instant();
    ends.values().removeIf(end -> !end.isAfter(now));
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    ends.put(token, now.plus(life));
    return token;
  }

  boolean isGood(String token) {
    Instant end = ends.get(token);
    return end != null && end.isAfter(clock.instant());
  }

  void expireAll() {
    ends.clear();
  }

  Duration life() {
    return life;
  }
}

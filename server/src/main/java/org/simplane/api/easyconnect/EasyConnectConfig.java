// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the dialect.
 *
 * @param tokenLife how long a token serves
 * @param changeLimit how long a PUT waits for its change to take effect
 * @param requestsPerSecond what each organisation's requests below {@code /sims} are limited to,
 *     unless another number is set for it; 0: no limit
 * @param orderRequests what each address's requests below {@code /orders}, {@code /products} and
 *     {@code /support} are limited to in five minutes; 0: no limit
 * @param host the dialect's own host name, at whose root the explorer is; in lower case
 * @param publicUrl where clients reach this server; empty when it is where their requests say
 */
public record EasyConnectConfig(
    Duration tokenLife,
    Duration changeLimit,
    int requestsPerSecond,
    int orderRequests,
    Optional<String> host,
    Optional<URI> publicUrl) {

  /** The document's 240 minutes; its example's 3,599 s can be set. */
  public static final EasyConnectConfig DEFAULT =
      new EasyConnectConfig(
          Duration.ofMinutes(240),
          Duration.ofSeconds(20),
          10,
          100,
          Optional.empty(),
          Optional.empty());

  public EasyConnectConfig {
    if (!tokenLife.isPositive() || !changeLimit.isPositive()) {
      throw new IllegalArgumentException(
          "A token's life and a change's limit are more than nothing");
    }
    if (requestsPerSecond < 0 || orderRequests < 0) {
      throw new IllegalArgumentException("Limits of requests are 0 or more");
    }
  }

  public EasyConnectConfig withRequestsPerSecond(int number) {
    return new EasyConnectConfig(tokenLife, changeLimit, number, orderRequests, host, publicUrl);
  }

  public EasyConnectConfig withChangeLimit(Duration limit) {
    return new EasyConnectConfig(
        tokenLife, limit, requestsPerSecond, orderRequests, host, publicUrl);
  }

  public EasyConnectConfig withOrderRequests(int number) {
    return new EasyConnectConfig(
        tokenLife, changeLimit, requestsPerSecond, number, host, publicUrl);
  }
}

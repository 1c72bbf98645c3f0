// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Duration;
import java.util.UUID;

/**
 * How webhooks are told.
 *
 * @param node names this process among those on one database; a new one at every start
 * @param privateAddresses whether they may be at loopback and private addresses
 * @param timeLimit for one request, from the first try to connect to the end of the answer
 * @param concurrency how many requests are under way to one webhook at a time
 * @param failAfter a webhook that took nothing for so long has failed
 * @param lease how long after the end of a process its webhooks are told by another
 * @param keepDead how long dead letters are kept
 */
public record WebhookConfig(
    String node,
    boolean privateAddresses,
    Duration timeLimit,
    int concurrency,
    Duration failAfter,
    Duration lease,
    Duration keepDead) {

  public static WebhookConfig of(
      boolean privateAddresses, Duration timeLimit, Duration failAfter, Duration keepDead) {
    return new WebhookConfig(
        UUID.randomUUID().toString(),
        privateAddresses,
        timeLimit,
        16,
        failAfter,
        Duration.ofSeconds(10),
        keepDead);
  }
}

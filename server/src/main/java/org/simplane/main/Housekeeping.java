// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.time.Duration;
import org.simplane.db.Partitions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done a few times a day on every node, where several nodes do no harm to each other. */
final class Housekeeping implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration EVERY = Duration.ofHours(6);

  private final Partitions partitions;
  private final Features features;
  private final Thread thread = Thread.ofVirtual().name("housekeeping").unstarted(this::run);

  Housekeeping(Partitions partitions, Features features) {
    this.partitions = partitions;
    this.features = features;
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (true) {
      try {
        Thread.sleep(EVERY);
        partitions.keep();
        features.purge();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.warn("What is old will be looked after again in {}", EVERY, e);
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the slots that this node has leased, so that they stay its own while it uses them. */
public final class AccountUpkeep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AccountUpkeep.class);
  private static final Duration EVERY = Duration.ofMillis(1_500);

  private final Accounts accounts;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("account-upkeep").unstarted(this::run);

  public AccountUpkeep(Accounts accounts) {
    this.accounts = accounts;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (true) {
      try {
        if (stopped.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        accounts.open().renewSlots();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Slots could not be renewed", e);
      }
    }
  }

  @Override
  public void close() {
    stopped.countDown();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api;

import java.util.function.BooleanSupplier;

/**
 * Whether this node can do its work. Not before {@link #ready}, and only while its database
 * answers.
 */
public final class Health {

  private final BooleanSupplier database;
  private volatile boolean ready;

  /**
   * @param database asked for every answer; must be quick
   */
  public Health(BooleanSupplier database) {
    this.database = database;
  }

  public void ready() {
    ready = true;
  }

  /** So that load balancers turn away before it is gone. */
  public void stopping() {
    ready = false;
  }

  boolean isReady() {
    return ready && database.getAsBoolean();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/** What can be set anew of a subscription's connection. */
public enum Reset {
  /**
   * The device is taken off the network, and comes back by itself. To be done twice does no more
   * harm than once, so the core repeats one whose answer was lost.
   */
  CONNECTIVITY
}

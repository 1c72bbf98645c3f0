// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.List;
import java.util.Optional;

/**
 * Some of the subscriptions asked for.
 *
 * @param next cursor of the page that follows, which tells the number of a row: to be sealed before
 *     it is shown; empty at the end
 */
public record SubscriptionPage(
    List<Subscription> subscriptions, Optional<String> next, Total total) {

  public SubscriptionPage {
    subscriptions = List.copyOf(subscriptions);
  }

  /**
   * How many there are on all pages.
   *
   * @param exact false when there are more: counting stopped at the limit
   */
  public record Total(long count, boolean exact) {}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.util.List;

/** Which subscriptions, and what of each. */
public sealed interface Target {

  /** How many subscriptions are meant. */
  int size();

  /** Whether a wish of that kind is among them. */
  default boolean isOf(Wish.Kind kind) {
    return switch (this) {
      case Each(List<Wanted> wanted) -> wanted.stream().anyMatch(one -> one.wish().kind() == kind);
      case Same(List<Long> _, Wish wish) -> wish.kind() == kind;
    };
  }

  /**
   * A wish of its own for each; one subscription may be named more than once, its wishes are then
   * done in order.
   */
  record Each(List<Wanted> wanted) implements Target {

    public Each {
      wanted = List.copyOf(wanted);
    }

    @Override
    public int size() {
      return wanted.size();
    }
  }

  /** The same for all. */
  record Same(List<Long> subscriptions, Wish wish) implements Target {

    public Same {
      subscriptions = List.copyOf(subscriptions);
    }

    @Override
    public int size() {
      return subscriptions.size();
    }
  }

  record Wanted(long subscription, Wish wish) {}

  static Target one(long subscription, Wish wish) {
    return new Each(List.of(new Wanted(subscription, wish)));
  }
}

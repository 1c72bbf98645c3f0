// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/**
 * Who had some subscriptions when. Only those that were ever moved are in here; the others have
 * always been their organisation's.
 */
public final class Owners {

  /** A time in which an organisation had a subscription; {@code until} is exclusive. */
  record Period(long subscription, long organisation, Instant from, Instant until) {}

  private final Map<Long, List<Period>> periods;

  private Owners(Map<Long, List<Period>> periods) {
    this.periods = periods;
  }

  /** One look at the subscriptions' primary keys where none was moved. */
  public static Owners ofMoved(Handle handle, Collection<Long> subscriptions) {
    Map<Long, List<Period>> periods = new HashMap<>();
    for (Period period : OwnerStore.periods(handle, subscriptions)) {
      periods.computeIfAbsent(period.subscription(), _ -> new ArrayList<>()).add(period);
    }
    return new Owners(periods);
  }

  public boolean isEmpty() {
    return periods.isEmpty();
  }

  /** Empty where the subscription was never moved. */
  public OptionalLong at(long subscription, Instant instant) {
    return periods.getOrDefault(subscription, List.of()).stream()
        .filter(period -> !instant.isBefore(period.from()) && instant.isBefore(period.until()))
        .mapToLong(Period::organisation)
        .findFirst();
  }
}

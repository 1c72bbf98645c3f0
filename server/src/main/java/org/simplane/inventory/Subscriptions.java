// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.Scope;
import org.simplane.db.Database;
import org.simplane.operator.Iccid;

/**
 * The inventory. What is outside a caller's scope is answered like what does not exist. Safe for
 * use by many threads.
 */
public final class Subscriptions {

  private final Database database;
  private final List<SubscriptionListener> listeners;
  private final Clock clock;

  public Subscriptions(Database database, List<SubscriptionListener> listeners, Clock clock) {
    this.database = database;
    this.listeners = List.copyOf(listeners);
    this.clock = clock;
  }

  /** By its number in any writing: with or without check digit. */
  public Optional<Subscription> find(Scope scope, Iccid iccid) {
    String core = iccid.core();
    return database.read(handle -> SubscriptionStore.find(scope, handle, core));
  }

  public Optional<Subscription> find(Scope scope, long id) {
    return database.read(handle -> SubscriptionStore.find(scope, handle, id));
  }

  /** Those of the ids that there are, in the order asked. */
  public List<Subscription> findAll(Scope scope, Collection<Long> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<Long, Subscription> found = new HashMap<>();
    database
        .read(handle -> SubscriptionStore.findAll(scope, handle, ids))
        .forEach(subscription -> found.put(subscription.id(), subscription));
    List<Subscription> ordered = new ArrayList<>(found.size());
    for (Long id : ids) {
      Subscription subscription = found.remove(id);
      if (subscription != null) {
        ordered.add(subscription);
      }
    }
    return ordered;
  }

  /** The key is the number as it was asked with; numbers that are not known are absent. */
  public Map<String, Subscription> findByIccids(Scope scope, Collection<Iccid> iccids) {
    if (iccids.isEmpty()) {
      return Map.of();
    }
    List<String> cores = iccids.stream().map(Iccid::core).distinct().toList();
    Map<String, Subscription> byCore = new HashMap<>();
    for (Subscription found :
        database.read(handle -> SubscriptionStore.findByCores(scope, handle, cores))) {
      found.identity().iccid().ifPresent(iccid -> byCore.put(iccid.core(), found));
    }
    Map<String, Subscription> byText = new LinkedHashMap<>();
    for (Iccid iccid : iccids) {
      Subscription found = byCore.get(iccid.core());
      if (found != null) {
        byText.put(iccid.digits(), found);
      }
    }
    return byText;
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.simplane.Caller;
import org.simplane.Transaction;
import org.simplane.connectivity.DeviceWatch.Sighting;
import org.simplane.db.Database;
import org.simplane.db.Partitions;

/**
 * Takes what happened to subscriptions on their networks. Each event counts once, however often it
 * is told. Safe for use by many threads.
 */
public final class NetworkEvents {

  private static final Set<String> ON_THE_NETWORK =
      Set.of("ATTACH", "LOCATION_UPDATE", "SESSION_START");

  private final Database database;
  private final Partitions partitions;
  private final DeviceWatch devices;
  private final AttachListener listener;

  public NetworkEvents(
      Database database, Partitions partitions, DeviceWatch devices, AttachListener listener) {
    this.database = database;
    this.partitions = partitions;
    this.devices = devices;
    this.listener = listener;
  }

  /**
   * Stores events with all that follows from them. To be called outside a transaction.
   *
   * @return the ids of those that were new
   */
  public Set<String> take(Caller caller, Collection<NewEvent> events) {
    if (events.isEmpty()) {
      return Set.of();
    }
    partitions.ensure("network_event", events.stream().map(NewEvent::at).toList());
    return database.inTransaction(transaction -> store(transaction, caller, List.copyOf(events)));
  }

  private Set<String> store(Transaction transaction, Caller caller, List<NewEvent> events) {
    Set<String> fresh = EventStore.insert(transaction, events);
    List<NewEvent> told =
        events.stream()
            .filter(event -> fresh.contains(event.id()))
            .sorted(Comparator.comparing(NewEvent::at))
            .toList();
    devices.seen(transaction, caller, sightings(told));
    Set<Long> attached = new TreeSet<>();
    told.stream()
        .filter(event -> ON_THE_NETWORK.contains(event.kind()))
        .forEach(event -> attached.add(event.subscription()));
    if (!attached.isEmpty()) {
      listener.attached(transaction, attached);
    }
    return fresh;
  }

  private static List<Sighting> sightings(List<NewEvent> events) {
    return events.stream()
        .flatMap(event ->
            event.imei().map(imei -> new Sighting(event.subscription(), imei, event.at())).stream())
        .toList();
  }
}

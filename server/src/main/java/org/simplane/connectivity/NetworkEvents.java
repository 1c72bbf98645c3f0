// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.simplane.Caller;
import org.simplane.Transaction;
import org.simplane.connectivity.DeviceWatch.Sighting;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.inventory.Owners;
import org.simplane.notification.Outbox;
import org.simplane.operator.Imei;

/**
 * Takes what happened to subscriptions on their networks, with all that follows from it: where they
 * are, which device they are in, who listens. Each event counts once, however often it is told.
 * Safe for use by many threads.
 */
public final class NetworkEvents {

  /** What the outbox calls them. */
  public static final String OUTBOX_KIND = "network.event";

  private static final Set<String> ON_THE_NETWORK =
      Set.of(Kinds.ATTACH, Kinds.LOCATION_UPDATE, Kinds.SESSION_START);

  private final Database database;
  private final Partitions partitions;
  private final DeviceWatch devices;
  private final Outbox outbox;
  private final Audience audience;
  private final AttachListener listener;

  public NetworkEvents(
      Database database,
      Partitions partitions,
      DeviceWatch devices,
      Outbox outbox,
      Audience audience,
      AttachListener listener) {
    this.database = database;
    this.partitions = partitions;
    this.devices = devices;
    this.outbox = outbox;
    this.audience = audience;
    this.listener = listener;
  }

  /**
   * Stores events. To be called outside a transaction. One of a time before the SIM's last move is
   * stored for the organisation that had it then.
   *
   * @return the ids of those that were new
   */
  public Set<String> take(Caller caller, Collection<NewEvent> events) {
    if (events.isEmpty()) {
      return Set.of();
    }
    List<NewEvent> ordered = owned(events).stream().sorted(Movement.IN_ORDER).toList();
    partitions.ensure("network_event", ordered.stream().map(NewEvent::at).toList());
    if (ordered.stream().anyMatch(event -> event.imei().isPresent())) {
      partitions.ensure("imei_change", ordered.stream().map(NewEvent::at).toList());
    }
    return database.inTransaction(transaction -> store(transaction, caller, ordered));
  }

  private List<NewEvent> owned(Collection<NewEvent> events) {
    Owners owners =
        database.read(handle ->
            Owners.ofMoved(
                handle, events.stream().map(NewEvent::subscription).distinct().toList()));
    return owners.isEmpty()
        ? List.copyOf(events)
        : events.stream()
            .map(event ->
                new NewEvent(
                    event.id(),
                    event.at(),
                    event.subscription(),
                    owners.at(event.subscription(), event.at()).orElse(event.organisation()),
                    event.kind(),
                    event.source(),
                    event.network(),
                    event.radio(),
                    event.imei(),
                    event.detail()))
            .toList();
  }

  private Set<String> store(Transaction transaction, Caller caller, List<NewEvent> events) {
    Map<String, Long> fresh = EventStore.insert(transaction, events);
    List<NewEvent> told = events.stream().filter(event -> fresh.containsKey(event.id())).toList();
    // The SIM first, then what hangs on it: in the order in which a transfer locks them.
    devices.seen(transaction, caller, sightings(told));
    move(transaction, told);
    tell(transaction, told, fresh);
    Set<Long> attached = new TreeSet<>();
    told.stream()
        .filter(event -> ON_THE_NETWORK.contains(event.kind()))
        .forEach(event -> attached.add(event.subscription()));
    if (!attached.isEmpty()) {
      listener.attached(transaction, attached);
    }
    return Set.copyOf(fresh.keySet());
  }

  private static void move(Transaction transaction, List<NewEvent> told) {
    List<NewEvent> moves = told.stream().filter(Movement::isOne).toList();
    if (moves.isEmpty()) {
      return;
    }
    List<Long> subscriptions = Movement.subscriptions(moves);
    Map<Long, Presence> before = PresenceStore.lock(transaction, subscriptions);
    Map<Long, Presence> after = new HashMap<>();
    for (NewEvent event : moves) {
      after.compute(
          event.subscription(),
          (id, known) ->
              Movement.after(
                  known != null ? known : before.getOrDefault(id, Presence.none(id)), event));
    }
    PresenceStore.write(
        transaction,
        subscriptions.stream()
            .map(id -> Objects.requireNonNull(after.get(id)))
            .filter(presence -> !presence.equals(before.get(presence.subscription())))
            .toList());
  }

  private void tell(Transaction transaction, List<NewEvent> told, Map<String, Long> numbers) {
    List<NewEvent> heard =
        told.stream().filter(event -> audience.listens(event.organisation())).toList();
    if (heard.isEmpty()) {
      return;
    }
    Map<Long, EventStore.Subject> subjects =
        EventStore.subjects(transaction, Movement.subscriptions(heard));
    List<Outbox.Event> events = new ArrayList<>();
    for (NewEvent event : heard) {
      EventStore.Subject subject = subjects.get(event.subscription());
      if (subject != null) {
        Map<String, Object> body = new LinkedHashMap<>(subject.facts());
        body.put("id", numbers.getOrDefault(event.id(), 0L));
        body.put("at", event.at().toString());
        body.put("kind", event.kind());
        body.put("source", event.source().name());
        event.network().ifPresent(plmn -> NetworkNames.describe(plmn, body));
        event.radio().ifPresent(radio -> body.put("rat", radio));
        event.imei().map(Imei::digits).ifPresent(imei -> body.put("imei", imei));
        body.put("detail", Movement.detail(event.detail()));
        events.add(
            new Outbox.Event(
                event.organisation(),
                OUTBOX_KIND,
                "subscription",
                subject.id(),
                subject.name(),
                body));
      }
    }
    outbox.publish(transaction, events);
  }

  private static List<Sighting> sightings(List<NewEvent> events) {
    return events.stream()
        .flatMap(event ->
            event.imei().map(imei -> new Sighting(event.subscription(), imei, event.at())).stream())
        .toList();
  }
}

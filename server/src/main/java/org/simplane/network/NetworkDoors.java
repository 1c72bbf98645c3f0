// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.network.DeviceWatch.Sighting;
import org.simplane.network.NetworkStore.KnownSim;
import org.simplane.network.NetworkStore.StoredEvent;
import org.simplane.operator.Imei;
import org.simplane.operator.Plmn;
import tools.jackson.databind.node.ObjectNode;

/**
 * The doors through which the own network tells what happened on it: events and messages. A line is
 * about one SIM within the sender's scope; each event counts once, however often it is sent. Safe
 * for use by many threads.
 */
public final class NetworkDoors {

  private static final Pattern KIND = Pattern.compile("[A-Z][A-Z_]{0,39}");
  private static final int LONGEST_WORD = 40;

  private final Database database;
  private final Partitions partitions;
  private final DeviceWatch devices;
  private final Clock clock;
  private final Duration retention;

  /**
   * @param retention how long events are kept; what is older is not taken
   */
  public NetworkDoors(
      Database database,
      Partitions partitions,
      DeviceWatch devices,
      Clock clock,
      Duration retention) {
    this.database = database;
    this.partitions = partitions;
    this.devices = devices;
    this.clock = clock;
    this.retention = retention;
  }

  /** Takes network events; takes {@link Permission#UPLOAD_USAGE}. */
  public Report events(Caller caller, InputStream ndjson) throws IOException {
    caller.require(Permission.UPLOAD_USAGE);
    Delivery delivery = new Delivery(clock, retention);
    return delivery.read(
        new BufferedInputStream(ndjson), lines -> storeEvents(caller, delivery, lines));
  }

  /** Takes messages sent by devices; takes {@link Permission#UPLOAD_USAGE}. */
  public Report messages(Caller caller, InputStream ndjson) throws IOException {
    caller.require(Permission.UPLOAD_USAGE);
    Delivery delivery = new Delivery(clock, retention);
    return delivery.read(
        new BufferedInputStream(ndjson), lines -> storeMessages(caller, delivery, lines));
  }

  private Set<String> storeEvents(Caller caller, Delivery delivery, List<Delivery.Line> lines) {
    Map<Long, KnownSim> sims = sims(caller, delivery, lines);
    List<StoredEvent> events = new ArrayList<>(lines.size());
    for (Delivery.Line line : lines) {
      KnownSim sim = sims.get(line.number());
      if (sim != null) {
        event(delivery, line, sim).ifPresent(events::add);
      }
    }
    if (events.isEmpty()) {
      return Set.of();
    }
    partitions.ensure("network_event", events.stream().map(StoredEvent::at).toList());
    return database.inTransaction(transaction -> {
      Set<String> fresh = NetworkStore.insertEvents(transaction, events);
      List<Sighting> sightings =
          events.stream()
              .filter(event -> fresh.contains(event.id()))
              .sorted(Comparator.comparing(StoredEvent::at))
              .flatMap(event ->
                  event
                      .imei()
                      .map(imei -> new Sighting(event.subscription(), imei, event.at()))
                      .stream())
              .toList();
      devices.seen(transaction, caller, sightings);
      return fresh;
    });
  }

  private static Optional<StoredEvent> event(Delivery delivery, Delivery.Line line, KnownSim sim) {
    ObjectNode json = line.json();
    String kind = json.path("kind").asString("").toUpperCase(Locale.ROOT);
    if (!KIND.matcher(kind).matches()) {
      delivery.reject(
          line.number(),
          line.id(),
          "kind: has to be a word of letters and underscores, such as ATTACH");
      return Optional.empty();
    }
    String rat = json.path("rat").asString("");
    if (rat.length() > LONGEST_WORD) {
      delivery.reject(
          line.number(), line.id(), "rat: has to be shorter than " + LONGEST_WORD + " characters");
      return Optional.empty();
    }
    try {
      Optional<Plmn> plmn = given(json, "plmn").map(Plmn::of);
      Optional<Imei> imei = given(json, "imei").map(Imei::of);
      json.remove(List.of("id", "at", "kind", "iccid", "imsi", "plmn", "imei", "rat"));
      return Optional.of(
          new StoredEvent(
              line.id(),
              line.at(),
              sim.id(),
              sim.organisation(),
              kind,
              plmn,
              rat.isEmpty() ? Optional.empty() : Optional.of(rat),
              imei,
              json.toString()));
    } catch (IllegalArgumentException e) {
      delivery.reject(line.number(), line.id(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Set<String> storeMessages(Caller caller, Delivery delivery, List<Delivery.Line> lines) {
    Map<Long, KnownSim> sims = sims(caller, delivery, lines);
    List<Delivery.Line> known = new ArrayList<>(lines.size());
    for (Delivery.Line line : lines) {
      if (sims.containsKey(line.number())) {
        if (given(line.json(), "text").isEmpty() && given(line.json(), "data").isEmpty()) {
          delivery.reject(line.number(), line.id(), "text, data: one has to be there");
        } else {
          known.add(line);
        }
      }
    }
    if (known.isEmpty()) {
      return Set.of();
    }
    partitions.ensure("network_sms", known.stream().map(Delivery.Line::at).toList());
    return database.inTransaction(
        transaction -> NetworkStore.insertMessages(transaction, known, sims));
  }

  /** By line number; a line about a SIM out of the caller's sight is rejected. */
  private Map<Long, KnownSim> sims(Caller caller, Delivery delivery, List<Delivery.Line> lines) {
    List<Delivery.Line> byIccid = lines.stream().filter(line -> line.iccid().isPresent()).toList();
    List<Delivery.Line> byImsi = lines.stream().filter(line -> line.iccid().isEmpty()).toList();
    Map<Long, KnownSim> found =
        database.read(handle -> NetworkStore.sims(caller.scope(), handle, byIccid, byImsi));
    for (Delivery.Line line : lines) {
      if (!found.containsKey(line.number())) {
        delivery.reject(line.number(), line.id(), "No SIM of that number on the own network");
      }
    }
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Optional<String> given(ObjectNode json, String field) {
    return Optional.of(json.path(field).asString("")).filter(text -> !text.isEmpty());
  }
}

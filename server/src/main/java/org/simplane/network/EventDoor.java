// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.connectivity.NetworkEvent;
import org.simplane.connectivity.NetworkEvents;
import org.simplane.connectivity.NewEvent;
import org.simplane.db.Database;
import org.simplane.network.NetworkStore.KnownSim;
import org.simplane.operator.Imei;
import org.simplane.operator.Plmn;
import tools.jackson.databind.node.ObjectNode;

/**
 * The door through which the own network tells what devices did. A line is about one SIM within the
 * sender's scope; each event counts once, however often it is sent. Safe for use by many threads.
 */
public final class EventDoor {

  private static final Pattern KIND = Pattern.compile("[A-Z][A-Z_]{0,39}");
  private static final int LONGEST_WORD = 40;

  private final OwnSims sims;
  private final NetworkEvents events;
  private final Clock clock;
  private final Duration retention;

  /**
   * @param retention how long events are kept; what is older is not taken
   */
  public EventDoor(Database database, NetworkEvents events, Clock clock, Duration retention) {
    this.sims = new OwnSims(database);
    this.events = events;
    this.clock = clock;
    this.retention = retention;
  }

  /** Takes {@link Permission#UPLOAD_USAGE}. */
  public Report take(Caller caller, InputStream ndjson) throws IOException {
    caller.require(Permission.UPLOAD_USAGE);
    Delivery delivery = new Delivery(clock, retention);
    return delivery.read(new BufferedInputStream(ndjson), lines -> store(caller, delivery, lines));
  }

  private Set<String> store(Caller caller, Delivery delivery, List<Delivery.Line> lines) {
    Map<Long, KnownSim> known = sims.of(caller, delivery, lines);
    List<NewEvent> told = new ArrayList<>(lines.size());
    for (Delivery.Line line : lines) {
      KnownSim sim = known.get(line.number());
      if (sim != null) {
        event(delivery, line, sim).ifPresent(told::add);
      }
    }
    return events.take(caller, told);
  }

  private static Optional<NewEvent> event(Delivery delivery, Delivery.Line line, KnownSim sim) {
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
          new NewEvent(
              line.id(),
              line.at(),
              sim.id(),
              sim.organisation(),
              kind,
              NetworkEvent.Source.NETWORK,
              plmn,
              rat.isEmpty() ? Optional.empty() : Optional.of(rat),
              imei,
              json.toString()));
    } catch (IllegalArgumentException e) {
      delivery.reject(line.number(), line.id(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<String> given(ObjectNode json, String field) {
    return Optional.of(json.path(field).asString("")).filter(text -> !text.isEmpty());
  }
}

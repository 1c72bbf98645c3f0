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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.network.NetworkStore.KnownSim;
import tools.jackson.databind.node.ObjectNode;

/**
 * The door through which the own network hands over messages. A line is about one SIM within the
 * sender's scope; each message counts once, however often it is sent. Safe for use by many threads.
 */
public final class NetworkDoors {

  private final Database database;
  private final Partitions partitions;
  private final OwnSims sims;
  private final Clock clock;
  private final Duration retention;

  /**
   * @param retention how long messages are kept; what is older is not taken
   */
  public NetworkDoors(Database database, Partitions partitions, Clock clock, Duration retention) {
    this.database = database;
    this.partitions = partitions;
    this.sims = new OwnSims(database);
    this.clock = clock;
    this.retention = retention;
  }

  /** Takes messages sent by devices; takes {@link Permission#UPLOAD_USAGE}. */
  public Report messages(Caller caller, InputStream ndjson) throws IOException {
    caller.require(Permission.UPLOAD_USAGE);
    Delivery delivery = new Delivery(clock, retention);
    return delivery.read(
        new BufferedInputStream(ndjson), lines -> storeMessages(caller, delivery, lines));
  }

  private Set<String> storeMessages(Caller caller, Delivery delivery, List<Delivery.Line> lines) {
    Map<Long, KnownSim> found = sims.of(caller, delivery, lines);
    List<Delivery.Line> known = new ArrayList<>(lines.size());
    for (Delivery.Line line : lines) {
      if (found.containsKey(line.number())) {
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
        transaction -> NetworkStore.insertMessages(transaction, known, found));
  }

  private static Optional<String> given(ObjectNode json, String field) {
    return Optional.of(json.path(field).asString("")).filter(text -> !text.isEmpty());
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.simplane.Scope;
import org.simplane.connectivity.Presence.Session;
import org.simplane.connectivity.Presence.State;
import org.simplane.connectivity.PresenceStore.Told;
import org.simplane.db.Database;

/**
 * Who is attached and online on the own network, read from its events. Safe for use by many
 * threads.
 */
public final class Presences {

  private final Database database;

  public Presences(Database database) {
    this.database = database;
  }

  /** Empty where no such SIM is on the own network, or none in this scope. */
  public Optional<Presence> find(Scope scope, long subscription) {
    List<Told> told =
        database.read(handle -> PresenceStore.newestFirst(scope, handle, subscription));
    if (!told.isEmpty()) {
      return Optional.of(of(told));
    }
    return database.read(handle -> PresenceStore.isOwn(scope, handle, subscription))
        ? Optional.of(Presence.NONE)
        : Optional.empty();
  }

  /** The newest event that moves a SIM decides; where it is was told by the newest that says so. */
  static Presence of(List<Told> newestFirst) {
    State state = state(newestFirst);
    Optional<Told> located =
        newestFirst.stream().filter(event -> event.network().isPresent()).findFirst();
    Optional<Session> session =
        state == State.ONLINE
            ? newestFirst.stream()
                .filter(event -> event.kind().equals("SESSION_START"))
                .findFirst()
                .map(event -> new Session(event.at(), event.ipAddress()))
            : Optional.empty();
    Instant seen = newestFirst.getFirst().at();
    return new Presence(
        state,
        Optional.of(seen),
        located.map(Told::at),
        located.flatMap(Told::network),
        located.flatMap(Told::radio),
        located.flatMap(Told::imei),
        located.flatMap(Told::area),
        located.flatMap(Told::cell),
        session);
  }

  private static State state(List<Told> newestFirst) {
    for (Told event : newestFirst) {
      switch (event.kind()) {
        case "DETACH" -> {
          return State.OFFLINE;
        }
        case "SESSION_START" -> {
          return State.ONLINE;
        }
        case "ATTACH", "SESSION_END" -> {
          return State.ATTACHED;
        }
        default -> {
          // A location update says nothing of sessions; an older event does.
        }
      }
    }
    return State.ATTACHED;
  }
}

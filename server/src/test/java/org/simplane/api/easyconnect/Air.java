// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.Duration;
import org.simplane.catalog.Catalog;
import org.simplane.connectivity.AttachListener;
import org.simplane.connectivity.Audience;
import org.simplane.connectivity.DeviceWatch;
import org.simplane.connectivity.History;
import org.simplane.connectivity.NetworkEvents;
import org.simplane.connectivity.OperatorEvents;
import org.simplane.connectivity.Presences;
import org.simplane.db.Partitions;
import org.simplane.lifecycle.Restrictions;
import org.simplane.network.EventDoor;

/** What a {@link House} hears of its networks. */
final class Air {

  final Presences presences;
  final History history;
  final EventDoor door;

  Air(Catalog.Parts parts, Restrictions restrictions, Partitions partitions, MovableClock clock) {
    NetworkEvents events =
        new NetworkEvents(
            parts.database(),
            partitions,
            new DeviceWatch(parts.subscriptions(), restrictions, parts.audit(), parts.outbox()),
            parts.outbox(),
            Audience.NOBODY,
            AttachListener.NOOP);
    presences = new Presences(parts.database(), parts.accounts(), clock);
    history = new History(parts.database(), parts.accounts(), new OperatorEvents(events), clock);
    door = new EventDoor(parts.database(), events, clock, Duration.ofDays(90));
  }
}

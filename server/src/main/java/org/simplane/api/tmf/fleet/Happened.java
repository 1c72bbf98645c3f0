// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.fleet;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.simplane.notification.Outbox.StoredEvent;
import org.simplane.operator.Status;
import tools.jackson.databind.JsonNode;

/**
 * What happened to a subscription, as TM Forum APIs tell it: it came, reached a state, or changed.
 */
public enum Happened {
  CREATED,
  STATE_CHANGED,
  CHANGED,
  DELETED;

  /** The kinds of events that tell of subscriptions. */
  public static final Set<String> KINDS =
      Set.of(
          "subscription.added",
          "subscription.updated",
          "subscription.moved",
          "subscription.synchronised",
          "subscription.status-changed",
          "subscription.label-changed",
          "subscription.imei-lock-changed",
          "subscription.characteristic-changed");

  public static Happened of(StoredEvent event) {
    if (event.kind().equals("subscription.added")) {
      return CREATED;
    }
    Optional<Status> reached = reached(event);
    if (reached.isEmpty()) {
      return CHANGED;
    }
    return reached.get() == Status.DELETED ? DELETED : STATE_CHANGED;
  }

  /** The status that an event says was reached. */
  private static Optional<Status> reached(StoredEvent event) {
    JsonNode after = event.body().path("after");
    String text =
        switch (event.kind()) {
          case "subscription.status-changed" -> after.asString("");
          case "subscription.updated" -> after.path("status").asString("");
          default -> "";
        };
    String word = text.split("/", 2)[0];
    return Arrays.stream(Status.values()).filter(status -> status.name().equals(word)).findFirst();
  }
}

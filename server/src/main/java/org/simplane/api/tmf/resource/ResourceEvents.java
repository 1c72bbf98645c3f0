// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.resource;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.simplane.Scope;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.fleet.Happened;
import org.simplane.api.tmf.rest.Listeners;
import org.simplane.api.tmf.rest.Notification.Happening;
import org.simplane.api.tmf.rest.TmfVersion;
import org.simplane.notification.Outbox.StoredEvent;

/** What listeners of TMF639 are told: of the card or terminal of a subscription. */
public final class ResourceEvents {

  private static final String CREATE = "ResourceCreateEvent";
  private static final String STATE = "ResourceStateChangeEvent";
  private static final String VALUE = "ResourceAttributeValueChangeEvent";
  private static final String DELETE = "ResourceDeleteEvent";

  private ResourceEvents() {}

  /**
   * @param fleet asked for when an event is told
   */
  public static Listeners listeners(Supplier<Fleet> fleet) {
    return new Listeners(
        "tmf.resource-inventory.v4",
        "TMF639 Resource Inventory",
        TmfVersion.V4,
        Happened.KINDS,
        Map.of(
            CREATE, Listeners.path(CREATE),
            STATE, Listeners.path(STATE),
            VALUE, Listeners.path(VALUE),
            DELETE, Listeners.path(DELETE)),
        event -> tell(fleet.get(), event));
  }

  private static Optional<Happening> tell(Fleet fleet, StoredEvent event) {
    String type =
        switch (Happened.of(event)) {
          case CREATED -> CREATE;
          case STATE_CHANGED -> STATE;
          case CHANGED -> VALUE;
          case DELETED -> DELETE;
        };
    return fleet
        .find(Scope.of(event.organisation()), event.subjectId())
        .map(member ->
            ResourceWire.of(Resource.of(member).getFirst(), below -> ResourceRoutes.PATH + below))
        .map(resource ->
            new Happening(type, Optional.empty(), Optional.empty(), Map.of("resource", resource)));
  }
}

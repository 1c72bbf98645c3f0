// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.util.List;
import java.util.Optional;
import org.simplane.Permission;

/** {@code /event-kinds}: what webhooks and readers of events can be told of. */
final class EventKinds {

  /** A kind on the wire. */
  record Wire(String kind, String description) {}

  static final List<Wire> ALL =
      List.of(
          new Wire("job.finished", "A job has ended; how its items fared"),
          new Wire(
              "network.event",
              "Something happened to a SIM on its network: attached, a session began, and so on"),
          new Wire("order.changed", "An order has another state"),
          new Wire("quota.available", "A quota that was low or used up has enough again"),
          new Wire("quota.exhausted", "A quota is used up or has expired; its service is barred"),
          new Wire("quota.low", "Less than the threshold is left of a quota"),
          new Wire("sms.received", "A message from a device"),
          new Wire("sms.status", "A message to a device has reached its last status"),
          new Wire("subscription.added", "A SIM or terminal has come into the inventory"),
          new Wire("subscription.change-failed", "What was asked of a SIM did not come about"),
          new Wire("subscription.characteristic-changed", "A SIM has another tariff or the like"),
          new Wire("subscription.imei-changed", "A SIM is in another device"),
          new Wire("subscription.imei-lock-changed", "A SIM is tied to one device, or no longer"),
          new Wire("subscription.imei-lock-violated", "A locked SIM is in a foreign device"),
          new Wire("subscription.imei-locked", "A locked SIM has taken its device"),
          new Wire("subscription.label-changed", "A SIM has another label"),
          new Wire(
              "subscription.missing-at-operator", "An operator does not list a SIM any longer"),
          new Wire("subscription.moved", "A SIM belongs to another organisation"),
          new Wire("subscription.reset", "The network was told to forget where a SIM is"),
          new Wire("subscription.restricted", "A service of a SIM is barred, and why"),
          new Wire("subscription.restriction-lifted", "A cause for barring a service is gone"),
          new Wire("subscription.status-changed", "A SIM has another status"),
          new Wire("subscription.synchronised", "An operator told something new of a SIM"),
          new Wire("subscription.transferred", "A transfer of a SIM is done; told on both sides"),
          new Wire("subscription.updated", "Fields of a SIM were changed here"),
          new Wire("usage.consumption", "An operator counts another consumption of a SIM"),
          new Wire("usage.record", "A usage record was stored; one event each"),
          new Wire("webhook.failed", "A webhook took nothing for so long that it was given up"),
          new Wire("webhook.given-up", "Events that a webhook did not take are dead letters"));

  private EventKinds() {}

  static List<Route> routes() {
    return List.of(
        Route.get(
            "/event-kinds",
            Permission.READ_SUBSCRIPTIONS,
            _ -> Answer.ok(new ListWire<>(ALL, Optional.empty()))));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.activation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.simplane.Scope;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.fleet.Happened;
import org.simplane.api.tmf.fleet.Part;
import org.simplane.api.tmf.monitor.Monitor;
import org.simplane.api.tmf.monitor.MonitorWire;
import org.simplane.api.tmf.monitor.Monitors;
import org.simplane.api.tmf.rest.Listeners;
import org.simplane.api.tmf.rest.Notification.Happening;
import org.simplane.api.tmf.rest.TmfVersion;
import org.simplane.db.Database;
import org.simplane.notification.Outbox.StoredEvent;

/** What listeners of TMF640 are told: of services, and of monitors when they begin and end. */
public final class ActivationEvents {

  private static final String JOB_FINISHED = "job.finished";
  private static final String MONITOR_CREATED = "MonitorCreateEvent";
  private static final String MONITOR_CHANGED = "MonitorStateChangeEvent";

  /** Those of the definition; monitors neither change otherwise nor go while they matter. */
  private static final List<String> TYPES =
      List.of(
          "ServiceCreateEvent",
          "ServiceAttributeValueChangeEvent",
          "ServiceStateChangeEvent",
          "ServiceDeleteEvent",
          MONITOR_CREATED,
          "MonitorAttributeValueChangeEvent",
          MONITOR_CHANGED,
          "MonitorDeleteEvent");

  private final Supplier<Fleet> fleet;
  private final Database database;

  private ActivationEvents(Supplier<Fleet> fleet, Database database) {
    this.fleet = fleet;
    this.database = database;
  }

  /**
   * @param fleet asked for when an event is told
   */
  public static Listeners listeners(Supplier<Fleet> fleet, Database database) {
    Set<String> kinds = new HashSet<>(Happened.KINDS);
    kinds.add(JOB_FINISHED);
    kinds.add(Monitors.CREATED);
    return new Listeners(
        "tmf.service-activation.v4",
        "TMF640 Service Activation and Configuration",
        TmfVersion.V4,
        kinds,
        TYPES.stream().collect(Collectors.toMap(Function.identity(), Listeners::path)),
        new ActivationEvents(fleet, database)::tell);
  }

  private Optional<Happening> tell(StoredEvent event) {
    return switch (event.kind()) {
      case JOB_FINISHED -> monitor(event, MONITOR_CHANGED);
      case Monitors.CREATED -> monitor(event, MONITOR_CREATED);
      default -> service(event);
    };
  }

  private Optional<Happening> monitor(StoredEvent event, String type) {
    Optional<Monitor> monitor =
        Monitors.ofJob(database, Scope.of(event.organisation()), event.subjectId());
    return monitor.map(one ->
        new Happening(
            type,
            Optional.of(one.id()),
            Optional.empty(),
            Map.of("monitor", MonitorWire.of(one, ""))));
  }

  private Optional<Happening> service(StoredEvent event) {
    String type =
        switch (Happened.of(event)) {
          case CREATED -> "ServiceCreateEvent";
          case STATE_CHANGED -> "ServiceStateChangeEvent";
          case CHANGED -> "ServiceAttributeValueChangeEvent";
          case DELETED -> "ServiceDeleteEvent";
        };
    return fleet
        .get()
        .find(Scope.of(event.organisation()), event.subjectId())
        .map(member ->
            ServiceWire.of(
                member, "", ActivationRoutes.PATH + "/service/" + member.productId(Part.BUNDLE)))
        .map(service ->
            new Happening(type, Optional.empty(), Optional.empty(), Map.of("service", service)));
  }
}

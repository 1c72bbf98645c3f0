// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.usage;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.Scope;
import org.simplane.api.tmf.rest.Listeners;
import org.simplane.api.tmf.rest.Notification.Happening;
import org.simplane.api.tmf.rest.TmfVersion;
import org.simplane.db.Database;
import org.simplane.notification.Outbox;
import org.simplane.notification.Outbox.StoredEvent;

/** What listeners of TMF677 are told: that a question was put, is answered, was deleted. */
public final class UsageEvents {

  static final String CREATED = "tmf.usage-query-created";
  static final String FINISHED = "tmf.usage-query-finished";
  static final String DELETED = "tmf.usage-query-deleted";

  private static final String CREATE = "QueryUsageConsumptionCreateEvent";
  private static final String STATE = "QueryUsageConsumptionStateChangeEvent";
  private static final String DELETE = "QueryUsageConsumptionDeleteEvent";
  private static final String QUERY = "queryUsageConsumption";

  private final Database database;

  private UsageEvents(Database database) {
    this.database = database;
  }

  public static Listeners listeners(Database database) {
    return new Listeners(
        "tmf.usage-consumption.v4",
        "TMF677 Usage Consumption",
        TmfVersion.V4,
        Set.of(CREATED, FINISHED, DELETED),
        Map.of(
            CREATE, Listeners.path(CREATE),
            STATE, Listeners.path(STATE),
            DELETE, Listeners.path(DELETE)),
        new UsageEvents(database)::tell);
  }

  static Outbox.Event event(long organisation, String kind, String query) {
    return new Outbox.Event(
        organisation, kind, "organisation", organisation, query, Map.of("query", query));
  }

  private Optional<Happening> tell(StoredEvent event) {
    String id = event.body().path("query").asString("");
    if (event.kind().equals(DELETED)) {
      return Optional.of(
          new Happening(
              DELETE,
              Optional.of(id),
              Optional.empty(),
              Map.of(QUERY, Map.of("id", id, "@type", "QueryUsageConsumption"))));
    }
    Scope scope = Scope.of(event.organisation());
    return database
        .read(handle -> QueryStore.find(scope, handle, id, Instant.EPOCH))
        .map(query ->
            new Happening(
                event.kind().equals(CREATED) ? CREATE : STATE,
                Optional.of(id),
                Optional.empty(),
                Map.of(QUERY, QueryWire.of(query, ""))));
  }
}

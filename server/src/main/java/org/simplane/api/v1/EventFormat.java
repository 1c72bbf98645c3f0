// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.simplane.notification.Format;
import org.simplane.notification.Outbox.Position;
import org.simplane.notification.Outbox.StoredEvent;
import org.simplane.notification.Patience;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Events as this API shows them, one in each request, signed by Standard Webhooks. The message's id
 * is the event's.
 */
public final class EventFormat implements Format {

  static final String NAME = "standard";

  private static final Patience PATIENCE =
      new Patience(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofSeconds(30),
              Duration.ofMinutes(2),
              Duration.ofMinutes(10),
              Duration.ofMinutes(30),
              Duration.ofHours(1),
              Duration.ofHours(2),
              Duration.ofHours(4)),
          Duration.ofHours(72));

  private final Supplier<byte[]> key;
  private volatile Optional<Ids> ids = Optional.empty();

  /**
   * @param key of the ids that this API shows; asked for once, when it is needed
   */
  public EventFormat(Supplier<byte[]> key) {
    this.key = key;
  }

  /** The body of a request. */
  record Wire(String type, Instant timestamp, EventRoutes.Wire data) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "Events as /api/v1/events shows them, one in each request, signed by Standard Webhooks";
  }

  @Override
  public Set<String> kinds() {
    return Set.of("*");
  }

  @Override
  public boolean signed() {
    return true;
  }

  @Override
  public Patience patience() {
    return PATIENCE;
  }

  @Override
  public Optional<Letter> write(List<StoredEvent> events) {
    EventRoutes.Wire data = EventRoutes.Wire.of(events.getFirst(), ids());
    return Optional.of(
        new Letter(
            data.id(),
            "POST",
            Map.of(),
            Json.MAPPER.writeValueAsString(new Wire(data.kind(), data.at(), data))));
  }

  @Override
  public StoredEvent sample(long organisation, long webhook, Instant now) {
    return new StoredEvent(
        Position.START,
        now,
        organisation,
        "webhook.ping",
        "webhook",
        webhook,
        "ping",
        JsonNodeFactory.instance.objectNode());
  }

  private Ids ids() {
    Optional<Ids> known = ids;
    if (known.isEmpty()) {
      known = Optional.of(new Ids(key.get()));
      ids = known;
    }
    return known.get();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.simplane.notification.Format;
import org.simplane.notification.Outbox.Position;
import org.simplane.notification.Outbox.StoredEvent;
import org.simplane.notification.Patience;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The data stream: up to 3,000 objects in one array, in their order; an answer of 200 takes them,
 * and a request that fails holds up what is behind it.
 */
final class StreamFormat implements Format {

  static final StreamFormat EVENTS =
      new StreamFormat(
          "easyconnect.events",
          "network.event",
          "Easy Connect's stream of events: JSON arrays",
          _ -> true,
          StreamObjects::event);
  static final StreamFormat USAGE =
      new StreamFormat(
          "easyconnect.usage",
          "usage.record",
          "Easy Connect's stream of usage: JSON arrays",
          StreamObjects::isStreamed,
          StreamObjects::usage);

  private static final int MOST = 3000;
  private static final int MOST_STREAMS = 10;

  private final String name;
  private final String kind;
  private final String about;
  private final Predicate<StoredEvent> streamed;
  private final Function<StoredEvent, ?> object;

  private StreamFormat(
      String name,
      String kind,
      String about,
      Predicate<StoredEvent> streamed,
      Function<StoredEvent, ?> object) {
    this.name = name;
    this.kind = kind;
    this.about = about;
    this.streamed = streamed;
    this.object = object;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String about() {
    return about;
  }

  @Override
  public Set<String> kinds() {
    return Set.of(kind);
  }

  @Override
  public int maximumBatch() {
    return MOST;
  }

  /** Of events and usage together, as the original has it (contracts/easyconnect-1nce.md 7.3). */
  @Override
  public Optional<Most> most() {
    return Optional.of(new Most("Easy Connect streams", MOST_STREAMS));
  }

  @Override
  public boolean signed() {
    return false;
  }

  @Override
  public Patience patience() {
    return new Patience(
        List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1)),
        Duration.ofDays(7));
  }

  @Override
  public boolean accepts(int status) {
    return status == 200;
  }

  @Override
  public Optional<Letter> write(List<StoredEvent> events) {
    List<Object> objects = new ArrayList<>();
    events.stream().filter(streamed).forEach(event -> objects.add(object.apply(event)));
    if (objects.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Letter(
            Long.toString(events.getFirst().position().id()),
            "POST",
            Map.of(),
            WireJson.MAPPER.writeValueAsString(objects)));
  }

  @Override
  public StoredEvent sample(long organisation, long webhook, Instant now) {
    return new StoredEvent(
        Position.START,
        now,
        organisation,
        kind,
        "subscription",
        0,
        "0000000000000000000",
        JsonNodeFactory.instance.objectNode().put("at", now.toString()).put("kind", "TEST"));
  }
}

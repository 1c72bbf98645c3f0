// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.simplane.notification.Format;
import org.simplane.notification.Outbox.Position;
import org.simplane.notification.Outbox.StoredEvent;
import org.simplane.notification.Patience;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * How one API in one version tells its listeners of events: a POST to {@code
 * {callback}/listener/{eventName}} for each, unsigned, since TMF630 knows no signature.
 */
public final class Listeners implements Format {

  private static final String TEST = "hub.test";

  private static final Patience PATIENCE =
      new Patience(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofSeconds(30),
              Duration.ofMinutes(2),
              Duration.ofMinutes(10),
              Duration.ofHours(1),
              Duration.ofHours(4)),
          Duration.ofHours(72));

  /**
   * Puts an event into the words of an API; empty for what it has none for. May look up what the
   * event only names.
   */
  @FunctionalInterface
  public interface Teller {
    Optional<Notification.Happening> tell(StoredEvent event);
  }

  private final String name;
  private final String title;
  private final TmfVersion version;
  private final Set<String> kinds;
  private final Map<String, String> listeners;
  private final Teller teller;

  /**
   * @param name of the format, such as {@code tmf.product-inventory.v4}
   * @param title of the API, for people
   * @param kinds of our events that lead to some of its own
   * @param listeners by event type, the last part of the path where it is told, where that is not
   *     the event type with a small letter first; every event type is here
   */
  public Listeners(
      String name,
      String title,
      TmfVersion version,
      Set<String> kinds,
      Map<String, String> listeners,
      Teller teller) {
    this.name = name;
    this.title = title;
    this.version = version;
    this.kinds = Set.copyOf(kinds);
    this.listeners = Map.copyOf(listeners);
    this.teller = teller;
  }

  /** The usual path of an event type: {@code productCreateEvent} of {@code ProductCreateEvent}. */
  public static String path(String eventType) {
    return eventType.substring(0, 1).toLowerCase(Locale.ROOT) + eventType.substring(1);
  }

  Set<String> eventTypes() {
    return listeners.keySet();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String about() {
    return "Notifications of "
        + title
        + " ("
        + version
        + "), posted to /listener/... below the URL";
  }

  @Override
  public Set<String> kinds() {
    return kinds;
  }

  @Override
  public boolean signed() {
    return false;
  }

  @Override
  public Patience patience() {
    return PATIENCE;
  }

  @Override
  public Optional<Letter> write(List<StoredEvent> events) {
    return write(events, Optional.empty());
  }

  @Override
  public Optional<Letter> write(List<StoredEvent> events, Optional<String> query) {
    StoredEvent event = events.getFirst();
    Optional<Notification.Happening> happening =
        event.kind().equals(TEST) ? Optional.of(test()) : teller.tell(event);
    return happening.flatMap(what -> letter(event, what, query));
  }

  private Optional<Letter> letter(
      StoredEvent event, Notification.Happening happening, Optional<String> query) {
    String id = id(event.position());
    JsonNode body =
        TmfJson.MAPPER.valueToTree(Notification.of(happening, version, title, id, event.at()));
    if (query.isPresent()
        && !event.kind().equals(TEST)
        && !ListQuery.of(query.get()).filter().matches(body)) {
      return Optional.empty();
    }
    String type = happening.eventType();
    return Optional.of(
        new Letter(
            id,
            "POST",
            Map.of(),
            body.toString(),
            "/listener/" + listeners.getOrDefault(type, path(type))));
  }

  /** The same however often it is told. */
  private String id(Position position) {
    String seed = name + " " + position.transaction() + " " + position.id();
    return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Notification.Happening test() {
    return new Notification.Happening(
        listeners.keySet().stream().sorted().findFirst().orElseThrow(),
        Optional.empty(),
        Optional.of("A test of this listener; nothing has happened"),
        Map.of());
  }

  @Override
  public StoredEvent sample(long organisation, long webhook, Instant now) {
    return new StoredEvent(
        Position.START,
        now,
        organisation,
        TEST,
        "webhook",
        webhook,
        "test",
        JsonNodeFactory.instance.objectNode());
  }
}

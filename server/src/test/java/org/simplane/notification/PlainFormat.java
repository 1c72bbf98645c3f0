// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.notification.Outbox.Position;
import org.simplane.notification.Outbox.StoredEvent;
import tools.jackson.databind.node.JsonNodeFactory;

/** The names of subjects, one on each line. */
record PlainFormat(String name, int maximumBatch, boolean signed, Patience patience)
    implements Format {

  static final PlainFormat SIGNED =
      new PlainFormat(
          "plain",
          1,
          true,
          new Patience(
              List.of(Duration.ofSeconds(5), Duration.ofMinutes(10)), Duration.ofHours(24)));
  static final PlainFormat STREAM = new PlainFormat("stream", 3, false, SIGNED.patience());

  @Override
  public String about() {
    return "Names";
  }

  @Override
  public Set<String> kinds() {
    return Set.of("*");
  }

  @Override
  public Optional<Letter> write(List<StoredEvent> events) {
    String body = String.join("\n", events.stream().map(StoredEvent::subjectName).toList());
    return Optional.of(
        new Letter("evt_" + events.getFirst().position().id(), "POST", Map.of(), body));
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
}

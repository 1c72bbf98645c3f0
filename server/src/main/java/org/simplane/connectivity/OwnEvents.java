// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.simplane.Transaction;
import org.simplane.connectivity.EventStore.OwnEvent;
import org.simplane.connectivity.NetworkEvent.Source;
import org.simplane.notification.Outbox;
import org.simplane.notification.OutboxListener;
import org.simplane.operator.EventDetail;
import org.simplane.operator.Telling;
import tools.jackson.databind.JsonNode;

/**
 * Writes what Simplane itself did to a subscription into its events, beside what its network told:
 * changes of status, quotas, organisation, resets.
 */
public final class OwnEvents implements OutboxListener {

  /** What Simplane alone knows of, whoever's SIM it is. */
  private static final Set<String> ALWAYS = Set.of(Kinds.RESET, Kinds.ASSIGNED, Kinds.RELEASED);

  private final Audience audience;
  private final Tellers tellers;
  private final Clock clock;

  /** Of the own network alone. */
  public OwnEvents(Audience audience, Clock clock) {
    this(audience, Tellers.ALL, clock);
  }

  /**
   * @param tellers what operators tell themselves is not told again
   */
  public OwnEvents(Audience audience, Tellers tellers, Clock clock) {
    this.tellers = tellers;
    this.audience = audience;
    this.clock = clock;
  }

  @Override
  public List<Outbox.Event> published(Transaction transaction, Collection<Outbox.Event> published) {
    List<OwnEvent> own = new ArrayList<>();
    for (Outbox.Event event : published) {
      if (event.subjectKind().equals("subscription")) {
        of(event, own);
      }
    }
    if (!own.isEmpty()) {
      leaveOutToldElsewhere(transaction, own);
    }
    if (own.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    EventStore.insertOwn(transaction, now, own);
    List<OwnEvent> heard =
        own.stream().filter(event -> audience.listens(event.organisation())).toList();
    return heard.isEmpty() ? List.of() : told(transaction, heard, now);
  }

  private void leaveOutToldElsewhere(Transaction transaction, List<OwnEvent> own) {
    Map<Long, String> platforms =
        EventStore.platforms(
            transaction, own.stream().map(OwnEvent::subscription).distinct().toList());
    own.removeIf(event -> {
      String platform = platforms.get(event.subscription());
      return platform != null
          && !ALWAYS.contains(event.kind())
          && telling(event.kind()).map(what -> tellers.tells(platform, what)).orElse(true);
    });
  }

  private static Optional<Telling> telling(String kind) {
    return switch (kind) {
      case Kinds.STATUS_CHANGE -> Optional.of(Telling.STATUS);
      case Kinds.QUOTA_THRESHOLD, Kinds.QUOTA_EXHAUSTED, Kinds.QUOTA_ENABLED ->
          Optional.of(Telling.QUOTA);
      default -> Optional.empty();
    };
  }

  private static List<Outbox.Event> told(
      Transaction transaction, List<OwnEvent> heard, Instant now) {
    Map<Long, EventStore.Subject> subjects =
        EventStore.subjects(
            transaction, heard.stream().map(OwnEvent::subscription).distinct().toList());
    List<Outbox.Event> events = new ArrayList<>();
    for (OwnEvent event : heard) {
      EventStore.Subject subject = subjects.get(event.subscription());
      if (subject != null) {
        Map<String, Object> body = new LinkedHashMap<>(subject.facts());
        body.put("at", now.toString());
        body.put("kind", event.kind());
        body.put("source", event.source().name());
        body.put("detail", event.detail());
        events.add(
            new Outbox.Event(
                event.organisation(),
                NetworkEvents.OUTBOX_KIND,
                "subscription",
                subject.id(),
                subject.name(),
                body));
      }
    }
    return events;
  }

  private static void of(Outbox.Event event, List<OwnEvent> own) {
    Map<String, Object> body = event.body();
    switch (event.kind()) {
      case "subscription.status-changed" ->
          own.add(
              one(event, Kinds.STATUS_CHANGE, Source.API, pick(body, "before", "after", "reason")));
      case "subscription.reset" -> own.add(one(event, Kinds.RESET, Source.API, Map.of()));
      case "subscription.imei-lock-violated" ->
          own.add(one(event, Kinds.LOCK_VIOLATED, Source.POLICY, pick(body, "imei", "before")));
      case "subscription.moved" -> {
        own.add(one(event, Kinds.ASSIGNED, Source.API, Map.of()));
        released(event).ifPresent(own::add);
      }
      case "quota.low" -> own.add(one(event, Kinds.QUOTA_THRESHOLD, Source.POLICY, quota(body)));
      case "quota.exhausted" ->
          own.add(one(event, Kinds.QUOTA_EXHAUSTED, Source.POLICY, quota(body)));
      case "quota.available" ->
          own.add(one(event, Kinds.QUOTA_ENABLED, Source.POLICY, quota(body)));
      default -> {
        // Nothing that happened to its connection.
      }
    }
  }

  /** For the organisation that had it before. */
  private static Optional<OwnEvent> released(Outbox.Event event) {
    return event.body().get("before") instanceof JsonNode before && before.has("organisation")
        ? Optional.of(
            new OwnEvent(
                UUID.randomUUID().toString(),
                event.subjectId(),
                before.path("organisation").asLong(),
                Kinds.RELEASED,
                Source.API,
                Map.of()))
        : Optional.empty();
  }

  private static Map<String, String> quota(Map<String, Object> body) {
    return pick(body, EventDetail.SERVICE, "total", "used", "remaining", "thresholdPercent");
  }

  private static Map<String, String> pick(Map<String, Object> body, String... names) {
    Map<String, String> picked = new HashMap<>();
    for (String name : names) {
      Optional.ofNullable(body.get(name)).ifPresent(value -> picked.put(name, value.toString()));
    }
    return picked;
  }

  private static OwnEvent one(
      Outbox.Event event, String kind, Source source, Map<String, String> detail) {
    return new OwnEvent(
        UUID.randomUUID().toString(),
        event.subjectId(),
        event.organisation(),
        kind,
        source,
        detail);
  }
}

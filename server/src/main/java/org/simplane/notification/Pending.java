// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.simplane.Transaction;
import org.simplane.notification.DeliveryListener.Delivered;
import org.simplane.notification.Outbox.StoredEvent;

/** What became of a webhook's events since it was written down last. Of one thread. */
final class Pending {

  private static final int LOGGED_A_SECOND = 10;

  private final List<DeadLetter> fresh = new ArrayList<>();
  private final List<DeadLetter> changed = new ArrayList<>();
  private final List<Long> gone = new ArrayList<>();
  private final List<Delivery> log = new ArrayList<>();
  private final List<StoredEvent> taken = new ArrayList<>();
  private final List<DeadLetter> given = new ArrayList<>();
  private int delivered;
  private @Nullable Instant deliveredAt;
  private boolean recovered;
  private long second;
  private int logged;

  /** All that failed, and of what was taken the first few of each second. */
  void log(Delivery delivery) {
    long at = delivery.result().at().getEpochSecond();
    if (at != second) {
      second = at;
      logged = 0;
    }
    if (!delivery.result().delivered() || logged++ < LOGGED_A_SECOND) {
      log.add(delivery);
    }
  }

  void taken(List<StoredEvent> events, Instant now) {
    taken.addAll(events);
    delivered += events.size();
    deliveredAt = now;
  }

  void recovered() {
    recovered = true;
  }

  void failed(DeadLetter letter) {
    (letter.id() == 0 ? fresh : changed).add(letter);
    if (letter.diedAt().isPresent()) {
      given.add(letter);
    }
  }

  void gone(long letter) {
    gone.add(letter);
  }

  /** Those tried, which the database does not know of yet. */
  Set<Long> letters() {
    Set<Long> ids = new HashSet<>(gone);
    changed.forEach(letter -> ids.add(letter.id()));
    return ids;
  }

  int delivered() {
    return delivered;
  }

  Optional<Instant> deliveredAt() {
    return Optional.ofNullable(deliveredAt);
  }

  /** Only what is of use to somebody else or to a later try. */
  boolean pressing() {
    return delivered > 0 || !log.isEmpty() || !fresh.isEmpty() || !changed.isEmpty();
  }

  /** In the transaction that keeps how far the webhook has come. */
  void write(
      Transaction transaction,
      Served to,
      Outbox outbox,
      List<DeliveryListener> listeners,
      Instant now) {
    long webhook = to.webhook().id();
    if (!fresh.isEmpty()) {
      LetterStore.insert(transaction, webhook, fresh);
    }
    if (!changed.isEmpty()) {
      LetterStore.update(transaction, changed);
    }
    if (!gone.isEmpty()) {
      LetterStore.delete(transaction, gone);
    }
    if (recovered) {
      LetterStore.hurry(transaction, webhook, now);
    }
    if (!log.isEmpty()) {
      DeliveryStore.insert(transaction, webhook, log);
    }
    for (DeliveryListener listener : listeners) {
      List<Delivered> its = its(to, listener, taken);
      if (!its.isEmpty()) {
        listener.acknowledged(transaction, its);
      }
      List<Delivered> lost = its(to, listener, given.stream().map(DeadLetter::event).toList());
      if (!lost.isEmpty()) {
        listener.givenUp(transaction, lost);
      }
    }
    outbox.publish(transaction, warnings(to));
  }

  private static List<Delivered> its(
      Served to, DeliveryListener listener, List<StoredEvent> events) {
    return events.stream()
        .filter(event -> listener.kinds().contains(event.kind()))
        .map(event -> new Delivered(to.webhook().id(), to.format().name(), event))
        .toList();
  }

  /** None about events that tell of webhooks themselves, which would go on for ever. */
  private List<Outbox.Event> warnings(Served to) {
    List<DeadLetter> told =
        given.stream().filter(letter -> !letter.event().kind().startsWith("webhook.")).toList();
    if (told.isEmpty()) {
      return List.of();
    }
    if (to.format().reportsEach()) {
      return told.stream().map(letter -> warning(to, letter)).toList();
    }
    Webhook webhook = to.webhook();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("url", webhook.url().toString());
    body.put("events", told.size());
    body.put("firstAt", told.getFirst().event().at().toString());
    body.put("lastAt", told.getLast().event().at().toString());
    told.getLast().problem().ifPresent(problem -> body.put("problem", problem));
    return List.of(
        new Outbox.Event(
            webhook.organisation(),
            "webhook.given-up",
            "webhook",
            webhook.id(),
            webhook.description(),
            body));
  }

  private static Outbox.Event warning(Served to, DeadLetter letter) {
    StoredEvent event = letter.event();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("webhook", to.webhook().id());
    body.put("url", to.webhook().url().toString());
    body.put("events", 1);
    body.put("kind", event.kind());
    body.put("firstAt", event.at().toString());
    body.put("lastAt", event.at().toString());
    letter.status().ifPresent(status -> body.put("status", status));
    letter.problem().ifPresent(problem -> body.put("problem", problem));
    return new Outbox.Event(
        event.organisation(),
        "webhook.given-up",
        event.subjectKind(),
        event.subjectId(),
        event.subjectName(),
        body);
  }

  /** It is written down. */
  void clear() {
    fresh.clear();
    changed.clear();
    gone.clear();
    log.clear();
    taken.clear();
    given.clear();
    delivered = 0;
    recovered = false;
  }
}

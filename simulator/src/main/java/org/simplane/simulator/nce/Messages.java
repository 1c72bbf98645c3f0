// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.simplane.simulator.nce.Line.Session;
import org.simplane.simulator.nce.Message.State;
import tools.jackson.databind.JsonNode;

/**
 * The messages of all SIMs: those to a device are kept until it is attached, those from one until
 * the customer's address has taken them; all for seven days. Safe for many threads.
 */
final class Messages implements AutoCloseable {

  private static final Duration KEPT = Duration.ofDays(7);
  private static final Duration USUAL_LIFE = Duration.ofHours(24);
  private static final int LONGEST = 160;

  private final Journal<Message> journal;
  private final NceSims sims;
  private final Duration effectDelay;
  private final Clock clock;
  private final AtomicLong lastId;

  private Messages(Journal<Message> journal, NceSims sims, Duration effectDelay, Clock clock) {
    this.journal = journal;
    this.sims = sims;
    this.effectDelay = effectDelay;
    this.clock = clock;
    this.lastId = new AtomicLong(journal.all().stream().mapToLong(Message::id).max().orElse(6_200));
  }

  static Messages open(NceConfig config, NceSims sims, Clock clock) throws IOException {
    return new Messages(
        Journal.open(config.folder().resolve("messages.ndjson"), Message.class, Message::id),
        sims,
        config.effectDelay(),
        clock);
  }

  /**
   * Takes a message for a device.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  synchronized Message submit(String iccid, JsonNode body) {
    String payload = body.path("payload").asString("");
    if (!body.path("payload").isString() || payload.isEmpty()) {
      throw new IllegalArgumentException("payload is required");
    }
    int dcs = number(body.path("dcs"), 0);
    boolean fits =
        switch (dcs) {
          case 0 -> payload.length() <= LONGEST;
          case 4 -> payload.matches("([0-9a-fA-F]{2}){1,140}");
          case 8 -> payload.length() <= 70;
          default -> false;
        };
    if (!fits) {
      throw new IllegalArgumentException("dcs is 0, 4 or 8, and the payload fits one message");
    }
    Instant now = clock.instant();
    Instant expires =
        Optional.of(body.path("expiry_date").asString(""))
            .filter(text -> !text.isBlank())
            .map(Json::instant)
            .orElse(now.plus(USUAL_LIFE));
    Message message =
        new Message(
            lastId.incrementAndGet(),
            iccid,
            false,
            now,
            expires,
            null,
            State.BUFFERED,
            body.path("source_address").asString(""),
            number(body.path("source_address_type").path("id"), 161),
            "",
            dcs,
            body.path("udh").asString(""),
            payload,
            0,
            null);
    journal.put(message);
    return message;
  }

  /** A device sends a message; the SIM's volume is the sender's to count. */
  synchronized Message send(String iccid, String destination, String payload) {
    Instant now = clock.instant();
    Message message =
        new Message(
            lastId.incrementAndGet(),
            iccid,
            true,
            now,
            now.plus(USUAL_LIFE),
            null,
            State.BUFFERED,
            "",
            145,
            destination,
            0,
            "",
            payload,
            0,
            now);
    journal.put(message);
    return message;
  }

  /** Newest first. */
  List<Message> of(String iccid) {
    settle();
    return journal.all().reversed().stream()
        .filter(message -> message.iccid().equals(iccid))
        .toList();
  }

  Optional<Message> find(String iccid, String id) {
    settle();
    return id.matches("\\d{1,18}")
        ? journal.find(Long.valueOf(id)).filter(message -> message.iccid().equals(iccid))
        : Optional.empty();
  }

  /** False when it is too late for it. */
  synchronized boolean cancel(Message message) {
    Message present = journal.find(message.id()).orElse(message);
    if (present.sentByDevice() || present.state().isFinal()) {
      return false;
    }
    journal.put(present.in(State.CANCELED, clock.instant()));
    return true;
  }

  /** Those that the customer's address is to be told of now. */
  List<Message> untold() {
    Instant now = clock.instant();
    return journal.all().stream()
        .filter(message -> message.nextAttempt() != null && !message.nextAttempt().isAfter(now))
        .toList();
  }

  /** The customer's address took it. */
  synchronized void told(Message message) {
    Message done = message.sentByDevice() ? message.in(State.DELIVERED, clock.instant()) : message;
    journal.put(done.attemptedAgainAt(null));
  }

  /** It did not; after a day it is given up. */
  synchronized void notTold(Message message, Duration wait) {
    Instant now = clock.instant();
    if (message.submitted().plus(USUAL_LIFE).isBefore(now)) {
      Message ended = message.sentByDevice() ? message.in(State.FAILED, now) : message;
      journal.put(ended.attemptedAgainAt(null));
    } else {
      journal.put(message.attemptedAgainAt(now.plus(wait)));
    }
  }

  /** Delivers what can be delivered by now, and lets expire what has waited for too long. */
  synchronized void settle() {
    Instant now = clock.instant();
    journal.removeIf(message -> message.submitted().plus(KEPT).isBefore(now));
    for (Message message : journal.all()) {
      if (message.sentByDevice() || message.state().isFinal()) {
        continue;
      }
      if (!message.expires().isAfter(now)) {
        journal.put(message.in(State.EXPIRED, now));
      } else if (!message.submitted().plus(effectDelay).isAfter(now)
          && sims.find(message.iccid()).filter(Messages::canReceive).isPresent()) {
        var _ = sims.change(message.iccid(), sim -> sim.receivingMessage(now));
        journal.put(message.in(State.DELIVERED, now));
      }
    }
  }

  void reset() {
    journal.removeIf(_ -> true);
  }

  @Override
  public void close() {
    journal.close();
  }

  private static boolean canReceive(NceSim sim) {
    return sim.session() != Session.OFFLINE && sim.traffic().sms().left() > 0;
  }

  /** Clients send numbers in quotes, and "" for "not given". */
  private static int number(JsonNode node, int usual) {
    if (node.isNumber()) {
      return node.intValue();
    }
    String text = node.asString("");
    if (!text.matches("\\d{0,5}")) {
      throw new IllegalArgumentException("Not a number: " + text);
    }
    return text.isEmpty() ? usual : Integer.parseInt(text);
  }
}

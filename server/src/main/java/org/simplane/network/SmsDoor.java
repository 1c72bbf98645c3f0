// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.db.Database;
import org.simplane.messaging.Alphabet;
import org.simplane.messaging.Inbox;
import org.simplane.messaging.Messages;
import org.simplane.messaging.ReceivedMessage;
import org.simplane.network.NetworkStore.KnownSim;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageContent;
import tools.jackson.databind.node.ObjectNode;

/**
 * The door through which the own network hands over messages that devices sent. A line is about one
 * SIM within the sender's scope; each message counts once, however often it is sent. Safe for use
 * by many threads.
 */
public final class SmsDoor {

  private static final int LONGEST_NUMBER = 40;
  private static final int LONGEST_TEXT = 2_000;

  private final OwnSims sims;
  private final Messages messages;
  private final Clock clock;
  private final Duration retention;

  /**
   * @param retention how long messages are kept; what is older is not taken
   */
  public SmsDoor(Database database, Messages messages, Clock clock, Duration retention) {
    this.sims = new OwnSims(database);
    this.messages = messages;
    this.clock = clock;
    this.retention = retention;
  }

  /** Takes messages sent by devices; takes {@link Permission#UPLOAD_USAGE}. */
  public Report take(Caller caller, InputStream ndjson) throws IOException {
    caller.require(Permission.UPLOAD_USAGE);
    Delivery delivery = new Delivery(clock, retention);
    return delivery.read(new BufferedInputStream(ndjson), lines -> store(caller, delivery, lines));
  }

  private Set<String> store(Caller caller, Delivery delivery, List<Delivery.Line> lines) {
    Map<Long, KnownSim> found = sims.of(caller, delivery, lines);
    List<ReceivedMessage> received = new ArrayList<>(lines.size());
    for (Delivery.Line line : lines) {
      KnownSim sim = found.get(line.number());
      if (sim != null) {
        message(delivery, line, sim).ifPresent(received::add);
      }
    }
    if (received.isEmpty()) {
      return Set.of();
    }
    Inbox.Intaken intaken = messages.receive(caller.scope(), received);
    for (Delivery.Line line : lines) {
      if (intaken.refused().contains(line.id())) {
        delivery.reject(line.number(), line.id(), "The month's limit of messages is reached");
      }
    }
    return intaken.fresh();
  }

  private static Optional<ReceivedMessage> message(
      Delivery delivery, Delivery.Line line, KnownSim sim) {
    ObjectNode json = line.json();
    String text = json.path("text").asString("");
    String data = json.path("data").asString("").toUpperCase(Locale.ROOT);
    String from = json.path("from").asString("");
    String to = json.path("to").asString("");
    String problem = "";
    if (text.isEmpty() && data.isEmpty()) {
      problem = "text, data: one has to be there";
    } else if (text.length() > LONGEST_TEXT || data.length() > LONGEST_TEXT) {
      problem = "text, data: has to have at most " + LONGEST_TEXT + " characters";
    } else if (from.length() > LONGEST_NUMBER || to.length() > LONGEST_NUMBER) {
      problem = "from, to: has to have at most " + LONGEST_NUMBER + " characters";
    }
    if (problem.isEmpty()) {
      try {
        String udh = json.path("udh").asString("").toUpperCase(Locale.ROOT);
        MessageContent content =
            text.isEmpty()
                ? new MessageContent(MessageCoding.EIGHT_BIT, data, udh)
                : new MessageContent(Alphabet.coding(text), text, udh);
        return Optional.of(
            new ReceivedMessage(
                line.id(), sim.id(), line.at(), content, from, to, Optional.empty()));
      } catch (IllegalArgumentException e) {
        problem = String.valueOf(e.getMessage());
      }
    }
    delivery.reject(line.number(), line.id(), problem);
    return Optional.empty();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What the register is told. Those that set something carry a version, so that a repeated or late
 * one does no harm.
 */
sealed interface Command {

  /** The sender's id of it, which the answer carries. */
  String id();

  /** The ICCID or IMSI of the card. */
  String card();

  /** What the subscriber is to be. */
  record Provisioned(String id, String card, long version, Provision state) implements Command {}

  /**
   * The services that are barred; the others are free. Of a card with both barred, nothing is
   * heard.
   */
  record Barred(String id, String card, long version, Set<String> services) implements Command {

    public Barred {
      services = Set.copyOf(services);
    }

    int bits() {
      return (services.contains("DATA") ? Life.DATA : 0)
          | (services.contains("SMS") ? Life.SMS : 0);
    }
  }

  /** Ends what runs; the device may come back at once. */
  record Disconnect(String id, String card) implements Command {}

  /** Asks whether the device can be reached. */
  record Page(String id, String card) implements Command {}

  /** Not understood. */
  record Unreadable(String id, String card, String problem) implements Command {}

  /**
   * What became of a command.
   *
   * @param message for people; for {@link Page} whether the device is there
   */
  record Answer(String id, Result result, String message) {}

  /** Whether a command was carried out, which includes that a newer one had been before. */
  enum Result {
    DONE,
    REFUSED
  }

  /** Reads one command as it comes over the wire; unknown fields are let pass. */
  static Command of(JsonNode json) {
    String id = json.path("id").asString("");
    String card = json.path("imsi").asString(json.path("iccid").asString(""));
    long version = json.path("version").asLong(0);
    String word = json.path("command").asString("").toUpperCase(Locale.ROOT);
    return switch (word) {
      case "PROVISION" -> {
        Optional<Provision> state = Provision.of(json.path("state").asString(""));
        yield state.isPresent()
            ? new Provisioned(id, card, version, state.get())
            : new Unreadable(
                id,
                card,
                "PROVISION takes a state: INVENTORY, TEST, SLEEPING, PRODUCTIVE, SUSPENDED or TERMINATED");
      }
      case "BAR" ->
          new Barred(
              id,
              card,
              version,
              json.path("barred")
                  .valueStream()
                  .map(service -> service.asString(""))
                  .collect(Collectors.toSet()));
      case "DISCONNECT" -> new Disconnect(id, card);
      case "PAGE" -> new Page(id, card);
      default ->
          new Unreadable(id, card, "No command '" + word + "': PROVISION, BAR, DISCONNECT or PAGE");
    };
  }
}

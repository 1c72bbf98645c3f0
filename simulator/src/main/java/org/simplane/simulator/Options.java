// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The simulator's settings: {@code --name=value}, or the environment's {@code
 * SIMPLANE_SIMULATOR_NAME}.
 */
final class Options {

  private static final String ENVIRONMENT = "SIMPLANE_SIMULATOR_";

  /** Every setting there is. */
  enum Option {
    PORT(
        "8090",
        "Register and delivery file; the simulated 1NCE is on the next port, control on the one after, the other operators on those that follow; 0: any"),
    DATA("data/simulator", "Folder for state, ledger and what waits to be handed over"),
    SEED("1", "The same seed makes the same fleet; fixed once the fleet is there"),
    SIZE("3000", "SIMs in the fleet, up to 10000000; a fleet grows and never shrinks"),
    PACE("1", "How many times the usual traffic; volume alone, never the clock"),
    HISTORY_DAYS(
        "14", "Days of past traffic that a card brings along when it is first on the air; 0: none"),
    HISTORY_SIMS("5000", "Only the first so many cards bring a past along"),
    INBOX("data/inbox", "The server's folder for CDR files"),
    FEED("own-network", "The feed, which is the folder in the inbox"),
    FILE_SECONDS("5", "How often a CDR file is finished"),
    SERVER("http://127.0.0.1:8080", "Where the server's doors are"),
    DOOR_FILE("data/demo.json", "The file with the credentials of the doors, as clients.network"),
    DOOR_CLIENT("", "A client id in place of that file"),
    DOOR_SECRET("", "Its secret"),
    CARELESS("true", "Whether records come twice, broken, late or of unknown cards now and then"),
    OPERATOR_SIMS("40", "SIMs or terminals of each other simulated operator; 0: leaves them out"),
    NCE_SIMS("200", "SIMs of the simulated 1NCE"),
    NCE_USERNAME("simulator", "The user of the simulated 1NCE"),
    NCE_PASSWORD("simulated", "The user's password");

    private final String usual;
    private final String meaning;

    Option(String usual, String meaning) {
      this.usual = usual;
      this.meaning = meaning;
    }

    private String flag() {
      return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Map<Option, String> values;

  private Options(Map<Option, String> values) {
    this.values = values;
  }

  /**
   * @throws IllegalArgumentException with a sentence for the user
   */
  static Options of(List<String> arguments, Map<String, String> environment) {
    Map<Option, String> values = new HashMap<>();
    for (Option option : Option.values()) {
      values.put(option, environment.getOrDefault(ENVIRONMENT + option.name(), option.usual));
    }
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String flag = equals < 0 ? argument : argument.substring(0, equals);
      Optional<Option> option =
          Arrays.stream(Option.values()).filter(known -> known.flag().equals(flag)).findFirst();
      if (option.isEmpty() || equals < 0) {
        throw new IllegalArgumentException(
            option.isEmpty()
                ? "There is no setting '" + flag + "'; --help shows them"
                : flag + " needs a value: " + flag + "=...");
      }
      values.put(option.get(), argument.substring(equals + 1));
    }
    return new Options(values);
  }

  static String help() {
    return Arrays.stream(Option.values())
        .map(option ->
            "  %-16s %s%n  %16s usually %s%n"
                .formatted(
                    option.flag(),
                    option.meaning,
                    "",
                    option.usual.isEmpty() ? "none" : option.usual))
        .collect(
            Collectors.joining(
                "",
                """
                The simulator: a living fleet on the own network, and simulated operators.
                Each setting is --name=value, or SIMPLANE_SIMULATOR_NAME in the environment.

                """,
                ""));
  }

  String text(Option option) {
    return values.getOrDefault(option, "");
  }

  int whole(Option option) {
    try {
      return Integer.parseInt(text(option));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          option.flag() + " takes a whole number, not '" + text(option) + "'", e);
    }
  }

  long seed() {
    try {
      return Long.parseLong(text(Option.SEED));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--seed takes a whole number, not '" + text(Option.SEED) + "'", e);
    }
  }

  double decimal(Option option) {
    try {
      return Double.parseDouble(text(option));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          option.flag() + " takes a number, not '" + text(option) + "'", e);
    }
  }

  boolean flag(Option option) {
    return switch (text(option).toLowerCase(Locale.ROOT)) {
      case "true", "on", "yes" -> true;
      case "false", "off", "no" -> false;
      default ->
          throw new IllegalArgumentException(
              option.flag() + " takes true or false, not '" + text(option) + "'");
    };
  }
}

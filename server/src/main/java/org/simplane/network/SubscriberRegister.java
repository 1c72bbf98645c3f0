// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Service;

/**
 * The subscriber register of the own network (an HLR or HSS): who may use it, and for what. The
 * door out of Simplane. Safe for use by many threads; methods block.
 */
public interface SubscriberRegister {

  /** The most commands that one call may carry. */
  int MOST_COMMANDS = 1_000;

  /**
   * Carries commands out in their order and answers each; a state that is acknowledged is in force.
   */
  List<Answer> carryOut(List<Command> commands) throws OperatorException;

  /** What the register has of a card; empty when it does not know it. */
  Optional<Entry> find(String card) throws OperatorException;

  /** What a subscriber may be to the network. */
  enum State {
    INVENTORY,
    TEST,
    SLEEPING,
    PRODUCTIVE,
    SUSPENDED,
    TERMINATED
  }

  /**
   * Something the register is told. Of commands of one kind for one card, one with a lower version
   * than was carried out before does nothing, so a repeated or late command does no harm.
   */
  sealed interface Command {

    /** The card's IMSI, or its ICCID. */
    String card();
  }

  /** What the subscriber is from now on; off the air at once where the state says so. */
  record Provision(String card, long version, State state) implements Command {}

  /** The services that are barred from now on; all others are free. */
  record Bar(String card, long version, Set<Service> services) implements Command {

    public Bar {
      services = Set.copyOf(services);
    }
  }

  /** Ends what runs; the device may come back at once. */
  record Disconnect(String card) implements Command {}

  /**
   * Asks whether the device can be reached; the answer's message says: OFFLINE, ATTACHED or ONLINE.
   */
  record Page(String card) implements Command {}

  /**
   * What became of a command.
   *
   * @param done false: refused for good, such as an unknown card
   */
  record Answer(boolean done, String message) {}

  /** A card in the register; {@code state} is empty for a word that we do not know. */
  record Entry(String iccid, String imsi, Optional<State> state, String word) {}

  /** No network is there: everything is done, and nothing is known. */
  SubscriberRegister NONE =
      new SubscriberRegister() {
        @Override
        public List<Answer> carryOut(List<Command> commands) {
          return commands.stream().map(_ -> new Answer(true, "")).toList();
        }

        @Override
        public Optional<Entry> find(String card) {
          return Optional.empty();
        }
      };
}

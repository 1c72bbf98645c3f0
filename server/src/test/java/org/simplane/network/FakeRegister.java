// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.operator.OperatorException;

/** A register in memory that does what it is told, or fails when told so. */
final class FakeRegister implements SubscriberRegister {

  private final List<Command> commands = new ArrayList<>();
  private final Map<String, State> states = new HashMap<>();
  private Optional<OperatorException> trouble = Optional.empty();
  private int calls;

  synchronized void fail(OperatorException exception) {
    trouble = Optional.of(exception);
  }

  synchronized void heal() {
    trouble = Optional.empty();
  }

  synchronized int calls() {
    return calls;
  }

  synchronized List<Command> commandsFor(String card) {
    return commands.stream().filter(command -> command.card().equals(card)).toList();
  }

  @Override
  public synchronized List<Answer> carryOut(List<Command> told) throws OperatorException {
    calls++;
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    commands.addAll(told);
    List<Answer> answers = new ArrayList<>();
    for (Command command : told) {
      if (command instanceof Provision provision) {
        states.put(provision.card(), provision.state());
      }
      answers.add(new Answer(!command.card().endsWith("9999"), ""));
    }
    return answers;
  }

  @Override
  public synchronized Optional<Entry> find(String card) {
    State state = states.get(card);
    return state == null
        ? Optional.empty()
        : Optional.of(new Entry("", card, Optional.of(state), state.name()));
  }
}

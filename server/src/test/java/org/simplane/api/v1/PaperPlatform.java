// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.operator.Change;
import org.simplane.operator.Inventory;
import org.simplane.operator.MessagePage;
import org.simplane.operator.MessageState;
import org.simplane.operator.Messaging;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorMessage;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Outcome;
import org.simplane.operator.OutgoingMessage;
import org.simplane.operator.Pace;
import org.simplane.operator.Setting;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.Status;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;
import org.simplane.operator.SubscriptionRef;

/** An operator that does at once what it is asked, as long as its password is right. */
final class PaperPlatform implements OperatorPlatform {

  @Override
  public String name() {
    return "paper";
  }

  @Override
  public String title() {
    return "Paper";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.optional("region", "Where it is", "eu"),
        Setting.secret("password", "The right one is 'right'"));
  }

  @Override
  public Pace defaultPace() {
    return Pace.UNLIMITED;
  }

  @Override
  public Operator open(Map<String, String> settings, OperatorContext context) {
    return new Paper("right".equals(settings.get("password")));
  }

  private record Paper(boolean right) implements Operator, Inventory, StatusControl, Messaging {

    @Override
    public void check() throws OperatorException {
      if (!right) {
        throw new OperatorException(OperatorException.Kind.CREDENTIALS, "Wrong password");
      }
    }

    @Override
    public Inventory inventory() {
      return this;
    }

    @Override
    public Optional<StatusControl> statusControl() {
      return Optional.of(this);
    }

    @Override
    public Optional<Messaging> messaging() {
      return Optional.of(this);
    }

    @Override
    public Outcome<String> submit(SubscriptionRef ref, OutgoingMessage message) {
      return new Outcome.Done<>("paper-" + message.reference());
    }

    @Override
    public Outcome<MessageState> cancel(SubscriptionRef ref, String messageId) {
      return new Outcome.Done<>(MessageState.CANCELLED);
    }

    @Override
    public Optional<OperatorMessage> find(SubscriptionRef ref, String messageId) {
      return Optional.empty();
    }

    @Override
    public MessagePage list(SubscriptionRef ref, Optional<String> from) {
      return new MessagePage(List.of(), Optional.empty());
    }

    @Override
    public Optional<Sim> find(SubscriptionRef ref) {
      return Optional.empty();
    }

    @Override
    public SimPage list(Optional<String> from) {
      return new SimPage(List.of(), Optional.empty(), Optional.of(0L));
    }

    @Override
    public Map<StatusTarget, Set<StatusTarget>> transitions() {
      StatusTarget active = StatusTarget.of(Status.ACTIVE);
      StatusTarget suspended = StatusTarget.of(Status.SUSPENDED);
      return Map.of(active, Set.of(suspended), suspended, Set.of(active));
    }

    @Override
    public int maximumBatch() {
      return 100;
    }

    @Override
    public List<Outcome<StatusTarget>> change(List<Change<StatusTarget>> changes) {
      return changes.stream()
          .<Outcome<StatusTarget>>map(change -> new Outcome.Done<>(change.target()))
          .toList();
    }

    @Override
    public Outcome<StatusTarget> follow(String requestId) {
      return Outcome.failed(
          new OperatorException(OperatorException.Kind.NOT_FOUND, "Nothing is pending here"));
    }

    @Override
    public void close() {}
  }
}

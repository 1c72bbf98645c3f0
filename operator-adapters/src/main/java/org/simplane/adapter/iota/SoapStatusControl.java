// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.adapter.rest.Xml;
import org.simplane.operator.Change;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Outcome;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;

/**
 * {@code RequestSubscriptionStatusChange} for one subscription, followed by {@code
 * QuerySubscriptionStatusChange} (contract B.6).
 */
final class SoapStatusControl implements StatusControl {

  private static final String SERVICE = "SubscriptionManagement";
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** How long a change may stay open before nobody counts on it any more; assumed. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** In which a request is carried out as a rule; assumed. */
  private static final Duration SETTLING = Duration.ofMinutes(5);

  private final SoapClient client;
  private final SoapInventory inventory;
  private final Clock clock;

  SoapStatusControl(SoapClient client, SoapInventory inventory, Clock clock) {
    this.client = client;
    this.inventory = inventory;
    this.clock = clock;
  }

  @Override
  public Map<StatusTarget, Set<StatusTarget>> transitions() {
    return IotaStates.transitions();
  }

  @Override
  public String word(StatusTarget reached) {
    return switch (reached.status()) {
      case ACTIVE -> "Active";
      case SUSPENDED -> "Deactivated";
      case TERMINATED -> "Terminated";
      default -> reached.toString();
    };
  }

  @Override
  public Duration settling() {
    return SETTLING;
  }

  @Override
  public int maximumBatch() {
    return 1;
  }

  @Override
  public List<Outcome<StatusTarget>> change(List<Change<StatusTarget>> changes) {
    List<Outcome<StatusTarget>> outcomes = new ArrayList<>(changes.size());
    changes.forEach(change -> outcomes.add(change(change)));
    return outcomes;
  }

  private Outcome<StatusTarget> change(Change<StatusTarget> change) {
    Optional<String> verb;
    try {
      verb = verb(change);
    } catch (OperatorException e) {
      return new Outcome.NotSent<>(e); // a read; nothing was asked for
    }
    if (verb.isEmpty()) {
      return new Outcome.Refused<>(
          new OperatorException(
              Kind.REJECTED, "IoT Accelerator cannot be asked for " + change.target()));
    }
    String imsi = change.subscription().operatorKey();
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put("subscriptionStatus", verb.get());
    wanted.put("range", "1");
    return client
        .change(
            SERVICE,
            "RequestSubscriptionStatusChange",
            SoapClient.resource(imsi) + SoapClient.elements(wanted))
        .then(answer -> pending(answer, change.target()));
  }

  /** What is terminated is reactivated, what is deactivated is activated. */
  private Optional<String> verb(Change<StatusTarget> change) throws OperatorException {
    if (change.target().phase().isPresent()) {
      return Optional.empty();
    }
    return switch (change.target().status()) {
      case SUSPENDED -> Optional.of("Deactivate");
      case TERMINATED -> Optional.of("Terminate");
      case ACTIVE -> {
        boolean terminated =
            inventory
                .find(change.subscription())
                .map(Sim::status)
                .equals(Optional.of(Status.TERMINATED));
        yield Optional.of(terminated ? "Reactivate" : "Activate");
      }
      case CREATED, INVENTORY, PENDING_ACTIVE, BLOCKED, PENDING_TERMINATE, DELETED, UNKNOWN ->
          Optional.empty();
    };
  }

  private Outcome<StatusTarget> pending(Xml answer, StatusTarget target) {
    Optional<String> request = answer.textOf("serviceRequestId").filter(id -> !id.contains(" "));
    if (request.isEmpty()) {
      return new Outcome.Unknown<>(
          new OperatorException(
              Kind.MALFORMED_REPLY, "IoT Accelerator took a request and gave no id"));
    }
    return new Outcome.Pending<>(
        request.get() + " " + clock.instant().getEpochSecond() + " " + target.status(), LOOK);
  }

  @Override
  public Outcome<StatusTarget> follow(String requestId) {
    String[] parts = requestId.split(" ", -1);
    if (parts.length != 3 || !parts[1].matches("\\d{1,12}")) {
      return new Outcome.Refused<>(
          new OperatorException(Kind.NOT_FOUND, "Not a request to IoT Accelerator: " + requestId));
    }
    Duration wait = LOOK;
    try {
      Xml answer =
          client.call(
              SERVICE,
              "QuerySubscriptionStatusChange",
              SoapClient.elements(Map.of("serviceRequestId", parts[0])));
      String state = answer.textOf("statusRequestResponse").orElse("");
      if (state.equals("Completed")) {
        return new Outcome.Done<>(StatusTarget.of(Status.valueOf(parts[2])));
      }
      if (state.equals("Canceled") || state.equals("Rejected")) {
        return new Outcome.Refused<>(
            new OperatorException(Kind.REJECTED, "IoT Accelerator says the request is " + state));
      }
    } catch (OperatorException e) {
      wait = e.retryAfter().orElse(LOOK); // the read failed, not the change: look again
    }
    Instant asked = Instant.ofEpochSecond(Long.parseLong(parts[1]));
    if (Duration.between(asked, clock.instant()).compareTo(PATIENCE) < 0) {
      return new Outcome.Pending<>(requestId, wait);
    }
    return new Outcome.Unknown<>(
        new OperatorException(
            Kind.TIMEOUT, "IoT Accelerator has not carried the request out in " + PATIENCE));
  }
}

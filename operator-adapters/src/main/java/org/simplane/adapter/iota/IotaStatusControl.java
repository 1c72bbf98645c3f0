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
import org.simplane.operator.Change;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Outcome;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.StatusControl;
import org.simplane.operator.StatusTarget;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks for other states with {@code POST /iot/api/sica/subscriptions/requests/state-changes}, many
 * subscriptions in one request, and follows the request in the portal; without a portal, by reading
 * the subscription (contract B.4).
 */
final class IotaStatusControl implements StatusControl {

  private static final String PATH = "/iot/api/sica/subscriptions/requests/state-changes";
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** How long a change may stay unseen before nobody counts on it any more; assumed. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** In which a request is carried out as a rule; assumed. */
  private static final Duration SETTLING = Duration.ofMinutes(5);

  private final IotaClient client;
  private final Optional<IotaRequests> requests;
  private final IotaInventory inventory;
  private final String organisation;
  private final Clock clock;

  /**
   * @param organisation on whose behalf the user asks; empty: its own
   */
  IotaStatusControl(
      IotaClient client,
      Optional<IotaRequests> requests,
      IotaInventory inventory,
      String organisation,
      Clock clock) {
    this.client = client;
    this.requests = requests;
    this.inventory = inventory;
    this.organisation = organisation;
    this.clock = clock;
  }

  @Override
  public Map<StatusTarget, Set<StatusTarget>> transitions() {
    return IotaStates.transitions();
  }

  @Override
  public String word(StatusTarget reached) {
    return IotaStates.word(reached).orElseGet(reached::toString);
  }

  @Override
  public int maximumBatch() {
    return IotaRequests.LARGEST;
  }

  @Override
  public List<Outcome<StatusTarget>> change(List<Change<StatusTarget>> changes) {
    Map<StatusTarget, List<Change<StatusTarget>>> groups = new LinkedHashMap<>();
    changes.forEach(
        change -> groups.computeIfAbsent(change.target(), _ -> new ArrayList<>()).add(change));
    Map<Change<StatusTarget>, Outcome<StatusTarget>> outcomes = new LinkedHashMap<>();
    groups.forEach((target, group) -> outcomes.putAll(change(target, group)));
    return changes.stream().map(change -> outcomes.getOrDefault(change, refused(change))).toList();
  }

  /**
   * A request that is refused whole has changed nothing. Which of its subscriptions was the reason
   * is not said (a reactivation, for one, takes no company), so each is then asked for alone.
   */
  private Map<Change<StatusTarget>, Outcome<StatusTarget>> change(
      StatusTarget target, List<Change<StatusTarget>> group) {
    Map<Change<StatusTarget>, Outcome<StatusTarget>> outcomes = new LinkedHashMap<>();
    Optional<String> word = IotaStates.word(target);
    if (word.isEmpty()) {
      group.forEach(change -> outcomes.put(change, refused(change)));
      return outcomes;
    }
    Outcome<ObjectNode> asked = client.post(PATH, body(word.get(), group));
    if (asked instanceof Outcome.Refused<ObjectNode> && group.size() > 1) {
      for (Change<StatusTarget> change : group) {
        outcomes.putAll(change(target, List.of(change)));
      }
      return outcomes;
    }
    group.forEach(
        change -> outcomes.put(change, asked.then(answer -> pending(answer, change, word.get()))));
    return outcomes;
  }

  private ObjectNode body(String word, List<Change<StatusTarget>> group) {
    ObjectNode body = IotaClient.JSON.createObjectNode();
    ArrayNode identifiers =
        body.putObject("subscriptions").put("identifier_type", "IMSI").putArray("identifiers");
    group.forEach(change -> identifiers.add(change.subscription().operatorKey()));
    body.putObject("change").put("state", word);
    if (!organisation.isEmpty()) {
      body.putObject("on_behalf_of").put("organization_id", organisation);
    }
    return body;
  }

  /** All that a follow-up needs, on whatever node and after whatever restart. */
  private Outcome<StatusTarget> pending(
      ObjectNode answer, Change<StatusTarget> change, String word) {
    String request = answer.path("subscription_request_id").asString("");
    if (request.isBlank() || request.contains(" ")) {
      return new Outcome.Unknown<>(
          new OperatorException(
              Kind.MALFORMED_REPLY, "IoT Accelerator took a request and gave no id"));
    }
    return new Outcome.Pending<>(
        String.join(
            " ",
            request,
            change.subscription().operatorKey(),
            String.valueOf(clock.instant().getEpochSecond()),
            word),
        LOOK);
  }

  @Override
  public Duration settling() {
    return SETTLING;
  }

  @Override
  public Outcome<StatusTarget> follow(String requestId) {
    String[] parts = requestId.split(" ", -1);
    if (parts.length != 4 || !parts[2].matches("\\d{1,12}")) {
      return new Outcome.Refused<>(
          new OperatorException(Kind.NOT_FOUND, "Not a request to IoT Accelerator: " + requestId));
    }
    StatusTarget target = StatusTarget.of(IotaStates.of(parts[3]));
    try {
      switch (standing(parts[0], parts[1])) {
        case IotaRequests.Standing.Done() -> {
          return new Outcome.Done<>(target);
        }
        case IotaRequests.Standing.Failed(String why) -> {
          return new Outcome.Refused<>(new OperatorException(Kind.REJECTED, why));
        }
        case IotaRequests.Standing.Unclear() -> {
          if (status(parts[1]).equals(Optional.of(target.status()))) {
            return new Outcome.Done<>(target);
          }
        }
        case IotaRequests.Standing.Open() -> {
          // Below.
        }
      }
    } catch (OperatorException e) {
      // The read failed, not the change: look again.
      return late(parts[2])
          ? unseen()
          : new Outcome.Pending<>(requestId, e.retryAfter().orElse(LOOK));
    }
    return late(parts[2]) ? unseen() : new Outcome.Pending<>(requestId, LOOK);
  }

  /** A portal that does not know the request, or does not let the user in, is none. */
  private IotaRequests.Standing standing(String request, String imsi) throws OperatorException {
    if (requests.isEmpty()) {
      return new IotaRequests.Standing.Unclear();
    }
    try {
      return requests.get().standing(request, imsi);
    } catch (OperatorException e) {
      return switch (e.kind()) {
        case NOT_FOUND, CREDENTIALS, REJECTED -> new IotaRequests.Standing.Unclear();
        case UNREACHABLE, THROTTLED, TIMEOUT, OPERATOR_FAULT, MALFORMED_REPLY -> throw e;
      };
    }
  }

  private Optional<Status> status(String imsi) throws OperatorException {
    return inventory.find(new SubscriptionRef(imsi, imsi)).map(Sim::status);
  }

  private boolean late(String askedAt) {
    Instant asked = Instant.ofEpochSecond(Long.parseLong(askedAt));
    return Duration.between(asked, clock.instant()).compareTo(PATIENCE) >= 0;
  }

  private static Outcome<StatusTarget> unseen() {
    return new Outcome.Unknown<>(
        new OperatorException(
            Kind.TIMEOUT, "IoT Accelerator has not carried the request out in " + PATIENCE));
  }

  private static Outcome<StatusTarget> refused(Change<StatusTarget> change) {
    return new Outcome.Refused<>(
        new OperatorException(
            Kind.REJECTED, "IoT Accelerator cannot be asked for " + change.target()));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.iota;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.backend.Records;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Effect;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests for other states: taken whole or refused whole, and carried out after the platform's
 * delay, each subscription for itself. What is asked for is forgotten with the process.
 */
final class StateChanges {

  private static final Set<String> STATES =
      Set.of(
          "ACTIVE",
          "DEACTIVATED",
          "PAUSE",
          "TERMINATED",
          "ACTIVE_NO_BILLING",
          "DEACTIVATED_NO_BILLING");
  private static final int KEPT = 10_000;

  private final Map<String, List<Records.Job>> requests = new LinkedHashMap<>();

  /** {@code POST .../state-changes}: 201 with the request's id. */
  Answer ask(ObjectNode body, Records records, IotaWire wire) {
    String wanted = body.at("/change/state").asString("");
    if (!STATES.contains(wanted)
        || !body.at("/subscriptions/identifier_type").asString("").equals("IMSI")) {
      return wire.error(400, "The change makes no sense");
    }
    List<String> imsis = new ArrayList<>();
    body.at("/subscriptions/identifiers").forEach(imsi -> imsis.add(imsi.asString("")));
    if (imsis.isEmpty()) {
      return wire.error(400, "No subscription is named");
    }
    if (imsis.size() > 1
        && imsis.stream().anyMatch(imsi -> state(records, imsi).equals("TERMINATED"))) {
      return wire.error(400, "A subscription is reactivated alone");
    }
    List<Effect> effects = new ArrayList<>();
    String id = ask(imsis, wanted, records, effects);
    return Answers.json(
        201, Answers.object().put("subscription_request_id", id), effects.toArray(Effect[]::new));
  }

  /** Takes a request that makes sense; its id. */
  String ask(List<String> imsis, String wanted, Records records, List<Effect> effects) {
    List<Records.Job> jobs = new ArrayList<>();
    for (String imsi : imsis) {
      String before = state(records, imsi);
      Optional<String> refusal = refusal(before);
      jobs.add(records.accept(imsi, Answers.object().put("state", wanted), refusal));
      if (refusal.isEmpty()) {
        effects.add(new Effect(imsi, "state", before, wanted));
      }
    }
    return keep(jobs);
  }

  private synchronized String keep(List<Records.Job> jobs) {
    String id = "REQ" + ThreadLocalRandom.current().nextLong(100_000_000_000L, 1_000_000_000_000L);
    requests.put(id, jobs);
    if (requests.size() > KEPT) {
      requests.remove(requests.keySet().iterator().next());
    }
    return id;
  }

  /** Where a request stands. */
  synchronized Optional<ObjectNode> state(String id, Records records) {
    List<Records.Job> jobs = requests.get(id);
    if (jobs == null) {
      return Optional.empty();
    }
    boolean open = jobs.stream().anyMatch(job -> !records.isDue(job));
    long refused = jobs.stream().filter(job -> job.refusal().isPresent()).count();
    ObjectNode body =
        Answers.object()
            .put("subscriptionRequestId", id)
            .put("subscriptionRequestType", "CHANGE_SUBSCRIPTIONSTATE")
            .put("subscriptionRequestState", open ? "IN_PROGRESS" : ended(refused, jobs.size()))
            .put("size", jobs.size());
    ArrayNode resources = body.putArray("subscriptionRequestResources");
    for (Records.Job job : jobs) {
      ObjectNode resource =
          resources
              .addObject()
              .put("resourceId", job.id())
              .put(
                  "resourceState",
                  open ? "IN_PROGRESS" : job.refusal().isPresent() ? "REJECTED" : "COMPLETED");
      resource
          .putArray("resourceProperties")
          .addObject()
          .put("type", "IMSI")
          .put("value", job.key());
      ArrayNode failures = resource.putArray("resourceFailureInfos");
      job.refusal()
          .filter(_ -> !open)
          .ifPresent(
              why -> failures.addObject().put("getErrorType", "DCP_ERROR").put("errorObject", why));
    }
    return Optional.of(body);
  }

  private static String ended(long refused, int size) {
    if (refused == 0) {
      return "COMPLETED";
    }
    return refused == size ? "REJECTED" : "COMPLETED_WITH_FAILURES";
  }

  private static String state(Records records, String imsi) {
    return records.find(imsi).map(found -> found.path("state").asString("")).orElse("");
  }

  private static Optional<String> refusal(String before) {
    return switch (before) {
      case "" -> Optional.of("No such subscription");
      case "OPERATOR_BLOCKED" -> Optional.of("The operator has blocked the subscription");
      default -> Optional.empty();
    };
  }
}

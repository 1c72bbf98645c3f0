// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.OperatorException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads where change requests stand, in the older portal: {@code GET
 * .../subscriptions/requests/{requestId}} (contract B.4). One answer tells of all the subscriptions
 * of a request, so it is kept for a moment. Safe for use by many threads.
 */
final class IotaRequests {

  /** The most subscriptions of a request, and so of one page of it. */
  static final int LARGEST = 100;

  private static final int KEPT = 64;
  private static final Duration GOOD_FOR = Duration.ofSeconds(2);

  private final IotaClient portal;
  private final Clock clock;
  private final Map<String, Kept> kept = new LinkedHashMap<>();

  private record Kept(ObjectNode answer, Instant until) {}

  /** Where one subscription's part of a request stands. */
  sealed interface Standing {

    record Open() implements Standing {}

    record Done() implements Standing {}

    record Failed(String why) implements Standing {}

    /** The request says nothing of it that could be understood. */
    record Unclear() implements Standing {}
  }

  IotaRequests(IotaClient portal, Clock clock) {
    this.portal = portal;
    this.clock = clock;
  }

  Standing standing(String requestId, String imsi) throws OperatorException {
    ObjectNode request = read(requestId);
    return switch (request.path("subscriptionRequestState").asString("")) {
      case "IN_PROGRESS", "PENDING" -> new Standing.Open();
      case "COMPLETED" -> new Standing.Done();
      case "CANCELED", "REJECTED" ->
          new Standing.Failed(
              reason(request.path("subscriptionRequestFailureInfos"))
                  .or(() -> resource(request, imsi).flatMap(IotaRequests::failure))
                  .orElse("The request was refused"));
      case "COMPLETED_WITH_FAILURES" ->
          resource(request, imsi).map(IotaRequests::ended).orElseGet(Standing.Unclear::new);
      default -> new Standing.Unclear();
    };
  }

  private static Standing ended(JsonNode resource) {
    return switch (resource.path("resourceState").asString("")) {
      case "COMPLETED" -> new Standing.Done();
      case "FAILED", "REJECTED", "CANCELED" ->
          new Standing.Failed(failure(resource).orElse("The change failed"));
      default -> new Standing.Unclear();
    };
  }

  private static Optional<JsonNode> resource(JsonNode request, String imsi) {
    for (JsonNode resource : request.path("subscriptionRequestResources")) {
      for (JsonNode property : resource.path("resourceProperties")) {
        if (property.path("type").asString("").equals("IMSI")
            && property.path("value").asString("").equals(imsi)) {
          return Optional.of(resource);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> failure(JsonNode resource) {
    return reason(resource.path("resourceFailureInfos"));
  }

  /** The form of {@code errorObject} is not documented; a text, or an object with one. */
  private static Optional<String> reason(JsonNode failures) {
    for (JsonNode failure : failures) {
      JsonNode error = failure.path("errorObject");
      String said =
          error.isString() ? error.asString("") : error.path("message").asString(error.toString());
      if (!said.isBlank()) {
        return Optional.of(said.length() > 200 ? said.substring(0, 200) : said);
      }
    }
    return Optional.empty();
  }

  private ObjectNode read(String requestId) throws OperatorException {
    Instant now = clock.instant();
    synchronized (kept) {
      Kept known = kept.get(requestId);
      if (known != null && known.until().isAfter(now)) {
        return known.answer();
      }
    }
    ObjectNode answer =
        portal.get(
            "/subscriptions/requests/"
                + RestClient.encoded(requestId)
                + "?page=0&perPage="
                + LARGEST);
    synchronized (kept) {
      kept.put(requestId, new Kept(answer, now.plus(GOOD_FOR)));
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return answer;
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.usage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A question about consumption.
 *
 * @param id empty where it is answered at once and not kept
 * @param request what the client sent, as far as it is shown again
 * @param products their ids, in order
 * @param reports by the position of the product; others are still asked for
 * @param aliveAt when its node last worked on it
 */
record Query(
    Optional<String> id,
    ObjectNode request,
    List<String> products,
    Map<Integer, Report> reports,
    boolean finished,
    Instant aliveAt,
    Instant createdAt) {

  Query {
    products = List.copyOf(products);
    reports = Map.copyOf(reports);
  }

  /** Of {@code TaskStateType}. */
  String state() {
    if (!finished) {
      return reports.isEmpty() ? "accepted" : "inProgress";
    }
    boolean failed = reports.values().stream().allMatch(report -> report.error().isPresent());
    return failed ? "terminatedWithError" : "done";
  }

  /** Of {@code TaskStateType}, for the product at a position. */
  String state(int position) {
    Report report = reports.get(position);
    if (report == null) {
      return finished ? "terminatedWithError" : "inProgress";
    }
    return report.error().isPresent() ? "terminatedWithError" : "done";
  }
}

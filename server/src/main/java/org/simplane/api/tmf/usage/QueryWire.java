// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A question with its answer as TMF677 v4 writes it (definition {@code QueryUsageConsumption}).
 *
 * @param state as version 5.1 has it; version 4 has it on the reports alone
 */
record QueryWire(
    Optional<String> id,
    Optional<String> href,
    String queryUsageConsumptionDate,
    String state,
    List<JsonNode> partyAccount,
    List<JsonNode> relatedParty,
    Criteria searchCriteria,
    List<ReportWire> usageConsumption,
    @JsonProperty("@type") String type) {

  /** The products asked for. */
  record Criteria(List<ReportWire.ProductReference> product, @JsonProperty("@type") String type) {}

  static QueryWire of(Query query, String host) {
    return new QueryWire(
        query.id(),
        query.id().filter(_ -> !host.isEmpty()).map(id -> host + Queries.PATH + "/" + id),
        query.createdAt().toString(),
        query.state(),
        query.request().path("partyAccount").valueStream().toList(),
        query.request().path("relatedParty").valueStream().toList(),
        new Criteria(
            query.products().stream()
                .map(product -> ReportWire.ProductReference.of(product, host))
                .toList(),
            "UsageConsumption"),
        IntStream.range(0, query.products().size())
            .mapToObj(position -> ReportWire.of(query, position, host))
            .toList(),
        "QueryUsageConsumption");
  }
}

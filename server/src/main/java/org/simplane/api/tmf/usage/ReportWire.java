// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.simplane.operator.ConsumptionReports.Consumption;
import org.simplane.operator.ConsumptionReports.Counted;

/**
 * What is used of one product as TMF677 v4 writes it (definition {@code UsageConsumption}).
 *
 * @param description why there is nothing, where it could not be found out
 * @param lastUpdate when it was counted
 */
record ReportWire(
    String id,
    String name,
    Optional<String> description,
    String creationDate,
    Optional<String> lastUpdate,
    String state,
    Optional<Period> validPeriod,
    List<ProductReference> product,
    List<Object> logicalResource,
    List<Object> partyAccount,
    List<Object> relatedParty,
    List<Object> service,
    List<BucketWire> bucketRefOrValue,
    @JsonProperty("@type") String type) {

  record ProductReference(
      String id,
      Optional<String> href,
      List<BucketWire.Counter> consumptionSummary,
      @JsonProperty("@referredType") String referredType) {

    static ProductReference of(String id, String host) {
      // A path alone is no URI, which the definition asks for; in notifications there is no host.
      Optional<String> href =
          host.isEmpty()
              ? Optional.empty()
              : Optional.of(host + "/tmf-api/productInventory/v4/product/" + id);
      return new ProductReference(id, href, List.of(), "Product");
    }
  }

  /** A time period. */
  record Period(Optional<String> startDateTime, Optional<String> endDateTime) {

    static Optional<Period> of(Optional<Instant> from, Optional<Instant> until) {
      return from.isEmpty() && until.isEmpty()
          ? Optional.empty()
          : Optional.of(new Period(from.map(Instant::toString), until.map(Instant::toString)));
    }
  }

  static ReportWire of(Query query, int position, String host) {
    String product = query.products().get(position);
    Report report =
        Optional.ofNullable(query.reports().get(position))
            .orElse(new Report(List.of(), Optional.empty(), Optional.empty()));
    List<Consumption> all = report.consumption();
    ProductReference reference = ProductReference.of(product, host);
    return new ReportWire(
        query.id().map(id -> id + "-" + position).orElse(product),
        "Consumption of " + product,
        report.error(),
        query.createdAt().toString(),
        report.asOf().map(Instant::toString),
        query.state(position),
        all.stream().findFirst().flatMap(one -> Period.of(one.from(), one.until())),
        List.of(reference),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Arrays.stream(Counted.values())
            .map(counted -> all.stream().filter(one -> one.counted() == counted).toList())
            .filter(some -> !some.isEmpty())
            .map(some -> BucketWire.of(product, reference, some, report.asOf()))
            .toList(),
        "UsageConsumption");
  }
}

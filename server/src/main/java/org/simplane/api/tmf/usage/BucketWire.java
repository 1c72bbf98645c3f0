// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.simplane.operator.ConsumptionReports.Consumption;
import org.simplane.operator.ConsumptionReports.Counted;
import org.simplane.operator.ConsumptionReports.Level;

/**
 * What is counted of one service as TMF677 v4 writes it (definition {@code BucketRefOrValue}): a
 * counter for each level that seeds/003 names (global, cellular, satellite).
 *
 * @param remainingValue where the plan has a limit
 */
record BucketWire(
    String id,
    String name,
    String usageType,
    boolean isShared,
    String status,
    Optional<Quantity> remainingValue,
    Optional<String> remainingValueName,
    Optional<ReportWire.Period> validFor,
    List<Counter> bucketCounter,
    List<Object> bucketRelationship,
    List<Object> logicalResource,
    List<ReportWire.ProductReference> product,
    List<Object> relatedParty,
    List<Object> reserveBalance,
    List<Object> service,
    @JsonProperty("@type") String type) {

  private static final BigDecimal KILOBYTE = BigDecimal.valueOf(1024);
  private static final int DECIMALS = 6;

  record Quantity(BigDecimal amount, String units) {}

  /** A count (definition {@code ConsumptionSummary}). */
  record Counter(
      String counterType,
      String level,
      String valueName,
      Quantity value,
      Optional<ReportWire.Period> consumptionPeriod) {}

  /**
   * @param some of one service, one for each level
   */
  static BucketWire of(
      String productId,
      ReportWire.ProductReference product,
      List<Consumption> some,
      Optional<Instant> asOf) {
    Consumption first = some.getFirst();
    Counted counted = first.counted();
    Optional<Quantity> left =
        some.stream()
            .filter(one -> one.level() == Level.GLOBAL || some.size() == 1)
            .findFirst()
            .flatMap(one -> one.allowance().map(allowance -> Math.max(0, allowance - one.used())))
            .map(units -> quantity(counted, units));
    return new BucketWire(
        productId + "-usageVolume-" + usageType(counted),
        name(counted),
        usageType(counted),
        false,
        "active",
        left,
        left.map(BucketWire::text),
        ReportWire.Period.of(first.from(), first.until()),
        some.stream().map(one -> counter(one, asOf)).toList(),
        List.of(),
        List.of(),
        List.of(product),
        List.of(),
        List.of(),
        List.of(),
        "Bucket");
  }

  /** From the begin of the period to now (TMF677 v4, {@code consumptionPeriod}). */
  private static Counter counter(Consumption one, Optional<Instant> asOf) {
    Quantity used = quantity(one.counted(), one.used());
    return new Counter(
        "used",
        one.level().name().toLowerCase(Locale.ROOT),
        text(used),
        used,
        ReportWire.Period.of(one.from(), asOf));
  }

  private static Quantity quantity(Counted counted, long units) {
    return switch (counted) {
      case DATA -> new Quantity(kilobytes(units), "KB");
      case SMS -> new Quantity(BigDecimal.valueOf(units), "SMS");
      case VOICE -> new Quantity(BigDecimal.valueOf(units), "s");
    };
  }

  private static BigDecimal kilobytes(long bytes) {
    BigDecimal value =
        BigDecimal.valueOf(bytes)
            .divide(KILOBYTE, DECIMALS, RoundingMode.HALF_UP)
            .stripTrailingZeros();
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  private static String text(Quantity quantity) {
    return quantity.amount().toPlainString() + " " + quantity.units();
  }

  private static String usageType(Counted counted) {
    return counted.name().toLowerCase(Locale.ROOT);
  }

  private static String name(Counted counted) {
    return switch (counted) {
      case DATA -> "Data volume";
      case SMS -> "Messages";
      case VOICE -> "Voice";
    };
  }
}

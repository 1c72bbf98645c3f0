// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.simplane.operator.ConsumptionReports.Consumption;
import org.simplane.operator.ConsumptionReports.Counted;
import org.simplane.operator.ConsumptionReports.Level;
import org.simplane.usage.CurrentConsumption;

/**
 * What data a product used in the current period, by level (seeds/003, "Retrieve information on
 * consumed usage").
 *
 * @param asOf when the operator told it: our own member
 */
record UsageWire(
    String id,
    String href,
    @JsonProperty("isShared") boolean isShared,
    @JsonProperty("isBundle") boolean isBundle,
    String usageType,
    List<CounterWire> bucketCounter,
    Instant asOf,
    @JsonProperty("@baseType") String baseType,
    @JsonProperty("@type") String type) {

  private static final BigDecimal KILOBYTE = BigDecimal.valueOf(1024);
  private static final int DIGITS = 6;
  private static final String UNIT = "KB";

  /** One count; {@code KB} are 1,024 bytes. */
  record CounterWire(
      String counterType,
      Level level,
      String valueName,
      AmountWire value,
      Optional<PeriodWire> consumptionPeriod) {

    static CounterWire of(Consumption consumption) {
      BigDecimal amount =
          BigDecimal.valueOf(consumption.used())
              .divide(KILOBYTE, DIGITS, RoundingMode.HALF_UP)
              .stripTrailingZeros();
      return new CounterWire(
          "USED",
          consumption.level(),
          amount.toPlainString() + " " + UNIT,
          new AmountWire(amount, UNIT),
          consumption.from().map(from -> new PeriodWire(from, consumption.until())));
    }
  }

  record AmountWire(BigDecimal amount, String units) {}

  record PeriodWire(Instant startDateTime, Optional<Instant> endDateTime) {}

  static UsageWire of(Product product, Request request, CurrentConsumption current) {
    return new UsageWire(
        product.id(Part.USAGE),
        request.product(product.id(Part.USAGE)),
        false,
        false,
        "DATA",
        current.consumption().stream()
            .filter(one -> one.counted() == Counted.DATA)
            .map(CounterWire::of)
            .toList(),
        current.asOf(),
        "product",
        Part.USAGE.type());
  }
}

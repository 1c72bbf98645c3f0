// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.SubscriptionRef;
import org.simplane.operator.UsageReports;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code /iot/api/xdr/reports} a day at a time; the platform keeps eight days (contract B.5).
 * That what was uploaded came from the device, and that days are UTC's, is assumed.
 */
final class IotaUsage implements UsageReports {

  /** Of eight days of 24 hours the first calendar day is not whole. */
  private static final int DAYS_KEPT = 8;

  private final IotaClient client;
  private final IotaInventory inventory;
  private final Clock clock;

  IotaUsage(IotaClient client, IotaInventory inventory, Clock clock) {
    this.client = client;
    this.inventory = inventory;
    this.clock = clock;
  }

  @Override
  public List<DayUsage> daily(SubscriptionRef ref, LocalDate first, LocalDate last)
      throws OperatorException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate oldest = today.minusDays(DAYS_KEPT - 1L);
    LocalDate until = last.isAfter(today) ? today : last;
    List<DayUsage> found = new ArrayList<>();
    for (LocalDate day = first.isBefore(oldest) ? oldest : first;
        !day.isAfter(until);
        day = day.plusDays(1)) {
      DayUsage used = day(ref.operatorKey(), day);
      if (used.bytesUp()
              + used.bytesDown()
              + used.smsMobileOriginated()
              + used.smsMobileTerminated()
          > 0) {
        found.add(used);
      }
    }
    // A report says nothing of whom it does not know.
    if (found.isEmpty() && inventory.find(ref).isEmpty()) {
      throw new OperatorException(
          Kind.NOT_FOUND, "IoT Accelerator does not know " + ref.businessId());
    }
    return found;
  }

  private DayUsage day(String imsi, LocalDate day) throws OperatorException {
    Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant until = end.isAfter(clock.instant()) ? clock.instant() : end;
    String query = "?imsi=" + imsi + "&from=" + from + "&to=" + until;
    JsonNode data = item(imsi, client.get("/iot/api/xdr/reports/data-usage" + query));
    JsonNode sms = item(imsi, client.get("/iot/api/xdr/reports/sms-usage" + query));
    return new DayUsage(
        day,
        data.path("uploaded").asLong(0),
        data.path("downloaded").asLong(0),
        sms.at("/sent/success_count").asLong(0),
        sms.at("/received/success_count").asLong(0));
  }

  private static JsonNode item(String imsi, JsonNode report) throws OperatorException {
    if (!report.path("items").isArray()) {
      throw new OperatorException(
          Kind.MALFORMED_REPLY, "IoT Accelerator's usage report holds no items");
    }
    for (JsonNode item : report.path("items")) {
      if (item.path("key").asString("").equals(imsi)) {
        return item;
      }
    }
    return report.path("none");
  }
}

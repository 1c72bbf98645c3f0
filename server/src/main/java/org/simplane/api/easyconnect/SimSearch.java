// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.inventory.IdentifierKind;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.inventory.SubscriptionQuery.SortKey;
import org.simplane.operator.Status;

/** Reads {@code q} and {@code sort} of the SIM list. Both may be there and empty. */
final class SimSearch {

  private static final Map<String, IdentifierKind> PREFIXES =
      Map.of(
          "imei", IdentifierKind.IMEI,
          "ip_address", IdentifierKind.IP_ADDRESS,
          // Ours from here on.
          "iccid", IdentifierKind.ICCID,
          "imsi", IdentifierKind.IMSI,
          "msisdn", IdentifierKind.MSISDN_DATA,
          "label", IdentifierKind.LABEL);
  private static final String FILTERS = "imei, ip_address, iccid, imsi, msisdn, label, status";
  private static final int LONGEST = 1_000;

  private SimSearch() {}

  static SubscriptionQuery of(Context context, Paging paging) {
    SubscriptionQuery query =
        SubscriptionQuery.ALL
            .withKinds(Set.of(Subscription.Kind.SIM)) // the dialect knows of no terminals
            .withPage(paging.page(), paging.size())
            .countingUpTo(
                Long.MAX_VALUE); // clients walk by the number of pages, so it has to be right
    return sorted(filtered(query, context.queryParam("q")), context.queryParam("sort"));
  }

  /** {@code key:value,key:value}; all must hold. A value may hold colons, as IPv6 addresses do. */
  private static SubscriptionQuery filtered(SubscriptionQuery query, @Nullable String q) {
    if (q == null || q.isBlank()) {
      return query;
    }
    Map<IdentifierKind, String> prefixes = new EnumMap<>(IdentifierKind.class);
    Set<Status> statuses = Set.of();
    for (String part : check("q", q).split(",")) {
      if (part.isBlank()) {
        continue;
      }
      int colon = part.indexOf(':');
      if (colon < 0) {
        throw invalid("q", "'" + part + "' is not of the form filter:value");
      }
      String key = part.substring(0, colon).strip();
      String value = part.substring(colon + 1).strip();
      IdentifierKind kind = PREFIXES.get(key);
      if (value.isEmpty()) {
        continue;
      }
      if (kind != null) {
        if (prefixes.put(kind, value) != null) {
          throw invalid("q", "the filter '" + key + "' is given twice");
        }
      } else if (key.equals("status")) {
        statuses = statuses(value);
      } else {
        throw invalid("q", "no filter '" + key + "'; there are " + FILTERS);
      }
    }
    return query.withPrefixes(prefixes).withStatuses(statuses);
  }

  private static Set<Status> statuses(String value) {
    Set<Status> on = EnumSet.of(Status.ACTIVE);
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "enabled", "activated" -> on;
      case "disabled" -> EnumSet.complementOf(EnumSet.copyOf(on));
      default -> throw invalid("q", "status is Enabled or Disabled, not '" + value + "'");
    };
  }

  /** The first key decides; equal ones are in the order of their import. */
  private static SubscriptionQuery sorted(SubscriptionQuery query, @Nullable String sort) {
    if (sort == null || sort.isBlank()) {
      return query;
    }
    SubscriptionQuery sorted = query;
    for (String part : check("sort", sort).split(",")) {
      String key = part.strip();
      boolean descending = key.startsWith("-");
      SortKey by =
          switch (descending ? key.substring(1) : key) {
            case "imei" -> SortKey.IMEI;
            case "ip_address" -> SortKey.IP_ADDRESS;
            default ->
                throw invalid("sort", "sorted is by imei and ip_address, not by '" + key + "'");
          };
      if (sorted.sort().isEmpty()) {
        sorted = sorted.withSort(by, descending);
      }
    }
    return sorted;
  }

  private static String check(String name, String text) {
    if (text.length() > LONGEST) {
      throw invalid(name, "longer than " + LONGEST + " characters");
    }
    if (text.indexOf('\0') >= 0) {
      throw invalid(name, "a NUL character");
    }
    return text;
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}

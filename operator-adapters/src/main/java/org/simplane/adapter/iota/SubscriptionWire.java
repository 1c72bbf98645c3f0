// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.iota;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Details;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Sim;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.databind.JsonNode;

/** A subscription as the search shows it (contract B.3). PINs and PUKs are passed over. */
record SubscriptionWire(JsonNode fields) {

  /** Facts that have no field of ours. */
  private static final List<String> CHARACTERISTICS =
      List.of(
          "enterprise",
          "organizationId",
          "operatorId",
          "resellerId",
          "region",
          "poolId",
          "assignedImei",
          "subscriptionPackageDescription",
          "simSpecificationType",
          "simSpecificationDescription",
          "installationDateAt",
          "provisionedAt",
          "lastSubscriptionPackageChangeAt",
          "lastSubscriptionChangeDateAt",
          "subscriptionStateLocked",
          "subscriptionSecurityLocked");

  /**
   * A subscription's key is its IMSI: cards are replaced, and a reactivation takes nothing else.
   */
  Sim sim() throws OperatorException {
    String imsi = text("imsi").orElseThrow(SubscriptionWire::keyless);
    String word = text("state").orElse("");
    return new Sim(
        new SubscriptionRef(imsi, text("iccid").orElse(imsi)),
        IotaStates.of(word),
        word.isEmpty() ? "unknown" : word,
        Optional.empty(),
        value("iccid", Iccid::of),
        value("imsi", Imsi::of),
        value("msisdn", Msisdn::of),
        value("detectedImei", Imei::of),
        Optional.empty(),
        ips().stream()
            .map(ip -> ip.path("ip").asString(""))
            .filter(ip -> !ip.isEmpty())
            .findFirst(),
        text("label"),
        Optional.empty(),
        text("firstActivatedAt").flatMap(SubscriptionWire::time),
        details());
  }

  /** Since the month began: bytes, and messages; empty where it was not asked for. */
  Optional<Long> monthly(String field) {
    JsonNode value = fields.path(field);
    return value.isIntegralNumber() ? Optional.of(value.asLong()) : Optional.empty();
  }

  private Details details() {
    Map<String, String> characteristics = new LinkedHashMap<>();
    for (String name : CHARACTERISTICS) {
      text(name).ifPresent(value -> characteristics.put(name, value));
    }
    for (JsonNode field : fields.path("customFields")) {
      String name = field.path("fieldName").asString("");
      String value = field.path("fieldValue").asString("");
      if (!name.isBlank() && !value.isBlank()) {
        characteristics.put("customFields." + name, value);
      }
    }
    return new Details(
        Optional.of(new DataConnectivity(Optional.empty(), List.of(), Optional.empty(), apns())),
        text("subscriptionPackageName"),
        text("enterpriseName"),
        Optional.empty(),
        characteristics);
  }

  private List<DataConnectivity.Apn> apns() {
    List<DataConnectivity.Apn> found = new ArrayList<>();
    for (JsonNode apn : fields.path("apns")) {
      String name = apn.path("apn").asString("");
      if (!name.isBlank()) {
        found.add(new DataConnectivity.Apn(name, address(name)));
      }
    }
    return found;
  }

  private Optional<String> address(String apn) {
    return ips().stream()
        .filter(ip -> ip.path("apnName").asString("").equals(apn))
        .map(ip -> ip.path("ip").asString(""))
        .filter(ip -> !ip.isEmpty())
        .findFirst();
  }

  private List<JsonNode> ips() {
    List<JsonNode> found = new ArrayList<>();
    fields.path("ips").forEach(found::add);
    return found;
  }

  private Optional<String> text(String name) {
    JsonNode value = fields.path(name);
    return value.isValueNode() && !value.isNull()
        ? Optional.of(value.asString("")).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  /** An odd number of one SIM must not stop a list. */
  private <T> Optional<T> value(String name, Function<String, T> reader) {
    try {
      return text(name).map(reader);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static OperatorException keyless() {
    return new OperatorException(
        Kind.MALFORMED_REPLY, "IoT Accelerator showed a subscription without an IMSI");
  }
}

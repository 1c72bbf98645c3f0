// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Details;
import org.simplane.operator.Eid;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Sim;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.databind.JsonNode;

/** A device, of the search with four fields or of the details with all (contract A.5). */
final class DeviceWire {

  /** Facts that have no field of ours; names as the CMO API shows them for this backend. */
  private static final Pattern CHARACTERISTIC =
      Pattern.compile(
          "dateActivated|dateAdded|dateUpdated|dateShipped|endConsumerId|modemID|globalSimType"
              + "|simNotes|simProfileId|accountId|(account|operator|customer)Custom[0-9]{1,2}");

  private final Map<String, String> fields = new HashMap<>();

  /** All fields are texts or null; what is neither is passed over. */
  @JsonAnySetter
  void set(String name, JsonNode value) {
    if (value.isValueNode() && !value.isNull() && !value.asString("").isBlank()) {
      fields.put(name, value.asString(""));
    }
  }

  Optional<String> iccid() {
    return text("iccid");
  }

  Optional<String> status() {
    return text("status");
  }

  Sim sim(String iccid) {
    String word = status().orElse("");
    return new Sim(
        new SubscriptionRef(iccid, iccid),
        JasperStates.of(word),
        word.isEmpty() ? "unknown" : word,
        Optional.empty(),
        value("iccid", Iccid::of),
        value("imsi", Imsi::of),
        value("msisdn", Msisdn::of),
        value("imei", Imei::of),
        value("eid", Eid::of).or(() -> value("euiccid", Eid::of)),
        text("fixedIPAddress").or(() -> text("fixedIpv6Address")),
        text("deviceID"),
        Optional.empty(),
        text("dateActivated").flatMap(JasperDates::read),
        details());
  }

  private Details details() {
    Map<String, String> characteristics = new LinkedHashMap<>();
    fields.forEach((name, value) -> {
      if (CHARACTERISTIC.matcher(name).matches()) {
        characteristics.put(name, value);
      }
    });
    return new Details(
        Optional.of(
            new DataConnectivity(
                Optional.empty(), List.of(), text("communicationPlan"), List.of())),
        text("ratePlan"),
        text("customer"),
        Optional.empty(),
        characteristics);
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** An odd number of one SIM must not stop a list. */
  private <T> Optional<T> value(String name, Function<String, T> reader) {
    @Nullable String text = fields.get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

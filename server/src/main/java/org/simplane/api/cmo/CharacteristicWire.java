// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.simplane.inventory.Identity;
import org.simplane.inventory.KeptDetails;
import org.simplane.inventory.Subscription;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Eid;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Imsi;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Terminal;

/**
 * A name with its value: a text, a number, or a list of them. The names are those of
 * contracts/tmforum-cmo.md section 1.3 where it has one.
 */
record CharacteristicWire(String name, Object value) {

  /** An access point. */
  record ApnWire(String name, Optional<String> ipAddress) {}

  /** What a list shows of a product (seeds/003, "Retrieve paginated list"). */
  static List<CharacteristicWire> summary(Product product) {
    List<CharacteristicWire> list = new ArrayList<>();
    Identity identity = product.subscription().identity();
    if (product.isCellular()) {
      add(list, "ICCID", identity.iccid().map(Iccid::digits));
      add(list, "IMSI", identity.imsi().map(Imsi::digits));
      add(list, "MSISDN", identity.msisdnData().map(Msisdn::digits));
    }
    if (!product.isCellular() || product.terminal().isPresent()) {
      add(list, "serialNumber", serial(product));
      add(list, "name", product.terminal().flatMap(Terminal::name));
      addPlace(list, product.terminal());
    }
    return list;
  }

  /** What is known of a SIM card, the operator's own facts last; texts alone. */
  static List<CharacteristicWire> simCard(Product product) {
    Subscription subscription = product.subscription();
    Identity identity = subscription.identity();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("dateActivated", text(subscription.standing().activatedAt()));
    facts.put("dateAdded", subscription.createdAt().toString());
    facts.put("dateUpdated", text(subscription.standing().changedAt()));
    facts.put("euiccid", identity.eid().map(Eid::digits).orElse(""));
    facts.put("ICCID", identity.iccid().map(Iccid::digits).orElse(""));
    facts.put("imei", identity.imei().map(Imei::digits).orElse(""));
    facts.put("IMSI", identity.imsi().map(Imsi::digits).orElse(""));
    facts.put("MSISDN", identity.msisdnData().map(Msisdn::digits).orElse(""));
    facts.put("operatorStatus", subscription.standing().operatorStatus());
    product.details().ifPresent(details -> facts.putAll(details.characteristics()));
    return facts.entrySet().stream()
        .map(fact -> new CharacteristicWire(fact.getKey(), fact.getValue()))
        .toList();
  }

  static List<CharacteristicWire> terminal(Product product) {
    List<CharacteristicWire> list = new ArrayList<>();
    Optional<Terminal> terminal = product.terminal();
    add(list, "serialNumber", serial(product));
    add(list, "name", terminal.flatMap(Terminal::name));
    addPlace(list, terminal);
    add(list, "model", terminal.flatMap(Terminal::model));
    add(list, "state", Optional.of(product.subscription().standing().operatorStatus()));
    add(list, "mobilityType", terminal.flatMap(Terminal::mobilityType));
    add(list, "imoNumber", terminal.flatMap(Terminal::imoNumber));
    add(list, "mmsi", terminal.flatMap(Terminal::mmsi));
    add(list, "antennaCode", terminal.flatMap(Terminal::antennaCode));
    add(list, "lastUpdated", terminal.flatMap(Terminal::updatedAt).map(Instant::toString));
    add(list, "lastSync", product.kept().map(KeptDetails::asOf).map(Instant::toString));
    if (!product.isCellular()) {
      product
          .details()
          .ifPresent(details ->
              details
                  .characteristics()
                  .forEach((name, value) -> list.add(new CharacteristicWire(name, value))));
    }
    return list;
  }

  static List<CharacteristicWire> connectivity(Product product) {
    DataConnectivity known = product.connectivity().orElse(DataConnectivity.NONE);
    List<CharacteristicWire> list = new ArrayList<>();
    add(list, "networkProvider", known.provider());
    list.add(new CharacteristicWire("dataConnectivityType", known.types()));
    add(list, "communicationPlan", known.communicationPlan());
    list.add(
        new CharacteristicWire(
            "apn",
            known.apns().stream().map(apn -> new ApnWire(apn.name(), apn.ipAddress())).toList()));
    return list;
  }

  private static Optional<String> serial(Product product) {
    return product
        .subscription()
        .identity()
        .terminalSerial()
        .or(() -> product.terminal().map(Terminal::serialNumber));
  }

  private static void addPlace(List<CharacteristicWire> list, Optional<Terminal> terminal) {
    add(list, "latitude", terminal.map(Terminal::latitude));
    add(list, "longitude", terminal.map(Terminal::longitude));
  }

  /** Absent values are left out. */
  private static void add(List<CharacteristicWire> list, String name, Optional<?> value) {
    Object known = value.orElse(null);
    if (known instanceof OptionalDouble number) {
      number.ifPresent(present -> list.add(new CharacteristicWire(name, present)));
    } else if (known != null) {
      list.add(new CharacteristicWire(name, known));
    }
  }

  private static String text(Optional<Instant> at) {
    return at.map(Instant::toString).orElse("");
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.product;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.simplane.api.tmf.fleet.Member;
import org.simplane.api.tmf.fleet.Part;
import org.simplane.inventory.Identity;
import org.simplane.inventory.Standing;
import org.simplane.inventory.Subscription;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Details;
import org.simplane.operator.Status;
import org.simplane.operator.Terminal;

/**
 * A product as both versions of TMF637 tell of it, each in its own shape. Names of characteristics
 * are those of the CMO API (contracts: tmforum-cmo.md section 1.3).
 *
 * @param offering what is paid for
 * @param characteristics a text, or a list of texts, by name
 * @param customProperties the client's own, by name
 * @param parts of a bundle
 */
record Product(
    String id,
    Part part,
    String name,
    String status,
    String serialNumber,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> terminatedAt,
    Optional<String> offering,
    List<Party> parties,
    Map<String, Object> characteristics,
    Optional<Map<String, String>> customProperties,
    Optional<Location> location,
    List<Realization> resources,
    List<Product> parts) {

  /** The customer at the operator, and the account of ours. */
  record Party(String id, Optional<String> name, String role) {}

  /** In degrees. */
  record Location(double latitude, double longitude) {}

  /** A resource that is behind the product, and the number that it is known by. */
  record Realization(String id, String name, String value, boolean physical) {

    String type() {
      return physical ? "PhysicalResource" : "LogicalResource";
    }
  }

  static final String CUSTOMER = "customer";
  static final String ACCOUNT = "operatorAccount";
  static final String STATUS = "connectivityStatus";
  static final String OPERATOR_STATUS = "operatorStatus";
  static final String SIM_PROFILE = "simProfile";
  static final String COMMUNICATION_PLAN = "communicationPlan";

  boolean isBundle() {
    return part == Part.BUNDLE;
  }

  /** How the account is named among the parties. */
  static String accountParty(long account) {
    return "account-" + account;
  }

  static Product of(Member member, Part part) {
    Subscription subscription = member.subscription();
    Standing standing = subscription.standing();
    boolean carries = part == Part.BUNDLE || part == Part.of(member).getFirst();
    List<Product> parts = new ArrayList<>();
    if (part == Part.BUNDLE) {
      Part.of(member).forEach(one -> parts.add(of(member, one)));
    }
    return new Product(
        member.productId(part),
        part,
        name(part),
        ProductStates.of(standing),
        part == Part.TERMINAL ? terminalSerial(member) : subscription.businessId(),
        subscription.createdAt(),
        standing.activatedAt(),
        standing.status() == Status.TERMINATED || standing.status() == Status.DELETED
            ? standing.changedAt()
            : Optional.empty(),
        member.details().servicePlan(),
        parties(member),
        characteristics(member, part),
        carries ? Optional.of(new TreeMap<>(subscription.attributes())) : Optional.empty(),
        part == Part.TERMINAL
            ? member.details().terminal().flatMap(Product::location)
            : Optional.empty(),
        resources(member, part),
        parts);
  }

  private static String name(Part part) {
    return switch (part) {
      case BUNDLE -> "IoT connection";
      case SIM_CARD -> "SIM card";
      case TERMINAL -> "Satellite terminal";
      case DATA_CONNECTIVITY -> "Data connectivity";
      case USAGE_VOLUME -> "Usage volume";
    };
  }

  private static String terminalSerial(Member member) {
    return member
        .details()
        .terminal()
        .map(Terminal::serialNumber)
        .orElse(member.subscription().businessId());
  }

  private static List<Party> parties(Member member) {
    List<Party> parties = new ArrayList<>();
    member
        .details()
        .customer()
        .ifPresent(customer -> parties.add(new Party(customer, Optional.empty(), CUSTOMER)));
    parties.add(
        new Party(accountParty(member.account().id()), Optional.of(member.accountName()), ACCOUNT));
    return parties;
  }

  private static Map<String, Object> characteristics(Member member, Part part) {
    Map<String, Object> all = new LinkedHashMap<>();
    Subscription subscription = member.subscription();
    if (part == Part.BUNDLE) {
      all.put("SYSTEM", member.operatorName());
      all.put(
          "connectivityType",
          subscription.kind() == Subscription.Kind.TERMINAL ? "SATELLITE" : "CELLULAR");
    }
    if (part != Part.USAGE_VOLUME && part != Part.DATA_CONNECTIVITY) {
      all.put(STATUS, subscription.standing().status().name());
      put(all, OPERATOR_STATUS, Optional.of(subscription.standing().operatorStatus()));
    }
    switch (part) {
      case BUNDLE -> {}
      case SIM_CARD -> card(all, member);
      case TERMINAL -> terminal(all, member);
      case DATA_CONNECTIVITY ->
          connectivity(all, member.details().dataConnectivity().orElse(DataConnectivity.NONE));
      case USAGE_VOLUME -> all.put("usageType", "DATA");
    }
    return all;
  }

  private static void card(Map<String, Object> all, Member member) {
    Subscription subscription = member.subscription();
    Identity identity = subscription.identity();
    put(all, "ICCID", identity.iccid().map(iccid -> iccid.digits()));
    put(all, "IMSI", identity.imsi().map(imsi -> imsi.digits()));
    put(all, "MSISDN", identity.msisdnData().map(msisdn -> msisdn.digits()));
    put(all, "imei", identity.imei().map(imei -> imei.digits()));
    put(all, "euiccid", identity.eid().map(eid -> eid.digits()));
    put(all, "dateActivated", subscription.standing().activatedAt().map(Instant::toString));
    all.put("dateUpdated", subscription.updatedAt().toString());
    own(all, member.details());
  }

  private static void terminal(Map<String, Object> all, Member member) {
    member
        .details()
        .terminal()
        .ifPresentOrElse(
            terminal -> {
              all.put("serialNumber", terminal.serialNumber());
              put(all, "name", terminal.name());
              put(all, "latitude", number(terminal.latitude()));
              put(all, "longitude", number(terminal.longitude()));
              put(all, "model", terminal.model());
              put(all, "mobilityType", terminal.mobilityType());
              put(all, "antennaCode", terminal.antennaCode());
              put(all, "lastUpdated", terminal.updatedAt().map(Instant::toString));
              put(all, "imoNumber", terminal.imoNumber());
              put(all, "mmsi", terminal.mmsi());
            },
            () -> all.put("serialNumber", member.subscription().businessId()));
    if (member.subscription().kind() == Subscription.Kind.TERMINAL) {
      own(all, member.details());
    }
  }

  private static void connectivity(Map<String, Object> all, DataConnectivity connectivity) {
    put(all, "networkProvider", connectivity.provider());
    if (!connectivity.types().isEmpty()) {
      all.put("dataConnectivityType", connectivity.types());
    }
    put(all, COMMUNICATION_PLAN, connectivity.communicationPlan());
    if (!connectivity.apns().isEmpty()) {
      all.put("apn", connectivity.apns().stream().map(DataConnectivity.Apn::name).toList());
    }
  }

  /** What else the operator tells, under its own names. */
  private static void own(Map<String, Object> all, Details details) {
    details.characteristics().forEach(all::putIfAbsent);
  }

  private static void put(Map<String, Object> all, String name, Optional<String> value) {
    value.filter(text -> !text.isEmpty()).ifPresent(text -> all.put(name, text));
  }

  private static Optional<String> number(OptionalDouble value) {
    return value.isPresent() ? Optional.of(Double.toString(value.getAsDouble())) : Optional.empty();
  }

  private static Optional<Location> location(Terminal terminal) {
    return terminal.latitude().isPresent() && terminal.longitude().isPresent()
        ? Optional.of(
            new Location(terminal.latitude().getAsDouble(), terminal.longitude().getAsDouble()))
        : Optional.empty();
  }

  /** The card or terminal, and the numbers on the card; ids are those of TMF639. */
  private static List<Realization> resources(Member member, Part part) {
    List<Realization> all = new ArrayList<>();
    if (part == Part.SIM_CARD) {
      Identity identity = member.subscription().identity();
      String iccid = member.subscription().businessId();
      all.add(new Realization(iccid, name(part), iccid, true));
      add(all, "imsi-", "IMSI", identity.imsi().map(imsi -> imsi.digits()));
      add(all, "msisdn-", "MSISDN", identity.msisdnData().map(msisdn -> msisdn.digits()));
      add(all, "eid-", "eUICC", identity.eid().map(eid -> eid.digits()));
    } else if (part == Part.TERMINAL) {
      String serial = terminalSerial(member);
      all.add(new Realization(serial, name(part), serial, true));
    }
    return all;
  }

  private static void add(
      List<Realization> all, String prefix, String name, Optional<String> number) {
    number.ifPresent(digits -> all.add(new Realization(prefix + digits, name, digits, false)));
  }

  /** The id of the service of TMF640 behind it: that of the bundle. */
  Optional<String> service() {
    return part == Part.BUNDLE || part == Part.DATA_CONNECTIVITY
        ? Optional.of(id.substring(0, id.length() - part.suffix().length()))
        : Optional.empty();
  }
}

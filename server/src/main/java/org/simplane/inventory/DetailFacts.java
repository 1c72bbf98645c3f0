// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Details;
import org.simplane.operator.Terminal;

/**
 * Details as flat facts, which lists are narrowed by: {@value #COMMUNICATION_PLAN}, {@value
 * #PROVIDER}, {@value #DATA_CONNECTIVITY_TYPE} and {@value #APN} (several each), {@value
 * #SERVICE_PLAN}, {@value #CUSTOMER}; of a terminal {@code terminalSerialNumber}, {@code
 * terminalName}, {@code model}, {@code mobilityType}, {@code antennaCode}, {@code imoNumber} and
 * {@code mmsi}; and the operator's own characteristics by their names. Where a terminal is moves
 * too often to be one.
 */
public final class DetailFacts {

  public static final String COMMUNICATION_PLAN = "communicationPlan";
  public static final String PROVIDER = "provider";
  public static final String DATA_CONNECTIVITY_TYPE = "dataConnectivityType";
  public static final String APN = "apn";
  public static final String SERVICE_PLAN = "servicePlan";
  public static final String CUSTOMER = "customer";

  /** What one subscription is found by at most; an operator that tells more is cut. */
  private static final int MOST = 100;

  private DetailFacts() {}

  /** By name; where there are several of one, in the operator's order. */
  public static Map<String, List<String>> of(Details details) {
    Map<String, List<String>> facts = new TreeMap<>();
    details.dataConnectivity().ifPresent(connectivity -> of(facts, connectivity));
    put(facts, SERVICE_PLAN, details.servicePlan());
    put(facts, CUSTOMER, details.customer());
    details.terminal().ifPresent(terminal -> of(facts, terminal));
    details.characteristics().forEach((name, value) -> put(facts, name, Optional.of(value)));
    return facts;
  }

  private static void of(Map<String, List<String>> facts, DataConnectivity connectivity) {
    put(facts, COMMUNICATION_PLAN, connectivity.communicationPlan());
    put(facts, PROVIDER, connectivity.provider());
    connectivity.types().forEach(type -> put(facts, DATA_CONNECTIVITY_TYPE, Optional.of(type)));
    connectivity.apns().forEach(apn -> put(facts, APN, Optional.of(apn.name())));
  }

  private static void of(Map<String, List<String>> facts, Terminal terminal) {
    put(facts, "terminalSerialNumber", Optional.of(terminal.serialNumber()));
    put(facts, "terminalName", terminal.name());
    put(facts, "model", terminal.model());
    put(facts, "mobilityType", terminal.mobilityType());
    put(facts, "antennaCode", terminal.antennaCode());
    put(facts, "imoNumber", terminal.imoNumber());
    put(facts, "mmsi", terminal.mmsi());
  }

  private static void put(Map<String, List<String>> facts, String name, Optional<String> value) {
    value
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> facts.computeIfAbsent(name, _ -> new ArrayList<>()).add(text));
  }

  /** As the index has them: 64 bits of each, in order, each once. */
  static List<Long> hashes(Details details) {
    TreeSet<Long> hashes = new TreeSet<>();
    of(details)
        .forEach((name, values) ->
            values.forEach(value -> {
              if (hashes.size() < MOST) {
                hashes.add(hash(name, value));
              }
            }));
    return List.copyOf(hashes);
  }

  /** Of those that a list is narrowed by. */
  static List<Long> hashes(Map<String, String> wanted) {
    List<Long> hashes = new ArrayList<>(wanted.size());
    new TreeMap<>(wanted).forEach((name, value) -> hashes.add(hash(name, value)));
    return hashes;
  }

  /**
   * The first 64 bits of a cryptographic digest: two facts of one hash would not occur in the life
   * of an inventory, nor can they be made up.
   */
  private static long hash(String name, String value) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return ByteBuffer.wrap(digest.digest(value.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.List;
import java.util.Optional;

/**
 * The data service behind a SIM, as far as its operator tells (seeds/003, "Retrieve details of Data
 * Connectivity service").
 *
 * @param provider the network operator that people know, such as {@code Telekom Deutschland}
 * @param types what the service may run on, in the operator's words: {@code LTE}, {@code NB-IoT}
 * @param communicationPlan the operator's name of the set of services
 * @param apns in the operator's order
 */
public record DataConnectivity(
    Optional<String> provider,
    List<String> types,
    Optional<String> communicationPlan,
    List<Apn> apns) {

  /** Nothing is known of it. */
  public static final DataConnectivity NONE =
      new DataConnectivity(Optional.empty(), List.of(), Optional.empty(), List.of());

  public DataConnectivity {
    types = List.copyOf(types);
    apns = List.copyOf(apns);
  }

  /**
   * An access point.
   *
   * @param ipAddress the address that the SIM has there, where it is fixed
   */
  public record Apn(String name, Optional<String> ipAddress) {}
}

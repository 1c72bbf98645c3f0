// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an operator tells of a subscription beside its identifiers and status.
 *
 * @param dataConnectivity empty where the operator tells nothing of it, as for satellite terminals
 * @param servicePlan what is paid for: rate plan, tariff, subscription package
 * @param customer the operator's own customer or sub-account that holds it
 * @param terminal of a satellite subscription; Galaxy 1 has SIM card and terminal
 * @param characteristics further facts under the operator's own names, such as {@code simNotes}
 */
public record Details(
    Optional<DataConnectivity> dataConnectivity,
    Optional<String> servicePlan,
    Optional<String> customer,
    Optional<Terminal> terminal,
    Map<String, String> characteristics) {

  public static final Details NONE =
      new Details(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

  public Details {
    characteristics = Collections.unmodifiableSortedMap(new TreeMap<>(characteristics));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.CharacteristicControl.Characteristic;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Details;

/**
 * What an operator told of a subscription beside its identifiers and status.
 *
 * @param asOf when the operator was asked, within an hour where nothing has changed since
 */
public record KeptDetails(Details details, Instant asOf) {

  /** The characteristic on the card, see {@link CharacteristicControl.Kind#SIM_PROFILE}. */
  private static final String SIM_PROFILE = "simProfile";

  /** What may be changed of details. */
  public static Optional<String> of(Details details, CharacteristicControl.Kind kind) {
    return switch (kind) {
      case SERVICE_PLAN -> details.servicePlan();
      case COMMUNICATION_PLAN ->
          details.dataConnectivity().flatMap(DataConnectivity::communicationPlan);
      case CUSTOMER -> details.customer();
      case SIM_PROFILE -> Optional.ofNullable(details.characteristics().get(SIM_PROFILE));
    };
  }

  static Details with(Details details, Characteristic changed) {
    Optional<String> value = Optional.of(changed.value());
    Optional<DataConnectivity> connectivity = details.dataConnectivity();
    Optional<String> plan = details.servicePlan();
    Optional<String> customer = details.customer();
    Map<String, String> characteristics = details.characteristics();
    switch (changed.kind()) {
      case SERVICE_PLAN -> plan = value;
      case CUSTOMER -> customer = value;
      case COMMUNICATION_PLAN -> {
        DataConnectivity was = connectivity.orElse(DataConnectivity.NONE);
        connectivity =
            Optional.of(new DataConnectivity(was.provider(), was.types(), value, was.apns()));
      }
      case SIM_PROFILE -> {
        characteristics = new TreeMap<>(characteristics);
        characteristics.put(SIM_PROFILE, changed.value());
      }
    }
    return new Details(connectivity, plan, customer, details.terminal(), characteristics);
  }
}

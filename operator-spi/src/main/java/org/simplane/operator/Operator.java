// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** One account on one operator platform. Safe for use by many threads. Methods block. */
public interface Operator extends AutoCloseable {

  /**
   * Uses the least the operator offers to learn whether calls would succeed. May be called often.
   */
  void check() throws OperatorException;

  Inventory inventory();

  default Optional<StatusControl> statusControl() {
    return Optional.empty();
  }

  /** Changes of the name that people gave the SIM; absent where only Simplane keeps it. */
  default Optional<Changes<String>> labels() {
    return Optional.empty();
  }

  /** Changes of whether the SIM works in one device alone. */
  default Optional<Changes<Boolean>> imeiLocks() {
    return Optional.empty();
  }

  default Optional<UsageReports> usageReports() {
    return Optional.empty();
  }

  default Optional<QuotaReports> quotaReports() {
    return Optional.empty();
  }

  /** What the operator tells of its own accord; absent where it only answers. */
  default Optional<PushReceiver> pushes() {
    return Optional.empty();
  }

  /** What was used so far in the operator's current period. */
  default Optional<ConsumptionReports> consumptionReports() {
    return Optional.empty();
  }

  /** Changes of tariff, customer and the like; absent where the operator's API has none. */
  default Optional<CharacteristicControl> characteristicControl() {
    return Optional.empty();
  }

  default Optional<TopUps> topUps() {
    return Optional.empty();
  }

  default Optional<Orders> orders() {
    return Optional.empty();
  }

  default Optional<Limits> limits() {
    return Optional.empty();
  }

  /** Short messages to and from devices. */
  default Optional<Messaging> messaging() {
    return Optional.empty();
  }

  /** Has a device connect anew. */
  default Optional<Changes<Reset>> resets() {
    return Optional.empty();
  }

  default Optional<EventReports> eventReports() {
    return Optional.empty();
  }

  default Optional<ConnectivityReports> connectivityReports() {
    return Optional.empty();
  }

  /**
   * Whether it is the operator's way to take a change now and to do it later, so that whoever asks
   * for one is told where to follow it. Where it is not, a change is waited for, as long as it does
   * not take too long.
   */
  default boolean doesLater() {
    return false;
  }

  /** Derived from what is present, so that it cannot promise what the adapter lacks. */
  default Set<Feature> features() {
    Set<Feature> features = EnumSet.of(Feature.INVENTORY);
    statusControl().ifPresent(_ -> features.add(Feature.STATUS_CONTROL));
    labels().ifPresent(_ -> features.add(Feature.LABELS));
    imeiLocks().ifPresent(_ -> features.add(Feature.IMEI_LOCKS));
    usageReports().ifPresent(_ -> features.add(Feature.USAGE_REPORTS));
    quotaReports().ifPresent(_ -> features.add(Feature.QUOTA_REPORTS));
    pushes().ifPresent(_ -> features.add(Feature.PUSHES));
    consumptionReports().ifPresent(_ -> features.add(Feature.CONSUMPTION_REPORTS));
    characteristicControl().ifPresent(_ -> features.add(Feature.CHARACTERISTIC_CONTROL));
    topUps().ifPresent(_ -> features.add(Feature.TOP_UPS));
    orders().ifPresent(_ -> features.add(Feature.ORDERS));
    limits().ifPresent(_ -> features.add(Feature.LIMITS));
    messaging().ifPresent(_ -> features.add(Feature.MESSAGING));
    resets().ifPresent(_ -> features.add(Feature.RESETS));
    eventReports().ifPresent(_ -> features.add(Feature.EVENT_REPORTS));
    connectivityReports().ifPresent(_ -> features.add(Feature.CONNECTIVITY_REPORTS));
    return features;
  }

  @Override
  void close();
}

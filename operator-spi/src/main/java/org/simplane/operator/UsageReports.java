// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.LocalDate;
import java.util.List;

/** Reads the usage that the operator has counted. */
public interface UsageReports {

  /**
   * One entry per day of the range (both ends included, in the operator's own day) on which there
   * was traffic, oldest first. Days that the operator no longer keeps are absent.
   *
   * @throws OperatorException {@code NOT_FOUND} if the operator does not know the subscription
   */
  List<DayUsage> daily(SubscriptionRef ref, LocalDate first, LocalDate last)
      throws OperatorException;

  /**
   * One day of one subscription.
   *
   * @param bytesUp from the device, in bytes
   * @param bytesDown to the device, in bytes
   * @param smsMobileOriginated messages sent by the device
   * @param smsMobileTerminated messages sent to the device
   */
  record DayUsage(
      LocalDate day,
      long bytesUp,
      long bytesDown,
      long smsMobileOriginated,
      long smsMobileTerminated) {}
}

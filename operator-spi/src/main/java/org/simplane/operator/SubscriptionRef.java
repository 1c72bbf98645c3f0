// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/**
 * How an operator knows a subscription.
 *
 * @param operatorKey the operator's own key, which calls are addressed with
 * @param businessId the ICCID as the operator writes it, or the terminal's serial number
 */
public record SubscriptionRef(String operatorKey, String businessId) {

  public SubscriptionRef {
    if (operatorKey.isBlank() || businessId.isBlank()) {
      throw new IllegalArgumentException(
          "A subscription reference needs the operator's key and a business id");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/** What an adapter may offer; derived from what is present, see {@link Operator#features()}. */
public enum Feature {
  INVENTORY,
  STATUS_CONTROL,
  LABELS,
  IMEI_LOCKS,
  USAGE_REPORTS,
  QUOTA_REPORTS,
  PUSHES,
  CONSUMPTION_REPORTS,
  CHARACTERISTIC_CONTROL,
  TOP_UPS,
  ORDERS,
  LIMITS,
  MESSAGING,
  RESETS,
  EVENT_REPORTS,
  CONNECTIVITY_REPORTS
}

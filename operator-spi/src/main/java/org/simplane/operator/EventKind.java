// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

/** What happens to subscriptions on their networks, in Simplane's words. */
public enum EventKind {
  ATTACH,
  /** The network has forgotten the device, also when that came about without the device. */
  DETACH,
  LOCATION_UPDATE,
  SESSION_START,
  SESSION_UPDATE,
  SESSION_END,
  IMEI_CHANGE,
  AUTHENTICATION_FAILURE,
  /** The details {@code before} and {@code after} have the statuses. */
  STATUS_CHANGE,
  /** Less is left of a quota than its threshold; the detail {@code service} says of which. */
  QUOTA_THRESHOLD,
  QUOTA_EXHAUSTED,
  QUOTA_ENABLED,
  QUOTA_DISABLED,
  QUOTA_ASSIGNED,
  QUOTA_DELETED,
  QUOTA_EXPIRED,
  /** An organisation got the subscription. */
  ASSIGNED,
  /** An organisation no longer has it. */
  RELEASED,
  /** Barred on its network, beside its status. */
  BLOCKED,
  RESET,
  /** None of these: the event's text tells. */
  OTHER
}

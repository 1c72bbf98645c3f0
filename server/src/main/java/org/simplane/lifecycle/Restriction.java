// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import org.simplane.operator.Service;

/**
 * A service of a subscription barred for a cause, whatever its status. Lifting one cause leaves the
 * others.
 */
public record Restriction(long subscription, Service service, Cause cause) {

  /** Why a service is barred. */
  public enum Cause {
    QUOTA,
    LIMIT,
    IMEI_LOCK,
    ADMINISTRATOR,
    ALARM
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.ZoneId;

/** Where the days of an account's usage begin. */
public interface BillingZones {
  ZoneId of(long account);
}

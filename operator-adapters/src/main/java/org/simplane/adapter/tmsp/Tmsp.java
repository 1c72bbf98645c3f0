// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.tmsp;

import org.simplane.adapter.described.DescribedPlatform;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;
import org.simplane.operator.Setting;

/**
 * Telekom M2M Service Portal 3.0 ({@code TMSP} in seeds/003). Host, base path, {@code
 * /partners/{partnerId}/sims} and OAuth2 are the portal's own documentation's; the rest of its API
 * could not be read: fields, orders and the token path are assumed, not verified with the operator.
 * The status words are the seed's. Changes are orders, since the seed calls them asynchronous. All
 * of it is in {@code tmsp.json}, and an account's setting {@code contract} corrects it.
 */
public final class Tmsp {

  private Tmsp() {}

  /** The pace is assumed, like the contract. */
  public static OperatorPlatform platform() {
    return DescribedPlatform.of(
        Tmsp.class,
        "tmsp",
        "Telekom M2M Service Portal (contract assumed, not verified with the operator)",
        new Pace(10, 4),
        Setting.required("partnerId", "The partner that the SIMs belong to"));
  }
}

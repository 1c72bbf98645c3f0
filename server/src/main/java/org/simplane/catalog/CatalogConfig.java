// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.ZoneId;
import java.util.List;

/**
 * Settings of the catalogue.
 *
 * @param autoTopUpHours when SIMs with automatic top-up are looked at, hours of the day
 * @param autoTopUpZone where these hours are
 */
public record CatalogConfig(List<Integer> autoTopUpHours, ZoneId autoTopUpZone) {

  /** Every four hours in Central European time. */
  public static final CatalogConfig DEFAULT =
      new CatalogConfig(List.of(0, 4, 8, 12, 16, 20), ZoneId.of("CET"));

  public CatalogConfig {
    autoTopUpHours = autoTopUpHours.stream().sorted().distinct().toList();
    if (autoTopUpHours.isEmpty()
        || autoTopUpHours.getFirst() < 0
        || autoTopUpHours.getLast() > 23) {
      throw new IllegalArgumentException("The hours of automatic top-ups are from 0 to 23");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/**
 * Settings of the catalogue.
 *
 * @param autoTopUpHours when SIMs with automatic top-up are looked at, hours of the day
 * @param autoTopUpZone where these hours are
 * @param node names what works on orders here, and is the same at each start: what it holds then,
 *     it held when it ended
 */
public record CatalogConfig(List<Integer> autoTopUpHours, ZoneId autoTopUpZone, String node) {

  /** Every four hours in Central European time. */
  public static final CatalogConfig DEFAULT =
      new CatalogConfig(List.of(0, 4, 8, 12, 16, 20), ZoneId.of("CET"));

  /** Of a node that is not known again. */
  public CatalogConfig(List<Integer> autoTopUpHours, ZoneId autoTopUpZone) {
    this(autoTopUpHours, autoTopUpZone, UUID.randomUUID().toString());
  }

  public CatalogConfig on(String known) {
    return new CatalogConfig(autoTopUpHours, autoTopUpZone, known);
  }

  public CatalogConfig {
    autoTopUpHours = autoTopUpHours.stream().sorted().distinct().toList();
    if (autoTopUpHours.isEmpty()
        || autoTopUpHours.getFirst() < 0
        || autoTopUpHours.getLast() > 23) {
      throw new IllegalArgumentException("The hours of automatic top-ups are from 0 to 23");
    }
  }
}

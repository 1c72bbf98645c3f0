// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A satellite terminal, as far as its operator tells (seeds/003, "Retrieve details of Satellite
 * Terminal").
 *
 * @param serialNumber the business id of what has no SIM
 * @param latitude degrees north, from -90 to 90
 * @param longitude degrees east, from -180 to 180
 * @param mobilityType whether it moves, in the operator's words
 * @param updatedAt when the operator last heard or changed something of it
 * @param imoNumber of the ship that carries it
 * @param mmsi of the ship that carries it
 */
public record Terminal(
    String serialNumber,
    Optional<String> name,
    OptionalDouble latitude,
    OptionalDouble longitude,
    Optional<String> model,
    Optional<String> mobilityType,
    Optional<String> antennaCode,
    Optional<Instant> updatedAt,
    Optional<String> imoNumber,
    Optional<String> mmsi) {

  public Terminal {
    if (serialNumber.isBlank()) {
      throw new IllegalArgumentException("A terminal needs a serial number");
    }
  }
}

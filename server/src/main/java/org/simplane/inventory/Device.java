// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Instant;
import java.util.Optional;

/**
 * The customer's own data about the device that the SIM sits in.
 *
 * @param uniqueIdentifier the customer's key of it, at most 30 characters
 * @param location where it stands, beside the address
 * @param holder whom to ask for to get at it
 */
public record Device(
    Optional<String> uniqueIdentifier,
    Optional<String> serialNumber,
    Optional<String> contactName,
    Optional<String> contactEmail,
    Optional<String> contactPhone,
    Optional<String> moduleBrand,
    Optional<String> moduleModel,
    Optional<String> category,
    Optional<String> description,
    Optional<String> address,
    Optional<String> location,
    Optional<String> holder,
    Optional<Instant> updatedAt) {

  public static final Device NONE =
      new Device(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}

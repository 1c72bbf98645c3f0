// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.util.Optional;

/**
 * What is to be different; an empty part stays as it is.
 *
 * @param reference an empty inner value takes the reference away
 * @param requestsPerSecond an empty inner value gives back the usual number; 0 means any number
 * @param tenant another one; clients that address it by the present one must be told
 */
public record OrganisationPatch(
    Optional<String> name,
    Optional<Optional<String>> reference,
    Optional<Optional<Integer>> requestsPerSecond,
    Optional<String> tenant) {

  public OrganisationPatch(
      Optional<String> name,
      Optional<Optional<String>> reference,
      Optional<Optional<Integer>> requestsPerSecond) {
    this(name, reference, requestsPerSecond, Optional.empty());
  }
}

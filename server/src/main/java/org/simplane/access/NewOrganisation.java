// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.util.Optional;

/**
 * An organisation to be made.
 *
 * @param parent where it hangs in the tree; empty means right below the caller's own
 * @param tenant what it is to be called in paths; empty means something made from its name
 */
public record NewOrganisation(
    Optional<Long> parent, String name, Optional<String> reference, Optional<String> tenant) {

  public NewOrganisation(Optional<Long> parent, String name, Optional<String> reference) {
    this(parent, name, reference, Optional.empty());
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.Optional;

/** The codes that unblock a SIM card: 8 digits each. Never logged, never in an audit entry. */
public record Puks(Optional<String> puk1, Optional<String> puk2) {

  @Override
  public String toString() {
    return "Puks[hidden]";
  }
}

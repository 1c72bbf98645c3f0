// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.Optional;

/** The codes of one SIM card as they are stored: encrypted. */
record SealedPuks(Optional<byte[]> puk1, Optional<byte[]> puk2) {

  @Override
  public String toString() {
    return "SealedPuks[hidden]";
  }
}

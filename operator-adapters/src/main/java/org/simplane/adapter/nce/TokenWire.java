// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code POST /oauth/token}: the fields that both contract generations share.
 *
 * @param expiresIn seconds
 */
record TokenWire(@Nullable String accessToken, @Nullable Long expiresIn) {

  /** A token is a secret. */
  @Override
  public String toString() {
    return "TokenWire[" + expiresIn + " s]";
  }
}

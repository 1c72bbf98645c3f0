// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the dialect.
 *
 * @param changeLimit how long a change waits for its effect where the operator answers at once; the
 *     answer is then a monitor
 * @param publicUrl where clients reach this server; empty when it is where their requests say
 */
public record CmoConfig(Duration changeLimit, Optional<URI> publicUrl) {

  public static final CmoConfig DEFAULT = new CmoConfig(Duration.ofSeconds(20), Optional.empty());

  public CmoConfig {
    if (!changeLimit.isPositive()) {
      throw new IllegalArgumentException("A change's limit is more than nothing");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.simplane.api.Dialect;

/** Every dialect this server speaks. */
final class Dialects {

  /** What users and clients may be entitled to. */
  static final Set<String> NAMES = Set.of("v1", "easyconnect", "network");

  private Dialects() {}

  static List<Dialect> of(Config config, Features features, Clock clock) {
    return List.of();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.List;
import java.util.Map;

/**
 * A kind of operator platform, such as Cisco Control Center. Stateless; one instance per process.
 */
public interface OperatorPlatform {

  /** Lower-case name used in configuration and in product ids, such as {@code jasper}. */
  String name();

  /** What people call it, such as {@code 1NCE management API}. */
  String title();

  /**
   * Every key {@link #open} reads. Unknown keys are refused when an account is added; secret ones
   * are masked.
   */
  List<Setting> settings();

  /**
   * What an account of this platform may be asked per second and at once, unless its owner sets
   * otherwise.
   */
  Pace defaultPace();

  /**
   * Performs no I/O, so an unreachable operator cannot stop the server from starting.
   *
   * @throws IllegalArgumentException if a setting is missing or makes no sense; the message names
   *     the key and never shows a secret
   */
  Operator open(Map<String, String> settings, OperatorContext context);
}

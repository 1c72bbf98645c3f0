// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import java.util.Map;

/**
 * The account that a simulated platform knows, for whoever is to use it.
 *
 * @param platform the adapter that speaks its wire, such as {@code jasper}
 * @param title names it to people
 * @param settings the adapter's, secrets among them: nothing here is worth protecting
 */
public record Account(String platform, String title, Map<String, String> settings) {

  public Account {
    settings = Map.copyOf(settings);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.List;
import java.util.Optional;

/**
 * Some of an account's subscriptions.
 *
 * @param next where to go on, in the adapter's own form; empty at the end
 * @param total how many the account holds, where the operator says so
 */
public record SimPage(List<Sim> sims, Optional<String> next, Optional<Long> total) {

  public SimPage {
    sims = List.copyOf(sims);
  }
}

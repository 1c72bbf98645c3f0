// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The faults that are still to come, in the order in which they were planned. Safe for many
 * threads.
 */
final class Faults {

  private final List<PlannedFault> planned = new ArrayList<>();

  synchronized void plan(PlannedFault fault) {
    for (int i = 0; i < fault.times(); i++) {
      planned.add(fault.once());
    }
  }

  /** The fault that this request meets. */
  synchronized Optional<PlannedFault> take(Request request, boolean logIn) {
    for (int i = 0; i < planned.size(); i++) {
      if (planned.get(i).takes(request, logIn)) {
        return Optional.of(planned.remove(i));
      }
    }
    return Optional.empty();
  }

  synchronized void clear() {
    planned.clear();
  }
}

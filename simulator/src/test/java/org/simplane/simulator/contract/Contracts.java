// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import java.util.LinkedHashSet;
import java.util.Set;

/** The contracts that a test implements. */
final class Contracts {

  private Contracts() {}

  static Set<Class<?>> of(Class<?> test) {
    Set<Class<?>> found = new LinkedHashSet<>();
    for (Class<?> type = test; type != null; type = type.getSuperclass()) {
      for (Class<?> contract : type.getInterfaces()) {
        found.add(contract);
        found.addAll(of(contract));
      }
    }
    return found;
  }
}

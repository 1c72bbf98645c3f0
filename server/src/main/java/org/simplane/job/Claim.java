// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.job;

import java.util.List;
import java.util.UUID;

/**
 * Items of one account that a worker holds until its lease runs out; nobody else can report on them
 * meanwhile.
 */
public record Claim(UUID id, long account, List<WorkItem> items) {

  public Claim {
    items = List.copyOf(items);
  }

  public boolean isEmpty() {
    return items.isEmpty();
  }
}

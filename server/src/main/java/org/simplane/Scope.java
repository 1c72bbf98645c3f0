// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane;

import java.util.Collection;
import java.util.Set;

/**
 * The organisations whose rows may be seen: one and all below it. Every Store method that reads
 * tenant rows takes one first.
 *
 * @param organisation the one acted in, where new things are put
 * @param organisations that one and all below it
 */
public record Scope(long organisation, Set<Long> organisations) {

  public Scope {
    organisations = Set.copyOf(organisations);
    if (!organisations.contains(organisation)) {
      throw new IllegalArgumentException("A scope holds its own organisation");
    }
  }

  /** One organisation alone, without those below it. */
  public static Scope of(long organisation) {
    return new Scope(organisation, Set.of(organisation));
  }

  public static Scope of(long organisation, Collection<Long> organisations) {
    return new Scope(organisation, Set.copyOf(organisations));
  }

  public boolean contains(long organisationId) {
    return organisations.contains(organisationId);
  }

  /** For {@code organisation_id = any(?)}. */
  public Long[] toArray() {
    return organisations.toArray(Long[]::new);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which rejects.
 *
 * @param after the last id seen, 0 for the beginning
 */
public record RejectQuery(
    OptionalLong feed, OptionalLong batch, Optional<Reject.Code> code, long after, int limit) {

  public static RejectQuery ofBatch(long batch, int limit) {
    return new RejectQuery(
        OptionalLong.empty(), OptionalLong.of(batch), Optional.empty(), 0, limit);
  }
}

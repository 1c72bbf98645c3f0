// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which audit entries, newest first.
 *
 * @param action such as {@code subscription.status}
 * @param from inclusive
 * @param until exclusive
 * @param before an entry's id: only older ones
 * @param limit the most entries to answer with
 */
public record AuditQuery(
    Optional<String> subjectKind,
    OptionalLong subjectId,
    Optional<String> action,
    Optional<String> actor,
    Optional<Instant> from,
    Optional<Instant> until,
    OptionalLong before,
    int limit) {

  /** Everything, newest first. */
  public static AuditQuery latest(int limit) {
    return new AuditQuery(
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        limit);
  }
}

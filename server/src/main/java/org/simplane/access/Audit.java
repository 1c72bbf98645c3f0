// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Clock;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.db.Database;
import tools.jackson.databind.JsonNode;

/** Who changed what, when, from what to what; written in the transaction of the change itself. */
public final class Audit {

  /**
   * One change to be recorded.
   *
   * @param organisation the one the subject belongs to now
   * @param action such as {@code subscription.status}
   * @param subjectKind such as {@code subscription}
   * @param subjectName what people know it by, such as the ICCID
   * @param before null when there was nothing before
   * @param after null when nothing is left
   */
  public record Entry(
      long organisation,
      String action,
      String subjectKind,
      long subjectId,
      String subjectName,
      @Nullable JsonNode before,
      @Nullable JsonNode after) {}

  private final Database database;
  private final Clock clock;

  public Audit(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** One statement however many entries there are. */
  public void record(Transaction transaction, Caller caller, Collection<Entry> entries) {
    if (!entries.isEmpty()) {
      AuditStore.insert(transaction, clock.instant(), caller, entries);
    }
  }

  /** Takes {@link Permission#READ_AUDIT}. */
  public Page<Audited> read(Caller caller, AuditQuery query) {
    caller.require(Permission.READ_AUDIT);
    return read(caller.scope(), query);
  }

  /** Newest first; {@code next} is the {@link AuditQuery#before} of the next page. */
  public Page<Audited> read(Scope scope, AuditQuery query) {
    return Page.of(
        database.read(handle -> AuditStore.read(scope, handle, query)), query.limit(), Audited::id);
  }
}

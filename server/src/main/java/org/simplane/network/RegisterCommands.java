// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.access.Audit;
import org.simplane.db.Database;
import org.simplane.inventory.Subscription;
import tools.jackson.databind.node.JsonNodeFactory;

/** Shows what the subscriber register still has to be told, above all what it refuses. */
public final class RegisterCommands {

  private final Database database;
  private final RegisterQueue queue;
  private final Audit audit;
  private final Clock clock;

  public RegisterCommands(Database database, RegisterQueue queue, Audit audit, Clock clock) {
    this.database = database;
    this.queue = queue;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * In the order of their SIMs.
   *
   * @param after {@link RegisterCommand#position} of the last one seen; empty for the beginning
   */
  public List<RegisterCommand> list(
      Scope scope, Optional<RegisterCommand.State> state, OptionalLong after, int limit) {
    return database.read(
        handle -> RegisterStore.list(scope, handle, state, after.orElse(0), limit));
  }

  public List<RegisterCommand> of(Scope scope, long subscription) {
    return database.read(handle -> RegisterStore.of(scope, handle, subscription));
  }

  /** How many {@link #retryRefused} would send again. */
  public int refused(Scope scope) {
    return database.read(handle -> RegisterStore.refused(scope, handle));
  }

  /**
   * Sends a SIM's commands again now, given up or not; takes {@link
   * Permission#CHANGE_SUBSCRIPTIONS}. Gives how many there are.
   */
  public int retry(Caller caller, Subscription subscription) {
    caller.require(Permission.CHANGE_SUBSCRIPTIONS);
    return database.inTransaction(transaction -> {
      int retried =
          RegisterStore.retry(
              caller.scope(), transaction, OptionalLong.of(subscription.id()), clock.instant());
      if (retried > 0) {
        audit.record(
            transaction,
            caller,
            List.of(
                new Audit.Entry(
                    subscription.organisation(),
                    "register.retry",
                    "subscription",
                    subscription.id(),
                    subscription.businessId(),
                    null,
                    JsonNodeFactory.instance.objectNode().put("commands", retried))));
        transaction.afterCommit(queue::wake);
      }
      return retried;
    });
  }

  /** As {@link #retry}, for all of the caller's scope that was refused or given up. */
  public int retryRefused(Caller caller) {
    caller.require(Permission.CHANGE_SUBSCRIPTIONS);
    return database.inTransaction(transaction -> {
      int retried =
          RegisterStore.retry(caller.scope(), transaction, OptionalLong.empty(), clock.instant());
      if (retried > 0) {
        long organisation = caller.scope().organisation();
        audit.record(
            transaction,
            caller,
            List.of(
                new Audit.Entry(
                    organisation,
                    "register.retry",
                    "organisation",
                    organisation,
                    "all refused commands",
                    null,
                    JsonNodeFactory.instance.objectNode().put("commands", retried))));
        transaction.afterCommit(queue::wake);
      }
      return retried;
    });
  }
}

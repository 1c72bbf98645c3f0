// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.access.Page;
import org.simplane.db.Database;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What customers ask for help with, and what they are answered. Safe for use by many threads. */
public final class SupportRequests {

  private static final int LINE = 200;
  private static final int LONGEST = 20_000;

  private final Database database;
  private final Audit audit;
  private final Clock clock;

  SupportRequests(Database database, Audit audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /** A request to be made. */
  public record Wanted(String replyTo, String sender, String subject, String text) {

    public Wanted {
      check("replyTo", replyTo, LINE);
      check("sender", sender, LINE);
      check("subject", subject, LINE);
      check("text", text, LONGEST);
      if (replyTo.indexOf('@') < 1 || replyTo.indexOf('@') == replyTo.length() - 1) {
        throw new FailureException(Failure.Invalid.field("replyTo", "is an e-mail address"));
      }
    }
  }

  /** Newest first, those with a number lower than {@code before}. */
  public Page<SupportRequest> page(
      Scope scope, OptionalLong before, Optional<SupportRequest.State> state, int limit) {
    return Page.of(
        database.read(handle ->
            SupportStore.page(
                scope, handle, before.orElse(Long.MAX_VALUE), state.orElse(null), limit + 1)),
        limit,
        SupportRequest::id);
  }

  public Optional<SupportRequest> find(Scope scope, long id) {
    return database.read(handle -> SupportStore.find(scope, handle, id));
  }

  /** Takes {@link Permission#READ_ORDERS}: whoever sees orders may ask about them. */
  public SupportRequest open(Caller caller, Wanted wanted, boolean dryRun) {
    caller.require(Permission.READ_ORDERS);
    if (dryRun) {
      return new SupportRequest(
          0,
          caller.scope().organisation(),
          SupportRequest.State.OPEN,
          wanted.replyTo(),
          wanted.sender(),
          wanted.subject(),
          wanted.text(),
          clock.instant(),
          Optional.empty(),
          List.of(),
          1);
    }
    return database.inTransaction(transaction -> {
      long id = SupportStore.insert(transaction, caller.scope(), wanted, clock.instant());
      SupportRequest made = known(transaction, caller, id);
      record(transaction, caller, "support.open", null, made);
      return made;
    });
  }

  /**
   * Answers it, says how far it is, or both; takes {@link Permission#MANAGE_CATALOG}.
   *
   * @param text what is said
   */
  public SupportRequest answer(
      Caller caller,
      long id,
      Optional<String> text,
      Optional<SupportRequest.State> state,
      OptionalLong expectedVersion,
      boolean dryRun) {
    caller.require(Permission.MANAGE_CATALOG);
    text.ifPresent(said -> check("text", said, LONGEST));
    return database.inTransaction(transaction -> {
      if (!SupportStore.lock(caller.scope(), transaction, id)) {
        throw unknown(id);
      }
      SupportRequest before = known(transaction, caller, id);
      if (expectedVersion.isPresent() && expectedVersion.getAsLong() != before.version()) {
        throw new FailureException(
            new Failure.Stale(
                "It has been changed since: the present version is " + before.version()));
      }
      if (dryRun) {
        return before;
      }
      text.ifPresent(
          said -> SupportStore.say(transaction, id, caller.name(), said, clock.instant()));
      SupportStore.set(
          transaction,
          id,
          state.orElse(
              before.state() == SupportRequest.State.OPEN
                  ? SupportRequest.State.IN_PROGRESS
                  : before.state()),
          clock.instant());
      SupportRequest after = known(transaction, caller, id);
      record(transaction, caller, "support.answer", before, after);
      return after;
    });
  }

  private void record(
      Transaction transaction,
      Caller caller,
      String action,
      @Nullable SupportRequest before,
      SupportRequest after) {
    audit.record(
        transaction,
        caller,
        List.of(
            new Audit.Entry(
                after.organisation(),
                action,
                "support",
                after.id(),
                after.subject(),
                before == null ? null : shown(before),
                shown(after))));
  }

  private static ObjectNode shown(SupportRequest request) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("state", request.state().name())
        .put("messages", request.messages().size());
  }

  private static SupportRequest known(Transaction transaction, Caller caller, long id) {
    return SupportStore.find(caller.scope(), transaction.handle(), id)
        .orElseThrow(() -> unknown(id));
  }

  private static FailureException unknown(long id) {
    return new FailureException(new Failure.NotFound("support request", Long.toString(id)));
  }

  private static void check(String field, String text, int longest) {
    if (text.isBlank() || text.length() > longest) {
      throw new FailureException(
          Failure.Invalid.field(field, "has 1 to " + longest + " characters"));
    }
  }
}

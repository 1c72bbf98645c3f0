// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

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
import org.simplane.db.Database;

/** What is done alike with users and API clients. */
final class RoleHolders<H extends RoleHolder> {

  private final Database database;
  private final Audit audit;
  private final Tokens tokens;
  private final RoleHolderStore<H> store;
  private final Caller.Kind kind;
  private final String word;

  /**
   * @param word what people call one of them, as the audit does
   */
  RoleHolders(
      Database database,
      Audit audit,
      Tokens tokens,
      RoleHolderStore<H> store,
      Caller.Kind kind,
      String word) {
    this.database = database;
    this.audit = audit;
    this.tokens = tokens;
    this.store = store;
    this.kind = kind;
    this.word = word;
  }

  Optional<H> find(Scope scope, long id) {
    return database.read(handle -> store.find(scope, handle, id));
  }

  Page<H> page(Scope scope, OptionalLong after, int limit) {
    return Page.of(
        database.read(handle -> store.page(scope, handle, after.orElse(0), limit + 1)),
        limit,
        RoleHolder::id);
  }

  /**
   * Locks what the caller is about to change. Whoever may do more than the caller is not the
   * caller's to change: else a reset password or a rotated secret would be a way up.
   */
  H lock(Transaction transaction, Caller caller, long id, OptionalLong expectedVersion) {
    H holder =
        store
            .lock(caller.scope(), transaction, id)
            .orElseThrow(() -> new FailureException(new Failure.NotFound(word, Long.toString(id))));
    Versions.check(holder.version(), expectedVersion);
    Grants.checkRoles(caller, holder.roles());
    return holder;
  }

  /** Its tokens end with it; what it did stays in the audit under its name. */
  void delete(Caller caller, long id, OptionalLong expectedVersion, boolean dryRun) {
    caller.require(Permission.MANAGE_ACCESS);
    database.useTransaction(transaction -> {
      H before = lock(transaction, caller, id, expectedVersion);
      if (caller.kind() == kind && caller.id() == id) {
        throw new FailureException(new Failure.Conflict("No " + word + " deletes itself"));
      }
      if (dryRun) {
        return;
      }
      endTokens(transaction, id);
      store.delete(transaction, id);
      record(transaction, caller, word + ".delete", before, null);
      transaction.afterCommit(tokens::forget);
    });
  }

  void endTokens(Transaction transaction, long id) {
    TokenStore.revokeAll(transaction, kind, id);
  }

  void record(
      Transaction transaction,
      Caller caller,
      String action,
      @Nullable H before,
      @Nullable H after) {
    H subject = after != null ? after : before;
    if (subject != null) {
      audit.record(
          transaction,
          caller,
          List.of(
              new Audit.Entry(
                  subject.organisation(),
                  action,
                  word,
                  subject.id(),
                  subject.knownAs(),
                  before == null ? null : before.shown(),
                  after == null ? null : after.shown())));
    }
  }
}

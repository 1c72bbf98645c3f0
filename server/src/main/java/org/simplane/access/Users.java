// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.db.Database;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * People, and what they may do. Every write takes {@link Permission#MANAGE_ACCESS}. Safe for use by
 * many threads.
 */
public final class Users {

  private static final Pattern USERNAME =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{2,99}");
  private static final int TEXT_LENGTH = 200;

  private final Database database;
  private final Audit audit;
  private final Tokens tokens;
  private final Set<String> dialects;
  private final Clock clock;

  /**
   * @param dialects every dialect that somebody can be entitled to
   */
  public Users(Database database, Audit audit, Tokens tokens, Set<String> dialects, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.tokens = tokens;
    this.dialects = Set.copyOf(dialects);
    this.clock = clock;
  }

  /**
   * With {@code dryRun} everything is checked and nothing kept; the id of what is answered is then
   * 0.
   */
  public User create(Caller caller, NewUser wanted, boolean dryRun) {
    caller.require(Permission.MANAGE_ACCESS);
    if (!USERNAME.matcher(wanted.username()).matches()) {
      throw invalid(
          "username", "must have 3 to 100 letters, digits and . _ @ + -, a letter or digit first");
    }
    Passwords.check(wanted.password());
    checkText("displayName", wanted.displayName());
    checkText("email", wanted.email());
    Grants.checkRoles(caller, wanted.roles());
    Grants.checkDialects(dialects, wanted.dialects());
    long organisation = Grants.organisation(caller, wanted.organisation());
    String hash = dryRun ? "" : Passwords.hash(wanted.password());
    return database.inTransaction(transaction -> {
      User made =
          UserStore.insert(transaction, organisation, wanted, hash, clock.instant())
              .orElseThrow(() -> taken(wanted.username()));
      if (dryRun) {
        transaction.handle().rollback();
        return withoutId(made);
      }
      record(transaction, caller, "user.create", null, made);
      return made;
    });
  }

  public User create(Caller caller, NewUser wanted) {
    return create(caller, wanted, false);
  }

  public Optional<User> find(Scope scope, long id) {
    return database.read(handle -> UserStore.find(scope, handle, id));
  }

  /** By name, whatever its case. */
  public Optional<User> find(Scope scope, String username) {
    return database.read(
        handle -> UserStore.findByName(scope, handle, username.toLowerCase(Locale.ROOT)));
  }

  /** In the order of their ids. */
  public Page<User> page(Scope scope, OptionalLong after, int limit) {
    return Page.of(
        database.read(handle -> UserStore.page(scope, handle, after.orElse(0), limit + 1)),
        limit,
        User::id);
  }

  /** A new password, a disabled user and a lost entitlement end the tokens that hang on them. */
  public User update(
      Caller caller, long id, UserPatch patch, OptionalLong expectedVersion, boolean dryRun) {
    caller.require(Permission.MANAGE_ACCESS);
    patch.password().ifPresent(Passwords::check);
    patch.displayName().ifPresent(text -> checkText("displayName", text));
    patch.email().ifPresent(text -> checkText("email", text));
    patch.roles().ifPresent(roles -> Grants.checkRoles(caller, roles));
    patch.dialects().ifPresent(wanted -> Grants.checkDialects(dialects, wanted));
    Optional<String> hash = dryRun ? Optional.empty() : patch.password().map(Passwords::hash);
    return database.inTransaction(transaction -> {
      User before = UserStore.lock(caller.scope(), transaction, id).orElseThrow(() -> unknown(id));
      Versions.check(before.version(), expectedVersion);
      // Whoever may do more than the caller is not the caller's to change: else a reset password
      // would be a way up.
      Grants.checkRoles(caller, before.roles());
      User wanted =
          new User(
              id,
              before.organisation(),
              before.username(),
              patch.displayName().orElse(before.displayName()),
              patch.email().orElse(before.email()),
              patch.roles().orElse(before.roles()),
              patch.dialects().orElse(before.dialects()),
              patch.enabled().orElse(before.enabled()),
              before.createdAt(),
              clock.instant(),
              before.version() + 1);
      if (hash.isEmpty() && show(wanted).equals(show(before))) {
        return before;
      }
      if (dryRun) {
        return wanted;
      }
      User after = UserStore.update(transaction, wanted, hash);
      if (hash.isPresent() || !after.enabled()) {
        TokenStore.revokeAll(transaction, Caller.Kind.USER, id);
      }
      record(
          transaction, caller, hash.isPresent() ? "user.password" : "user.update", before, after);
      transaction.afterCommit(tokens::forget);
      return after;
    });
  }

  /** Its tokens end with it; what it did stays in the audit under its name. */
  public void delete(Caller caller, long id, OptionalLong expectedVersion, boolean dryRun) {
    caller.require(Permission.MANAGE_ACCESS);
    database.useTransaction(transaction -> {
      User before = UserStore.lock(caller.scope(), transaction, id).orElseThrow(() -> unknown(id));
      Versions.check(before.version(), expectedVersion);
      Grants.checkRoles(caller, before.roles());
      if (caller.kind() == Caller.Kind.USER && caller.id() == id) {
        throw new FailureException(new Failure.Conflict("Nobody deletes their own user"));
      }
      if (dryRun) {
        return;
      }
      TokenStore.revokeAll(transaction, Caller.Kind.USER, id);
      UserStore.delete(transaction, id);
      record(transaction, caller, "user.delete", before, null);
      transaction.afterCommit(tokens::forget);
    });
  }

  private void record(
      Transaction transaction,
      Caller caller,
      String action,
      @Nullable User before,
      @Nullable User after) {
    User subject = after != null ? after : before;
    if (subject != null) {
      audit.record(
          transaction,
          caller,
          List.of(
              new Audit.Entry(
                  subject.organisation(),
                  action,
                  "user",
                  subject.id(),
                  subject.username(),
                  before == null ? null : show(before),
                  after == null ? null : show(after))));
    }
  }

  private static ObjectNode show(User user) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("username", user.username());
    user.displayName().ifPresent(text -> shown.put("displayName", text));
    user.email().ifPresent(text -> shown.put("email", text));
    user.roles().stream().sorted().map(Role::name).forEach(shown.putArray("roles")::add);
    user.dialects().stream().sorted().forEach(shown.putArray("dialects")::add);
    shown.put("enabled", user.enabled());
    return shown;
  }

  private static User withoutId(User made) {
    return new User(
        0,
        made.organisation(),
        made.username(),
        made.displayName(),
        made.email(),
        made.roles(),
        made.dialects(),
        made.enabled(),
        made.createdAt(),
        made.updatedAt(),
        1);
  }

  private static void checkText(String field, Optional<String> text) {
    if (text.isPresent() && (text.get().isBlank() || text.get().length() > TEXT_LENGTH)) {
      throw invalid(field, "must have 1 to " + TEXT_LENGTH + " characters");
    }
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }

  private static FailureException taken(String username) {
    return new FailureException(new Failure.Conflict("The username '" + username + "' is taken"));
  }

  private static FailureException unknown(long id) {
    return new FailureException(new Failure.NotFound("user", Long.toString(id)));
  }
}

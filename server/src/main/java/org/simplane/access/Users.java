// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.db.Database;

/**
 * People, and what they may do. Every write takes {@link Permission#MANAGE_ACCESS}. Safe for use by
 * many threads.
 */
public final class Users {

  private static final Pattern USERNAME =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{2,99}");
  private static final int TEXT_LENGTH = 200;

  private final Database database;
  private final Tokens tokens;
  private final RoleHolders<User> holders;
  private final Set<String> dialects;
  private final Clock clock;

  /**
   * @param dialects every dialect that somebody can be entitled to
   */
  public Users(Database database, Audit audit, Tokens tokens, Set<String> dialects, Clock clock) {
    this.database = database;
    this.tokens = tokens;
    this.holders =
        new RoleHolders<>(database, audit, tokens, UserStore.SHARED, Caller.Kind.USER, "user");
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
      holders.record(transaction, caller, "user.create", null, made);
      return made;
    });
  }

  public User create(Caller caller, NewUser wanted) {
    return create(caller, wanted, false);
  }

  public Optional<User> find(Scope scope, long id) {
    return holders.find(scope, id);
  }

  /** By name, whatever its case. */
  public Optional<User> find(Scope scope, String username) {
    return database.read(
        handle -> UserStore.findByName(scope, handle, username.toLowerCase(Locale.ROOT)));
  }

  /** In the order of their ids. */
  public Page<User> page(Scope scope, OptionalLong after, int limit) {
    return holders.page(scope, after, limit);
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
      User before = holders.lock(transaction, caller, id, expectedVersion);
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
      if (hash.isEmpty() && wanted.shown().equals(before.shown())) {
        return before;
      }
      if (dryRun) {
        return wanted;
      }
      User after = UserStore.update(transaction, wanted, hash);
      if (hash.isPresent() || !after.enabled()) {
        holders.endTokens(transaction, id);
      }
      holders.record(
          transaction, caller, hash.isPresent() ? "user.password" : "user.update", before, after);
      transaction.afterCommit(tokens::forget);
      return after;
    });
  }

  /** Its tokens end with it; what it did stays in the audit under its name. */
  public void delete(Caller caller, long id, OptionalLong expectedVersion, boolean dryRun) {
    holders.delete(caller, id, expectedVersion, dryRun);
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
}

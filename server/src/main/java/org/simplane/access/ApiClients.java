// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.db.Database;

/**
 * Programs that call an API. Every write takes {@link Permission#MANAGE_ACCESS}. Safe for use by
 * many threads.
 */
public final class ApiClients {

  private static final int NAME_LENGTH = 200;

  private final Database database;
  private final Tokens tokens;
  private final RoleHolders<ApiClient> holders;
  private final Set<String> dialects;
  private final Clock clock;

  /**
   * @param dialects every dialect that somebody can be entitled to
   */
  public ApiClients(
      Database database, Audit audit, Tokens tokens, Set<String> dialects, Clock clock) {
    this.database = database;
    this.tokens = tokens;
    this.holders =
        new RoleHolders<>(
            database, audit, tokens, ApiClientStore.SHARED, Caller.Kind.CLIENT, "client");
    this.dialects = Set.copyOf(dialects);
    this.clock = clock;
  }

  public IssuedClient create(Caller caller, NewApiClient wanted) {
    return create(caller, wanted, false);
  }

  /**
   * With {@code dryRun} everything is checked and nothing kept; the id of what is answered is then
   * 0, the secret empty.
   */
  public IssuedClient create(Caller caller, NewApiClient wanted, boolean dryRun) {
    caller.require(Permission.MANAGE_ACCESS);
    checkName(wanted.name());
    Grants.checkRoles(caller, wanted.roles());
    Grants.checkDialects(dialects, wanted.dialects());
    long organisation = Grants.organisation(caller, wanted.organisation());
    String clientId = Secrets.clientId();
    String secret = Secrets.secret();
    if (dryRun) {
      ApiClient imagined =
          new ApiClient(
              0,
              organisation,
              clientId,
              wanted.name(),
              wanted.roles(),
              wanted.dialects(),
              wanted.enabled(),
              clock.instant(),
              clock.instant(),
              1);
      return new IssuedClient(imagined, "");
    }
    return database.inTransaction(transaction -> {
      ApiClient made =
          ApiClientStore.insert(
              transaction, organisation, clientId, Secrets.hash(secret), wanted, clock.instant());
      holders.record(transaction, caller, "client.create", null, made);
      return new IssuedClient(made, secret);
    });
  }

  public Optional<ApiClient> find(Scope scope, long id) {
    return holders.find(scope, id);
  }

  /** In the order of their ids. */
  public Page<ApiClient> page(Scope scope, OptionalLong after, int limit) {
    return holders.page(scope, after, limit);
  }

  /** A disabled client and a lost entitlement end the tokens that hang on them. */
  public ApiClient update(
      Caller caller, long id, ApiClientPatch patch, OptionalLong expectedVersion, boolean dryRun) {
    caller.require(Permission.MANAGE_ACCESS);
    patch.name().ifPresent(ApiClients::checkName);
    patch.roles().ifPresent(roles -> Grants.checkRoles(caller, roles));
    patch.dialects().ifPresent(wanted -> Grants.checkDialects(dialects, wanted));
    return database.inTransaction(transaction -> {
      ApiClient before = holders.lock(transaction, caller, id, expectedVersion);
      ApiClient wanted =
          new ApiClient(
              id,
              before.organisation(),
              before.clientId(),
              patch.name().orElse(before.name()),
              patch.roles().orElse(before.roles()),
              patch.dialects().orElse(before.dialects()),
              patch.enabled().orElse(before.enabled()),
              before.createdAt(),
              clock.instant(),
              before.version() + 1);
      if (wanted.shown().equals(before.shown())) {
        return before;
      }
      if (dryRun) {
        return wanted;
      }
      ApiClient after = ApiClientStore.update(transaction, wanted, Optional.empty());
      if (!after.enabled()) {
        holders.endTokens(transaction, id);
      }
      holders.record(transaction, caller, "client.update", before, after);
      transaction.afterCommit(tokens::forget);
      return after;
    });
  }

  /** A new secret; the old one and every token it got end at once. */
  public IssuedClient rotate(Caller caller, long id, OptionalLong expectedVersion, boolean dryRun) {
    caller.require(Permission.MANAGE_ACCESS);
    String secret = Secrets.secret();
    return database.inTransaction(transaction -> {
      ApiClient before = holders.lock(transaction, caller, id, expectedVersion);
      if (dryRun) {
        return new IssuedClient(before, "");
      }
      ApiClient wanted =
          new ApiClient(
              id,
              before.organisation(),
              before.clientId(),
              before.name(),
              before.roles(),
              before.dialects(),
              before.enabled(),
              before.createdAt(),
              clock.instant(),
              before.version() + 1);
      ApiClient after =
          ApiClientStore.update(transaction, wanted, Optional.of(Secrets.hash(secret)));
      holders.endTokens(transaction, id);
      holders.record(transaction, caller, "client.rotate", before, after);
      transaction.afterCommit(tokens::forget);
      return new IssuedClient(after, secret);
    });
  }

  /** Its tokens end with it; what it did stays in the audit under its name. */
  public void delete(Caller caller, long id, OptionalLong expectedVersion, boolean dryRun) {
    holders.delete(caller, id, expectedVersion, dryRun);
  }

  private static void checkName(String name) {
    if (name.isBlank() || name.length() > NAME_LENGTH) {
      throw new FailureException(
          Failure.Invalid.field("name", "must have 1 to " + NAME_LENGTH + " characters"));
    }
  }
}

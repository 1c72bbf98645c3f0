// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.simplane.db.Database;

/**
 * Lets the owner in: an installation that nobody has access to yet gets one API client that may do
 * everything.
 */
public final class FirstAdministrator {

  private static final String ROOT = "Owner";

  private final Database database;
  private final Set<String> dialects;
  private final Clock clock;

  /**
   * @param dialects those that the client is entitled to
   */
  public FirstAdministrator(Database database, Set<String> dialects, Clock clock) {
    this.database = database;
    this.dialects = Set.copyOf(dialects);
    this.clock = clock;
  }

  /**
   * Makes it where there are neither users nor clients; several nodes may ask at once.
   *
   * @param keeper is given the secret before it is committed, since nobody can be shown it later;
   *     it may be called again after a crash, with another one
   */
  public void ensure(Consumer<IssuedClient> keeper) {
    database.useTransaction(transaction -> {
      if (ApiClientStore.lockAndFindAny(transaction)) {
        return;
      }
      Organisation root =
          OrganisationStore.root(
              transaction,
              ROOT,
              Tenants.free(transaction, Optional.empty(), ROOT),
              clock.instant());
      String secret = Secrets.secret();
      NewApiClient administrator =
          new NewApiClient(
              Optional.of(root.id()),
              "First administrator",
              Set.of(Role.PORTAL_ADMINISTRATOR),
              dialects,
              true);
      ApiClient made =
          ApiClientStore.insert(
              transaction,
              root.id(),
              Secrets.clientId(),
              Secrets.hash(secret),
              administrator,
              clock.instant());
      keeper.accept(new IssuedClient(made, secret));
    });
  }
}

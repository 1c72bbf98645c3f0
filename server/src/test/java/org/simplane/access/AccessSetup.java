// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.db.Database;

/** The access feature on a test's own database, wired as a node would. */
final class AccessSetup {

  static final Set<String> DIALECTS = Set.of("v1", "easyconnect");

  final Database database;
  final Audit audit;
  final Organisations organisations;
  final Tokens tokens;
  final Users users;
  final ApiClients clients;
  final Organisation root;

  AccessSetup(Database database, Clock clock, Ticker ticker) {
    this.database = database;
    audit = new Audit(database, clock);
    organisations = new Organisations(database, audit, clock);
    tokens = new Tokens(database, organisations, clock, ticker);
    users = new Users(database, audit, tokens, DIALECTS, clock);
    clients = new ApiClients(database, audit, tokens, DIALECTS, clock);
    root = organisations.root("Invented Fleet");
  }

  AccessSetup(Database database, Clock clock) {
    this(database, clock, Ticker.systemTicker());
  }

  Caller system() {
    return Caller.system("test", organisations.scopeOf(root.id()));
  }

  Caller system(Organisation organisation) {
    return Caller.system("test", Scope.of(organisation.id()));
  }

  static NewUser user(String name, Role role, String... dialects) {
    return new NewUser(
        Optional.empty(),
        name,
        "correct horse battery",
        Optional.empty(),
        Optional.empty(),
        Set.of(role),
        Set.of(dialects),
        true);
  }

  static NewApiClient client(String name, Role role, String... dialects) {
    return new NewApiClient(Optional.empty(), name, Set.of(role), Set.of(dialects), true);
  }
}

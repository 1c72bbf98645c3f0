// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.time.Clock;
import java.util.Set;
import org.simplane.access.ApiClients;
import org.simplane.access.Audit;
import org.simplane.access.IdempotencyKeys;
import org.simplane.access.InstallationKeys;
import org.simplane.access.Organisations;
import org.simplane.access.RequestBrake;
import org.simplane.access.SignedTokens;
import org.simplane.access.Tenants;
import org.simplane.access.Tokens;
import org.simplane.access.Users;
import org.simplane.db.Database;
import org.simplane.db.Secrets;

/** Who there is and who may do what: the features that all others stand on. */
sealed class AccessFeatures permits Features {

  final Database database;
  final Organisations organisations;
  final Audit audit;
  final Tokens tokens;
  final Tenants tenants;
  final SignedTokens signedTokens;
  final RequestBrake requestBrake;
  final Users users;
  final ApiClients clients;
  final IdempotencyKeys idempotencyKeys;
  final InstallationKeys installationKeys;

  AccessFeatures(Database database, Secrets secrets, Set<String> dialects, Clock clock) {
    this.database = database;
    audit = new Audit(database, clock);
    organisations = new Organisations(database, audit, clock);
    tokens = new Tokens(database, organisations, clock);
    tenants = new Tenants(database);
    signedTokens = new SignedTokens(database, organisations, tenants, tokens, secrets, clock);
    requestBrake = new RequestBrake(database);
    users = new Users(database, audit, tokens, dialects, clock);
    clients = new ApiClients(database, audit, tokens, dialects, clock);
    idempotencyKeys = new IdempotencyKeys(database, clock);
    installationKeys = new InstallationKeys(database, clock);
  }

  /** As {@link Features#purge}. */
  final void purgeAccess() {
    tokens.purge();
    signedTokens.purge();
    idempotencyKeys.purge();
  }
}

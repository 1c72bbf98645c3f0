// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.simplane.Scope;
import org.simplane.db.Database;

/** Accounts as they are shown: with the names of their operators. */
final class ShownAccounts {

  private final Database database;
  private final OpenAccounts open;
  private final Clock clock;

  ShownAccounts(Database database, OpenAccounts open, Clock clock) {
    this.database = database;
    this.open = open;
    this.clock = clock;
  }

  Optional<Account> find(Scope scope, long id) {
    return database
        .read(handle -> AccountStore.find(scope, handle, id))
        .map(stored -> open.named(stored.account()));
  }

  Map<Long, Account> all(Scope scope) {
    Map<Long, Account> all = new TreeMap<>();
    for (StoredAccount stored : database.read(handle -> AccountStore.serving(scope, handle))) {
      all.put(stored.account().id(), open.named(stored.account()));
    }
    return all;
  }

  AccountPage page(Scope scope, OptionalLong after, int limit) {
    List<StoredAccount> rows =
        database.read(handle -> AccountStore.page(scope, handle, after, limit + 1));
    return AccountPage.of(
        rows.stream().map(stored -> open.named(stored.account())).toList(), limit);
  }

  List<Freshness> freshness(Scope scope) {
    return database
        .read(handle -> AccountStore.page(scope, handle, OptionalLong.empty(), Integer.MAX_VALUE))
        .stream()
        .map(stored -> open.named(stored.account()))
        .map(account -> Freshness.of(account, open.held(account.id()), clock.instant()))
        .toList();
  }

  /** The account of a platform that serves an organisation: its own, or the nearest above it. */
  Optional<Account> nearest(long organisation, String platform) {
    return database.read(handle -> {
      OptionalLong id = AccountStore.nearest(handle, organisation, platform);
      return id.isEmpty()
          ? Optional.empty()
          : AccountStore.find(handle, id.getAsLong()).map(stored -> open.named(stored.account()));
    });
  }
}

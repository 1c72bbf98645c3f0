// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.db.Database;
import org.simplane.db.TestDatabase;

final class FirstAdministratorTest {

  private static final Clock CLOCK = Clock.systemUTC();

  @Test
  void letsTheOwnerInOnceAndWithEveryPermission() {
    try (TestDatabase database = TestDatabase.create()) {
      FirstAdministrator administrator = administrator(database.database());
      List<IssuedClient> made = new ArrayList<>();

      administrator.ensure(made::add);
      administrator.ensure(made::add);

      assertThat(made).hasSize(1);
      IssuedClient first = made.getFirst();
      Tokens tokens = tokens(database.database());
      IssuedToken token =
          tokens.issue(
              new Credentials(first.client().clientId(), first.secret()),
              "v1",
              Duration.ofMinutes(1));
      Caller caller = tokens.authenticate(token.token(), "v1", "test");
      assertThat(caller.permissions()).containsExactlyInAnyOrder(Permission.values());
    }
  }

  @Test
  void makesAnotherOneWhenTheSecretCouldNotBeKept() {
    try (TestDatabase database = TestDatabase.create()) {
      FirstAdministrator administrator = administrator(database.database());
      assertThatThrownBy(() ->
              administrator.ensure(client -> {
                throw new IllegalStateException("disk full");
              }))
          .hasMessage("disk full");

      List<IssuedClient> made = new ArrayList<>();
      administrator.ensure(made::add);

      assertThat(made).hasSize(1);
    }
  }

  private static FirstAdministrator administrator(Database database) {
    return new FirstAdministrator(database, Set.of("v1"), CLOCK);
  }

  private static Tokens tokens(Database database) {
    return new Tokens(
        database, new Organisations(database, new Audit(database, CLOCK), CLOCK), CLOCK);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.db.TestDatabase;

final class TokensTest {

  private static final Duration LIFE = Duration.ofHours(1);
  private static final OptionalLong ANY = OptionalLong.empty();

  private static TestDatabase testDatabase;
  private static SettableClock clock;

  /** The nodes' caches age by this, so that no test waits. */
  private static final AtomicLong NANOS = new AtomicLong();

  private static AccessSetup here;
  private static AccessSetup other;

  @BeforeAll
  static void start() {
    testDatabase = TestDatabase.create();
    clock = new SettableClock(Clock.systemUTC().instant());
    here = new AccessSetup(testDatabase.database(), clock, NANOS::get);
    other = new AccessSetup(testDatabase.database(), clock, NANOS::get);
  }

  @AfterAll
  static void stop() {
    testDatabase.close();
  }

  @Test
  void aClientGetsATokenThatTellsWhoItIs() {
    IssuedClient made =
        here.clients.create(here.system(), AccessSetup.client("fleet", Role.API_ACCESS, "v1"));
    IssuedToken token = here.tokens.issue(credentials(made), "v1", LIFE);

    Caller caller = here.tokens.authenticate(token.token(), "v1", "c-1");

    assertThat(UUID.fromString(token.token()).version()).isEqualTo(4);
    assertThat(caller.kind()).isEqualTo(Caller.Kind.CLIENT);
    assertThat(caller.id()).isEqualTo(made.client().id());
    assertThat(caller.scope().organisation()).isEqualTo(here.root.id());
    assertThat(caller.permissions()).isEqualTo(Role.API_ACCESS.permissions());
    assertThat(caller.correlation()).isEqualTo("c-1");
  }

  @Test
  void neitherTokenNorSecretIsInTheDatabase() {
    IssuedClient made =
        here.clients.create(here.system(), AccessSetup.client("secret", Role.API_ACCESS, "v1"));
    IssuedToken token = here.tokens.issue(credentials(made), "v1", LIFE);

    String rows =
        here.database.read(handle ->
            handle
                    .createQuery("select string_agg(t::text, ' ') from access_token t")
                    .mapTo(String.class)
                    .one()
                + handle
                    .createQuery("select string_agg(c::text, ' ') from api_client c")
                    .mapTo(String.class)
                    .one());

    assertThat(rows)
        .contains(made.client().clientId())
        .doesNotContain(token.token(), made.secret());
  }

  @Test
  void onlyAdministratorsAndApiUsersGetATokenWithTheirPassword() {
    for (Role role : Role.values()) {
      String name = "user-" + role.name().toLowerCase(Locale.ROOT);
      here.users.create(here.system(), AccessSetup.user(name, role, "easyconnect"));
      ThrowingCallable asking =
          () ->
              here.tokens.issue(
                  new Credentials(name, "correct horse battery"), "easyconnect", LIFE);
      if (role == Role.API_ACCESS || role == Role.PORTAL_ADMINISTRATOR) {
        assertThatCode(asking).doesNotThrowAnyException();
      } else {
        assertFailure(asking, Failure.NotAllowed.class);
      }
    }
  }

  @Test
  void aUserWhoLosesTheRoleLosesTheTokensUse() {
    User user =
        here.users.create(here.system(), AccessSetup.user("demoted", Role.API_ACCESS, "v1"));
    IssuedToken token =
        here.tokens.issue(new Credentials("demoted", "correct horse battery"), "v1", LIFE);
    here.tokens.authenticate(token.token(), "v1", "c");

    UserPatch none = UserPatch.NONE;
    here.users.update(
        here.system(),
        user.id(),
        new UserPatch(
            none.password(),
            none.displayName(),
            none.email(),
            Optional.of(Set.of(Role.FLEET_MANAGER)),
            none.dialects(),
            none.enabled()),
        ANY,
        false);

    assertFailure(
        () -> here.tokens.authenticate(token.token(), "v1", "c"), Failure.NotAllowed.class);
  }

  @Test
  void aUsernameIsFoundWhateverItsCase() {
    here.users.create(here.system(), AccessSetup.user("Anna.Example", Role.API_ACCESS, "v1"));
    assertThatCode(() ->
            here.tokens.issue(new Credentials("anna.EXAMPLE", "correct horse battery"), "v1", LIFE))
        .doesNotThrowAnyException();
    assertFailure(
        () -> here.users.create(here.system(), AccessSetup.user("ANNA.example", Role.READ_ONLY)),
        Failure.Conflict.class);
  }

  @Test
  void aTokenServesItsOwnDialectAlone() {
    IssuedClient made =
        here.clients.create(
            here.system(), AccessSetup.client("both", Role.API_ACCESS, "v1", "easyconnect"));
    IssuedToken token = here.tokens.issue(credentials(made), "easyconnect", LIFE);
    assertFailure(() -> here.tokens.authenticate(token.token(), "v1", "c"), Failure.Denied.class);
  }

  @Test
  void aLostEntitlementEndsTokensHereAtOnceAndElsewhereWithinFiveSeconds() {
    IssuedClient made =
        here.clients.create(here.system(), AccessSetup.client("loses", Role.API_ACCESS, "v1"));
    IssuedToken token = here.tokens.issue(credentials(made), "v1", LIFE);
    here.tokens.authenticate(token.token(), "v1", "c");
    other.tokens.authenticate(token.token(), "v1", "c");

    here.clients.update(
        here.system(),
        made.client().id(),
        new ApiClientPatch(
            Optional.empty(), Optional.empty(), Optional.of(Set.of()), Optional.empty()),
        ANY,
        false);

    assertFailure(
        () -> here.tokens.authenticate(token.token(), "v1", "c"), Failure.NotAllowed.class);
    NANOS.addAndGet(Duration.ofMillis(4_999).toNanos());
    assertFailure(
        () -> other.tokens.authenticate(token.token(), "v1", "c"), Failure.NotAllowed.class);
  }

  @Test
  void aDisabledClientAndARotatedSecretEndItsTokens() {
    IssuedClient made =
        here.clients.create(here.system(), AccessSetup.client("ends", Role.API_ACCESS, "v1"));
    IssuedToken first = here.tokens.issue(credentials(made), "v1", LIFE);

    IssuedClient rotated = here.clients.rotate(here.system(), made.client().id(), ANY, false);
    assertFailure(() -> here.tokens.authenticate(first.token(), "v1", "c"), Failure.Denied.class);
    assertFailure(() -> here.tokens.issue(credentials(made), "v1", LIFE), Failure.Denied.class);

    IssuedToken second = here.tokens.issue(credentials(rotated), "v1", LIFE);
    here.clients.update(
        here.system(),
        made.client().id(),
        new ApiClientPatch(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(false)),
        ANY,
        false);
    assertFailure(() -> here.tokens.authenticate(second.token(), "v1", "c"), Failure.Denied.class);
    assertFailure(() -> here.tokens.issue(credentials(rotated), "v1", LIFE), Failure.Denied.class);
  }

  @Test
  void aTokenEndsWithItsLifeAlsoWhenCached() {
    IssuedClient made =
        here.clients.create(here.system(), AccessSetup.client("short", Role.API_ACCESS, "v1"));
    IssuedToken token = here.tokens.issue(credentials(made), "v1", Duration.ofSeconds(10));
    here.tokens.authenticate(token.token(), "v1", "c");
    clock.pass(Duration.ofSeconds(11));
    assertFailure(() -> here.tokens.authenticate(token.token(), "v1", "c"), Failure.Denied.class);
    clock.pass(Duration.ofDays(2));
    assertThat(here.tokens.purge()).isPositive();
  }

  @Test
  void aRevokedTokenEnds() {
    IssuedClient made =
        here.clients.create(here.system(), AccessSetup.client("revoked", Role.API_ACCESS, "v1"));
    IssuedToken token = here.tokens.issue(credentials(made), "v1", LIFE);
    here.tokens.authenticate(token.token(), "v1", "c");
    here.tokens.revoke(token.token());
    assertFailure(() -> here.tokens.authenticate(token.token(), "v1", "c"), Failure.Denied.class);
  }

  @Test
  void theTokensOfADeletedUserEnd() {
    User user = here.users.create(here.system(), AccessSetup.user("leaver", Role.API_ACCESS, "v1"));
    IssuedToken token =
        here.tokens.issue(new Credentials("leaver", "correct horse battery"), "v1", LIFE);
    here.users.delete(here.system(), user.id(), ANY, false);
    assertFailure(() -> here.tokens.authenticate(token.token(), "v1", "c"), Failure.Denied.class);
  }

  @Test
  void guessingAPasswordIsSlowedAndARightOneDoesNotHelpMeanwhile() {
    here.users.create(here.system(), AccessSetup.user("guessed", Role.API_ACCESS, "v1"));
    for (int i = 0; i < 5; i++) {
      int wrong = i;
      assertFailure(
          () -> here.tokens.issue(new Credentials("guessed", "wrong " + wrong), "v1", LIFE),
          Failure.Denied.class);
    }
    Credentials right = new Credentials("guessed", "correct horse battery");
    assertFailure(() -> here.tokens.issue(right, "v1", LIFE), Failure.Throttled.class);
    clock.pass(Duration.ofSeconds(2));
    assertThatCode(() -> here.tokens.issue(right, "v1", LIFE)).doesNotThrowAnyException();
  }

  @Test
  void aNameThatDoesNotExistIsSlowedAlike() {
    for (int i = 0; i < 5; i++) {
      assertFailure(
          () -> here.tokens.issue(new Credentials("nobody.here", "some password"), "v1", LIFE),
          Failure.Denied.class);
    }
    assertFailure(
        () -> here.tokens.issue(new Credentials("nobody.here", "some password"), "v1", LIFE),
        Failure.Throttled.class);
  }

  @Test
  void aHotTokenCostsNoQuery() {
    IssuedClient made =
        here.clients.create(here.system(), AccessSetup.client("hot", Role.API_ACCESS, "v1"));
    IssuedToken token = here.tokens.issue(credentials(made), "v1", LIFE);
    here.tokens.authenticate(token.token(), "v1", "c");
    here.database.useTransaction(transaction ->
        transaction
            .handle()
            .execute("delete from access_token where principal_id = " + made.client().id()));
    // The row is gone behind the cache's back, and nobody notices until it is read anew.
    for (int i = 0; i < 1_000; i++) {
      assertThat(here.tokens.authenticate(token.token(), "v1", "c").may(Permission.READ_USAGE))
          .isTrue();
    }
    NANOS.addAndGet(Duration.ofSeconds(5).toNanos());
    assertFailure(() -> here.tokens.authenticate(token.token(), "v1", "c"), Failure.Denied.class);
  }

  @Test
  void garbageIsDenied() {
    for (String token :
        new String[] {"", "x", "\0".repeat(36), "é".repeat(36), UUID.randomUUID().toString()}) {
      assertFailure(() -> here.tokens.authenticate(token, "v1", "c"), Failure.Denied.class);
    }
  }

  static void assertFailure(ThrowingCallable doing, Class<? extends Failure> kind) {
    assertThatThrownBy(doing)
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.failure()).isInstanceOf(kind));
  }

  private static Credentials credentials(IssuedClient made) {
    return new Credentials(made.client().clientId(), made.secret());
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.simplane.access.TokensTest.assertFailure;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Transaction;
import org.simplane.db.TestDatabase;

final class OrganisationsTest {

  private static final OptionalLong ANY = OptionalLong.empty();

  private static TestDatabase testDatabase;
  private static AccessSetup here;

  @BeforeAll
  static void start() {
    testDatabase = TestDatabase.create();
    here = new AccessSetup(testDatabase.database(), Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    testDatabase.close();
  }

  @Test
  void theRootIsMadeOnce() {
    assertThat(here.organisations.root("Invented Fleet")).isEqualTo(here.root);
  }

  @Test
  void whoActsInOneActsInThoseBelowItAndNowhereElse() {
    Organisation child = create(here.root, "Child");
    Organisation grandchild = create(child, "Grandchild");
    Organisation sibling = create(here.root, "Sibling");

    assertThat(here.organisations.scopeOf(child.id()).organisations())
        .containsExactlyInAnyOrder(child.id(), grandchild.id());
    assertThat(here.organisations.find(here.organisations.scopeOf(child.id()), sibling.id()))
        .isEmpty();
    assertThat(here.organisations.find(here.organisations.scopeOf(child.id()), here.root.id()))
        .isEmpty();
    assertFailure(
        () ->
            here.organisations.create(
                here.system(child),
                new NewOrganisation(Optional.of(sibling.id()), "Intruder", Optional.empty())),
        Failure.Invalid.class);
  }

  @Test
  void aChildMadeOnAnotherNodeIsSeenWithinFiveSeconds() {
    AccessSetup other = new AccessSetup(testDatabase.database(), Clock.systemUTC());
    other.organisations.scopeOf(here.root.id());
    Organisation child = create(here.root, "Made elsewhere");
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> other.organisations.scopeOf(here.root.id()).contains(child.id()));
  }

  @Test
  void siblingsHaveDifferentNames() {
    create(here.root, "Only once");
    assertFailure(() -> create(here.root, "Only once"), Failure.Conflict.class);
    Organisation other = create(here.root, "Renamed");
    assertFailure(
        () ->
            here.organisations.update(
                here.system(),
                other.id(),
                new OrganisationPatch(Optional.of("Only once"), Optional.empty(), Optional.empty()),
                ANY,
                false),
        Failure.Conflict.class);
  }

  @Test
  void anUpdateOfAnOldVersionIsStale() {
    Organisation made = create(here.root, "Versioned");
    OrganisationPatch patch =
        new OrganisationPatch(
            Optional.of("Versioned again"), Optional.of(Optional.of("4711")), Optional.empty());
    Organisation after =
        here.organisations.update(here.system(), made.id(), patch, OptionalLong.of(1), false);
    assertThat(after.version()).isEqualTo(2);
    assertThat(after.reference()).contains("4711");
    assertFailure(
        () -> here.organisations.update(here.system(), made.id(), patch, OptionalLong.of(1), false),
        Failure.Stale.class);
  }

  @Test
  void aDryRunKeepsNothing() {
    Organisation imagined =
        here.organisations.create(
            here.system(),
            new NewOrganisation(Optional.empty(), "Imagined", Optional.empty()),
            true);
    assertThat(imagined.id()).isZero();
    assertThat(here.organisations.page(here.system().scope(), Optional.empty(), ANY, 1000).items())
        .extracting(Organisation::name)
        .doesNotContain("Imagined");
  }

  @Test
  void pagesFollowEachOtherWithoutLossOrRepeat() {
    Organisation parent = create(here.root, "Paged");
    for (int i = 0; i < 5; i++) {
      create(parent, "Page " + i);
    }
    Page<Organisation> first =
        here.organisations.page(here.system().scope(), Optional.of(parent.id()), ANY, 3);
    Page<Organisation> second =
        here.organisations.page(here.system().scope(), Optional.of(parent.id()), first.next(), 3);
    assertThat(first.items())
        .extracting(Organisation::name)
        .containsExactly("Page 0", "Page 1", "Page 2");
    assertThat(second.items()).extracting(Organisation::name).containsExactly("Page 3", "Page 4");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void nobodyGrantsMoreThanTheyHave() {
    Caller support =
        new Caller(
            Caller.Kind.USER,
            1,
            "support",
            here.system().scope(),
            Set.of(Permission.MANAGE_ACCESS, Permission.READ_USAGE),
            "c");
    assertFailure(
        () -> here.users.create(support, AccessSetup.user("climber", Role.PORTAL_ADMINISTRATOR)),
        Failure.NotAllowed.class);
    User administrator =
        here.users.create(
            here.system(), AccessSetup.user("administrator", Role.PORTAL_ADMINISTRATOR));
    UserPatch password =
        new UserPatch(
            Optional.of("a new password of mine"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertFailure(
        () -> here.users.update(support, administrator.id(), password, ANY, false),
        Failure.NotAllowed.class);
  }

  @Test
  void anEntitlementToAnUnknownDialectIsRefusedByName() {
    assertFailure(
        () ->
            here.clients.create(
                here.system(), AccessSetup.client("wrong", Role.API_ACCESS, "klingon")),
        Failure.Invalid.class);
  }

  @Test
  void everyChangeIsInTheAuditWithBeforeAndAfterAndWithoutSecrets() {
    Organisation tenant = create(here.root, "Audited tenant");
    User user = here.users.create(here.system(tenant), AccessSetup.user("audited", Role.READ_ONLY));
    here.users.update(
        here.system(tenant),
        user.id(),
        new UserPatch(
            Optional.of("another password 123"),
            Optional.of(Optional.of("Audrey")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        ANY,
        false);

    Page<Audited> page =
        here.audit.read(here.organisations.scopeOf(tenant.id()), AuditQuery.latest(10));

    assertThat(page.items())
        .extracting(Audited::action)
        .containsExactly("user.password", "user.create", "organisation.create");
    Audited change = page.items().getFirst();
    assertThat(change.before().orElseThrow().has("displayName")).isFalse();
    assertThat(change.after().orElseThrow().get("displayName").asString()).isEqualTo("Audrey");
    assertThat(page.toString()).doesNotContain("another password", "correct horse", "argon2");
    Page<Audited> older =
        here.audit.read(
            here.organisations.scopeOf(tenant.id()),
            new AuditQuery(
                Optional.of("user"),
                OptionalLong.of(user.id()),
                Optional.of("user.create"),
                Optional.of("test"),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(change.id()),
                10));
    assertThat(older.items()).extracting(Audited::action).containsExactly("user.create");
  }

  @Test
  void oneOfTwoSimultaneousRenamesToTheSameIsAConflict() throws Exception {
    Organisation parent = create(here.root, "Of two");
    Organisation one = create(parent, "One");
    Organisation other = create(parent, "Other");
    try (ExecutorService second = Executors.newSingleThreadExecutor()) {
      Future<?> late =
          here.database.inTransaction(transaction -> {
            rename(one, "Same");
            Future<?> begun = second.submit(() -> rename(other, "Same"));
            // It looked, found the name free, and waits for us to commit.
            Awaitility.await().until(() -> isAnyoneWaiting(transaction));
            return begun;
          });
      assertThatThrownBy(late::get)
          .cause()
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure()).isInstanceOf(Failure.Conflict.class));
    }
    assertThat(here.organisations.find(here.system().scope(), other.id()).orElseThrow().name())
        .isEqualTo("Other");
  }

  private static boolean isAnyoneWaiting(Transaction transaction) {
    return transaction
        .handle()
        .createQuery("select exists (select from pg_locks where not granted)")
        .mapTo(Boolean.class)
        .one();
  }

  private static void rename(Organisation organisation, String name) {
    here.organisations.update(
        here.system(),
        organisation.id(),
        new OrganisationPatch(Optional.of(name), Optional.empty(), Optional.empty()),
        ANY,
        false);
  }

  private static Organisation create(Organisation parent, String name) {
    return here.organisations.create(
        here.system(), new NewOrganisation(Optional.of(parent.id()), name, Optional.empty()));
  }
}

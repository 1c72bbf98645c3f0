// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.db.TestDatabase;

final class TenantsTest {

  @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

  private final AccessSetup here = new AccessSetup(DATABASE.database(), Clock.systemUTC());
  private final Tenants tenants = new Tenants(DATABASE.database());

  @Test
  void aTenantIsMadeFromTheNameAndNeverTwice() {
    assertThat(create("Überland & Söhne GmbH", Optional.empty()).tenant())
        .isEqualTo("uberland-sohne-gmbh");
    Organisation parent = create("Elsewhere", Optional.empty());
    Organisation namesake =
        here.organisations.create(
            here.system(),
            new NewOrganisation(
                Optional.of(parent.id()), "Überland & Söhne GmbH", Optional.empty()));
    assertThat(namesake.tenant()).isEqualTo("uberland-sohne-gmbh-2");
    assertThat(create("株式会社", Optional.empty()).tenant()).isEqualTo("tenant");
  }

  @Test
  void aChosenTenantIsUniqueWhateverItsCase() {
    Organisation first = create("Chosen", Optional.of("Fleet_1"));
    assertThat(first.tenant()).isEqualTo("Fleet_1");
    assertFailure(() -> create("Other", Optional.of("fleet_1")), Failure.Conflict.class);
    assertFailure(() -> create("Other", Optional.of("a/b")), Failure.Invalid.class);
    assertFailure(() -> create("Other", Optional.of("..")), Failure.Invalid.class);
    assertThat(rename(first, "fleet_1").tenant()).isEqualTo("fleet_1");
    Organisation other = create("Another", Optional.empty());
    assertFailure(() -> rename(other, "FLEET_1"), Failure.Conflict.class);
  }

  @Test
  void onlyWhoSeesTheOrganisationFindsItsTenant() {
    Organisation child = create("Visible child", Optional.empty());
    assertThat(tenants.find(here.system().scope(), "Visible-Child")).hasValue(child.id());
    assertThat(tenants.find(here.system(child).scope(), here.root.tenant())).isEmpty();
    assertThat(tenants.find(here.system().scope(), "nobody")).isEmpty();
    assertThat(tenants.find(here.system().scope(), "%")).isEmpty();
    assertThat(tenants.names(here.organisations.scopeOf(here.root.id()), 1000))
        .startsWith(here.root.tenant())
        .contains("visible-child");
  }

  @Test
  void organisationsOfAnEarlierVersionGetTenantsOfTheirNames() throws Exception {
    try (TestDatabase earlier = TestDatabase.create();
        InputStream migration =
            TenantsTest.class.getResourceAsStream("/db/migration/V19__signed_token.sql")) {
      String sql = new String(migration.readAllBytes(), UTF_8);
      List<String> tenants =
          earlier
              .database()
              .inTransaction(transaction -> {
                transaction.handle().execute("alter table organisation drop column tenant");
                transaction.handle().execute("drop table signing_key");
                transaction
                    .handle()
                    .execute(
                        """
                        insert into organisation (name, created_at, updated_at)
                        select name, now(), now()
                        from unnest(array['Fleet & Söhne', 'fleet s hne', 'fleet-s-hne-2', '株式会社', '***']) as name
                        """);
                run(transaction.handle(), sql);
                return transaction
                    .handle()
                    .createQuery("select tenant from organisation order by id")
                    .mapTo(String.class)
                    .list();
              });
      assertThat(tenants)
          .containsExactly("fleet-s-hne", "fleet-s-hne-2", "fleet-s-hne-2-2", "tenant", "tenant-2");
    }
  }

  private static void run(Handle handle, String sql) {
    try (Statement statement = handle.getConnection().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Organisation create(String name, Optional<String> tenant) {
    return here.organisations.create(
        here.system(), new NewOrganisation(Optional.empty(), name, Optional.empty(), tenant));
  }

  private Organisation rename(Organisation organisation, String tenant) {
    return here.organisations.update(
        here.system(organisation),
        organisation.id(),
        new OrganisationPatch(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(tenant)),
        OptionalLong.empty(),
        false);
  }

  private static void assertFailure(Runnable action, Class<? extends Failure> expected) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            FailureException.class, failed -> assertThat(failed.failure()).isInstanceOf(expected));
  }
}

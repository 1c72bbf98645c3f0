// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.operator.Sim;

/** A stranger's rows never come back, by no method. */
class TenancyTest {

  @AutoClose static final Fixture fixture = new Fixture();

  private final Subscriptions subscriptions = fixture.subscriptions;
  private final long organisation = fixture.organisation();
  private final long account = fixture.account(organisation, "nce");
  private final long strange = fixture.organisation();
  private final long strangeAccount = fixture.account(strange, "nce");
  private final Scope scope = Scope.of(organisation);
  private final Caller caller = fixture.caller(scope);
  private final Subscription stranger =
      fixture.add(strange, strangeAccount, 1, 1).added().getFirst();
  private final Subscription own = fixture.add(organisation, account, 2, 1).added().getFirst();

  @Test
  void notByKey() {
    assertThat(subscriptions.find(scope, Fixture.iccid(1))).isEmpty();
    assertThat(subscriptions.find(scope, stranger.id())).isEmpty();
    assertThat(subscriptions.findAll(scope, List.of(stranger.id(), own.id()))).containsExactly(own);
    assertThat(subscriptions.findByIccids(scope, List.of(Fixture.iccid(1)))).isEmpty();
    assertThat(subscriptions.puks(caller, stranger.id())).isEmpty();
  }

  @Test
  void notInAnyList() throws IOException {
    for (SubscriptionQuery.SortKey key : SubscriptionQuery.SortKey.values()) {
      SubscriptionQuery sorted = SubscriptionQuery.ALL.withSort(key, false);
      assertThat(subscriptions.page(scope, sorted).subscriptions()).containsExactly(own);
      assertThat(subscriptions.page(scope, sorted).total().count()).isEqualTo(1);
      assertThat(subscriptions.page(scope, sorted.withOrganisation(strange)).subscriptions())
          .isEmpty();
      assertThat(subscriptions.page(scope, sorted.withOrganisation(strange)).total().count())
          .isZero();
      assertThat(subscriptions.page(scope, sorted.withAccount(strangeAccount)).subscriptions())
          .isEmpty();
      assertThat(subscriptions.page(scope, sorted.withAccount(strangeAccount)).total().count())
          .isZero();
    }
    for (IdentifierKind kind : IdentifierKind.values()) {
      SubscriptionQuery query = SubscriptionQuery.ALL.withPrefixes(Map.of(kind, text(kind)));
      assertThat(subscriptions.page(scope, query).subscriptions()).isEmpty();
      assertThat(subscriptions.page(scope, query).total().count()).isZero();
      assertThat(subscriptions.search(scope, text(kind), 10)).doesNotContain(stranger);
    }
    StringWriter out = new StringWriter();
    assertThat(subscriptions.exportCsv(caller, SubscriptionQuery.ALL, out, ExportOptions.USUAL))
        .isEqualTo(1);
    assertThat(out.toString()).doesNotContain(stranger.businessId());
  }

  /** What the stranger is found by. */
  private static String text(IdentifierKind kind) {
    Sim sim = Fixture.sim(1);
    return switch (kind) {
      case ICCID -> sim.iccid().orElseThrow().digits();
      case IMSI -> sim.imsi().orElseThrow().digits();
      case MSISDN_DATA -> sim.msisdn().orElseThrow().digits();
      case IMEI -> sim.imei().orElseThrow().digits();
      case IP_ADDRESS -> sim.ipAddress().orElseThrow();
      case LABEL -> sim.label().orElseThrow();
      case OPERATOR_KEY -> sim.ref().operatorKey();
      case TERMINAL_SERIAL,
          SERIAL_NUMBER,
          EID,
          MSISDN_VOICE,
          MSISDN_FAX,
          SUBSCRIBER,
          USER,
          USER_REFERENCE,
          DEVICE_UNIQUE_IDENTIFIER,
          DEVICE_SERIAL_NUMBER,
          MACHINE_SERIAL_NUMBER ->
          "1";
    };
  }

  @Test
  void notToBeChanged() {
    SubscriptionPatch patch = SubscriptionPatch.NOTHING.with(Field.LABEL, Optional.of("mine"));
    assertThatThrownBy(
            () -> subscriptions.update(caller, stranger.id(), patch, OptionalLong.empty(), false))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("No subscription");
    List<Subscription> moved =
        fixture.database.inTransaction(transaction ->
            subscriptions.move(transaction, caller, List.of(stranger.id()), organisation));
    assertThat(moved).isEmpty();
    assertThatThrownBy(() ->
            fixture.database.inTransaction(
                transaction -> subscriptions.move(transaction, caller, List.of(own.id()), strange)))
        .hasMessageContaining("No organisation");
    assertThatThrownBy(() ->
            subscriptions.importCsv(
                caller, strangeAccount, new StringReader("iccid\n"), ImportOptions.USUAL))
        .hasMessageContaining("No account");
    assertThat(subscriptions.find(Scope.of(strange), stranger.id())).contains(stranger);
  }

  @Test
  void notWithoutPermission() {
    Caller may =
        new Caller(
            Caller.Kind.USER, 1, "reader", scope, Set.of(Permission.READ_SUBSCRIPTIONS), "test");
    assertThatThrownBy(() -> subscriptions.puks(may, own.id())).hasMessageContaining("READ_PUKS");
    assertThatThrownBy(() ->
            subscriptions.update(
                may, own.id(), SubscriptionPatch.NOTHING, OptionalLong.empty(), false))
        .hasMessageContaining("CHANGE_SUBSCRIPTIONS");
    assertThatThrownBy(() ->
            subscriptions.importCsv(may, account, new StringReader("iccid\n"), ImportOptions.USUAL))
        .hasMessageContaining("IMPORT_SUBSCRIPTIONS");
    ExportOptions withPuks = new ExportOptions(false, true, (_, _) -> {});
    assertThatThrownBy(
            () -> subscriptions.exportCsv(may, SubscriptionQuery.ALL, new StringWriter(), withPuks))
        .hasMessageContaining("READ_PUKS");
  }
}

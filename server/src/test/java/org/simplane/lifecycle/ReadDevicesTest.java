// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.account.Account;
import org.simplane.connectivity.ReadDevices;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscriptions;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Pace;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;

/** A SIM that its operator shows in another device is noted in the history of devices. */
final class ReadDevicesTest {

  private static final String ICCID = "89999040000000000011";

  @AutoClose static final TestDatabase database = TestDatabase.create();
  @AutoClose final MisbehavingOperator operator = new MisbehavingOperator();

  @AutoClose
  final House house = new House(database, List.of(new MisbehavingPlatform("misbehaving", 1)));

  @Test
  void anotherDeviceIsNotedAndTheFirstIsNot() {
    long organisation = house.organisation();
    Account account = house.account(organisation, "misbehaving", operator, Pace.UNLIMITED);
    Subscriptions subscriptions =
        new Subscriptions(
            house.database,
            house.audit,
            house.outbox,
            House.SECRETS,
            List.of(new ReadDevices(house.outbox)),
            house.clock);
    Instant at = house.clock.instant();
    for (String imei : List.of("", "352625100000018", "35262510000001", "352625100000026")) {
      at = at.plusSeconds(60);
      Instant asOf = at;
      house.database.useTransaction(transaction ->
          subscriptions.upsertFromOperator(
              transaction, organisation, account.id(), List.of(sim(imei)), asOf));
    }
    List<String> history =
        texts(
            organisation,
            "select kind || ' ' || before || ' ' || imei from imei_change where organisation_id = :id");
    assertThat(history)
        .singleElement()
        .asString()
        .startsWith("CHANGED 35262510000001")
        .endsWith("352625100000026");
    List<String> events =
        texts(
            organisation,
            "select subject_name from outbox where organisation_id = :id and kind = 'subscription.imei-changed'");
    assertThat(events).containsExactly(ICCID);
  }

  private List<String> texts(long organisation, String sql) {
    return house.database.read(
        handle -> handle.createQuery(sql).bind("id", organisation).mapTo(String.class).list());
  }

  private static Sim sim(String imei) {
    return new Sim(
        new SubscriptionRef(ICCID, ICCID),
        Status.ACTIVE,
        "ACTIVE",
        Optional.empty(),
        Optional.of(new Iccid(ICCID)),
        Optional.empty(),
        Optional.empty(),
        imei.isEmpty() ? Optional.empty() : Optional.of(new Imei(imei)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Scope;
import org.simplane.account.Account;
import org.simplane.account.Pushes;
import org.simplane.account.ReadingConfig;
import org.simplane.account.Synchroniser;
import org.simplane.connectivity.AttachListener;
import org.simplane.connectivity.DeviceWatch;
import org.simplane.connectivity.NetworkEvents;
import org.simplane.connectivity.OwnEvents;
import org.simplane.connectivity.PushedEvents;
import org.simplane.db.Partitions;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Progress;
import org.simplane.notification.Outbox;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.Push;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.operator.Telling;

/** A change of status that an operator pushes is one event, whoever tells it. */
final class PushedStatusTest {

  private static final String ICCID = "89999030000000000011";

  @AutoClose private final TestDatabase testDatabase = TestDatabase.create();
  private final TellingPlatform operator = new TellingPlatform();

  @AutoClose private final House house = new House(testDatabase, List.of(operator));

  private final long organisation = house.organisation();
  private final Outbox outbox =
      new Outbox(
          house.database,
          house.clock,
          new OwnEvents(_ -> true, house.accounts::tells, house.clock));
  private final Subscriptions subscriptions =
      new Subscriptions(house.database, house.audit, outbox, House.SECRETS, List.of(), house.clock);

  @AutoClose
  private final Synchroniser synchroniser =
      new Synchroniser(
          house.database,
          house.accounts,
          subscriptions,
          house.jobs,
          new Progress(house.clock, house.bell),
          house.audit,
          outbox,
          house.clock,
          ReadingConfig.USUAL.lookingEvery(Duration.ofMillis(50)));

  private final Pushes pushes =
      new Pushes(
          house.database,
          house.accounts,
          synchroniser,
          House.SECRETS,
          house.audit,
          List.of(new PushedEvents(house.accounts, networkEvents())),
          house.clock);

  private final Account account = house.telling(organisation, Duration.ZERO);

  @Test
  void whatAnOperatorPushesThatTellsNoStatusesIsTheOneEventOfWhatWasRead() {
    push("1", Status.ACTIVE);
    push("2", Status.SUSPENDED);
    assertThat(statusEvents()).hasSize(1).allMatch(event -> event.startsWith("simplane "));
    assertThat(told()).hasSize(1);
    push("3", Status.SUSPENDED);
    assertThat(statusEvents()).as("which it was already").hasSize(1);
  }

  @Test
  void whatAnOperatorPushesThatTellsStatusesIsItsOwnEvent() {
    operator.tells = Set.of(Telling.STATUS);
    push("1", Status.ACTIVE);
    push("2", Status.SUSPENDED);
    assertThat(statusEvents()).hasSize(2).noneMatch(event -> event.startsWith("simplane "));
    assertThat(told()).hasSize(2);
  }

  private void push(String id, Status status) {
    operator.put(ICCID, "Customer");
    operator.status = status;
    operator.pushed =
        List.of(
            new OperatorEvent.StatusChanged(
                id, new SubscriptionRef(ICCID, ICCID), Instant.now(), status, status.name()));
    String key =
        pushes
            .address(House.caller(organisation), account.id())
            .orElseGet(() -> pushes.rotate(House.caller(organisation), account.id()))
            .key();
    pushes.take(key, new Push("POST", "", Map.of(), new byte[0]));
  }

  private List<String> statusEvents() {
    return house.database.read(handle ->
        handle
            .createQuery("select event_id from network_event where kind = 'STATUS_CHANGE'")
            .mapTo(String.class)
            .list());
  }

  private List<Outbox.StoredEvent> told() {
    return outbox
        .read(
            Scope.of(organisation),
            Outbox.Position.START,
            Optional.of(NetworkEvents.OUTBOX_KIND),
            1_000)
        .stream()
        .filter(event -> event.body().path("kind").asString("").equals("STATUS_CHANGE"))
        .toList();
  }

  private NetworkEvents networkEvents() {
    return new NetworkEvents(
        house.database,
        new Partitions(house.database, house.clock, Map.of()),
        new DeviceWatch(
            subscriptions,
            new Restrictions(
                house.database, RestrictionListener.NOOP, house.audit, outbox, house.clock),
            house.audit,
            outbox),
        outbox,
        _ -> true,
        AttachListener.NOOP);
  }
}

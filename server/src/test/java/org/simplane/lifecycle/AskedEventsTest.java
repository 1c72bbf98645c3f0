// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.connectivity.AttachListener;
import org.simplane.connectivity.Audience;
import org.simplane.connectivity.DeviceWatch;
import org.simplane.connectivity.EventQuery;
import org.simplane.connectivity.History;
import org.simplane.connectivity.NetworkEvent;
import org.simplane.connectivity.NetworkEvents;
import org.simplane.connectivity.OperatorEvents;
import org.simplane.db.Partitions;
import org.simplane.db.TestDatabase;
import org.simplane.inventory.Subscription;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;

/** Events that an operator is asked for. */
final class AskedEventsTest {

  private static final SubscriptionRef REF =
      new SubscriptionRef("89999030000000000011", "89999030000000000011");

  @AutoClose private final TestDatabase testDatabase = TestDatabase.create();
  private final TellingPlatform operator = new TellingPlatform();
  @AutoClose private final House house = new House(testDatabase, List.of(operator));
  private final long organisation = house.organisation();

  @Test
  void areOfWhoHadTheSimWhenTheyHappenedAlsoWhereItMovesWhileTheyAreAskedFor()
      throws OperatorException {
    Subscription sim = sim();
    long other = house.organisation();
    Caller both = Caller.system("test", Scope.of(organisation, List.of(organisation, other)));
    Instant before = Instant.now();
    operator.meanwhile =
        () -> {
          house.database.useTransaction(transaction -> {
            var _ = house.subscriptions.move(transaction, both, List.of(sim.id()), other);
          });
          operator.pushed = List.of(event("1", before), event("2", Instant.now()));
        };
    assertThat(history().refresh(House.caller(organisation), sim)).isEqualTo(2);
    assertThat(shown(organisation, sim)).containsExactly("1");
    assertThat(shown(other, sim)).containsExactly("2");
  }

  private static OperatorEvent event(String key, Instant at) {
    return new OperatorEvent.StatusChanged(key, REF, at, Status.ACTIVE, key);
  }

  /** The operator's words. */
  private List<String> shown(long of, Subscription sim) {
    return history()
        .events(
            Scope.of(of),
            new EventQuery(
                sim.id(),
                Instant.EPOCH,
                Instant.now().plus(Duration.ofDays(1)),
                List.of(),
                List.of()),
            0,
            10)
        .events()
        .stream()
        .map(NetworkEvent::detail)
        .map(detail -> detail.getOrDefault("word", ""))
        .toList();
  }

  private Subscription sim() throws OperatorException {
    operator.put(REF.operatorKey(), "Customer");
    return house.take(house.telling(organisation, Duration.ZERO), operator.find(REF).orElseThrow());
  }

  private History history() {
    return new History(
        house.database,
        house.accounts,
        new OperatorEvents(
            new NetworkEvents(
                house.database,
                new Partitions(house.database, house.clock, Map.of()),
                new DeviceWatch(
                    house.subscriptions,
                    new Restrictions(
                        house.database,
                        RestrictionListener.NOOP,
                        house.audit,
                        house.outbox,
                        house.clock),
                    house.audit,
                    house.outbox),
                house.outbox,
                Audience.NOBODY,
                AttachListener.NOOP)),
        house.clock);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.access.Audit;
import org.simplane.access.Organisations;
import org.simplane.db.Database;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;

/** Nodes on one database: two alive, or one after the other. */
final class WebhookSharingTest {

  private static final Secrets SECRETS = Secrets.random();

  @AutoClose private final TestDatabase postgres = TestDatabase.create();

  private final Clock clock = Clock.systemUTC();
  private final Database database = postgres.database();
  private final Audit audit = new Audit(database, clock);
  private final Organisations organisations = new Organisations(database, audit, clock);
  private final Outbox outbox = new Outbox(database, clock);

  private Webhooks node(String name) {
    return new Webhooks(
        database,
        organisations,
        audit,
        outbox,
        new Listening(database),
        SECRETS,
        List.of(PlainFormat.SIGNED),
        List.of(),
        new WebhookConfig(
            name,
            true,
            Duration.ofSeconds(2),
            4,
            Duration.ofDays(5),
            Duration.ofMinutes(5),
            Duration.ofDays(30)),
        clock);
  }

  @Test
  void twoNodesShareTheWebhooksAndOneThatLeavesHandsThemBackAtOnce() {
    long tenant = organisations.root("root").id();
    List<Receiver> receivers = Stream.generate(Receiver::new).limit(4).toList();
    List<String> told = new ArrayList<>();
    try (Webhooks one = node("one")) {
      receivers.forEach(receiver -> add(one, tenant, receiver));
      one.start();
      try (Webhooks other = node("other")) {
        other.start();
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> {
              publish(tenant, "n" + told.size(), told);
              return held("one") == 2 && held("other") == 2;
            });
      }
      // Had it not handed them back, they would be its own for five minutes.
      publish(tenant, "last", told);
      for (Receiver receiver : receivers) {
        await()
            .atMost(Duration.ofSeconds(15))
            .untilAsserted(
                () -> assertThat(receiver.bodies()).containsExactlyInAnyOrderElementsOf(told));
      }
    } finally {
      receivers.forEach(Receiver::close);
    }
  }

  /** As after dump and restore: the other cluster has counted few transactions so far. */
  @Test
  void whatHappensIsToldInAnotherPostgresqlClusterToo() {
    long tenant = organisations.root("root").id();
    List<String> told = new ArrayList<>();
    try (Receiver receiver = new Receiver()) {
      try (Webhooks here = node("here")) {
        add(here, tenant, receiver);
        here.start();
        publish(tenant, "before", told);
        await().untilAsserted(() -> assertThat(receiver.bodies()).isEqualTo(told));
      }
      publish(tenant, "on the way", told);
      database.useTransaction(transaction -> {
        transaction.handle().execute("update outbox_origin set cluster = cluster + 1");
        for (String table : List.of("outbox", "webhook_progress")) {
          transaction
              .handle()
              .execute("update " + table + " set transaction_id = transaction_id + 1000000000");
        }
      });
      assertThat(all(tenant)).isEmpty();

      Outbox.settle(database);
      publish(tenant, "after", told);
      try (Webhooks there = node("there")) {
        there.start();
        // Side by side, so in any order.
        await()
            .untilAsserted(
                () -> assertThat(receiver.bodies()).containsExactlyInAnyOrderElementsOf(told));
      }
      assertThat(all(tenant)).isEqualTo(told);
    }
  }

  private List<String> all(long tenant) {
    return outbox.read(Scope.of(tenant), Outbox.Position.START, Optional.empty(), 9).stream()
        .map(Outbox.StoredEvent::subjectName)
        .toList();
  }

  private int held(String node) {
    return database.read(handle -> LaneStore.held(handle, node)).size();
  }

  private void publish(long tenant, String name, List<String> told) {
    told.add(name);
    Outbox.Event event = new Outbox.Event(tenant, "x.y", "subscription", 1, name, Map.of());
    database.useTransaction(transaction -> outbox.publish(transaction, List.of(event)));
  }

  private static void add(Webhooks webhooks, long tenant, Receiver receiver) {
    var _ =
        webhooks.create(
            Caller.system("test", Scope.of(tenant)),
            new NewWebhook(
                Optional.empty(),
                "test",
                receiver.url("/"),
                Set.of("*"),
                false,
                "plain",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            false);
  }
}

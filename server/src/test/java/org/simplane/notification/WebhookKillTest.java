// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.access.Audit;
import org.simplane.access.Organisations;
import org.simplane.db.Database;
import org.simplane.db.DatabaseLogin;
import org.simplane.db.Secrets;
import org.simplane.db.TestDatabase;
import org.simplane.notification.Receiver.Reply;

/** A process that delivers is killed in the midst of it. */
final class WebhookKillTest {

  private static final String KEY = "bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmU=";
  private static final int EVENTS = 1200;

  /** The process that is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    Database database =
        Database.open(new DatabaseLogin(arguments[0], arguments[1], arguments[2]), 4);
    node(database, "killed").start();
    new CountDownLatch(1).await();
  }

  private static Webhooks node(Database database, String name) {
    Clock clock = Clock.systemUTC();
    Audit audit = new Audit(database, clock);
    return new Webhooks(
        database,
        new Organisations(database, audit, clock),
        audit,
        new Outbox(database, clock),
        new Listening(database),
        Secrets.of(KEY),
        List.of(PlainFormat.SIGNED),
        List.of(),
        new WebhookConfig(
            name,
            true,
            Duration.ofSeconds(2),
            4,
            Duration.ofDays(5),
            Duration.ofSeconds(3),
            Duration.ofDays(30)),
        clock);
  }

  @Test
  void nothingIsLostAndNothingIsToldUnderAnotherId() throws Exception {
    try (TestDatabase testDatabase = TestDatabase.create();
        Receiver receiver = new Receiver();
        Webhooks survivor = node(testDatabase.database(), "survivor")) {
      Database database = testDatabase.database();
      Clock clock = Clock.systemUTC();
      long tenant =
          new Organisations(database, new Audit(database, clock), clock).root("root").id();
      CountDownLatch halfway = new CountDownLatch(EVENTS / 3);
      receiver.answer =
          _ -> {
            halfway.countDown();
            return Reply.of(200);
          };
      survivor.create(
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
      Process process = start(testDatabase.login());
      try {
        List<String> names = IntStream.range(0, EVENTS).mapToObj(i -> "n" + i).toList();
        List<Outbox.Event> events = new ArrayList<>();
        names.forEach(
            name -> events.add(new Outbox.Event(tenant, "x.y", "subscription", 1, name, Map.of())));
        Outbox outbox = new Outbox(database, clock);
        database.useTransaction(transaction -> outbox.publish(transaction, events));
        halfway.await();
        process.destroyForcibly().waitFor();
        assertThat(Set.copyOf(receiver.bodies())).hasSizeLessThan(EVENTS);

        survivor.start();
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(Set.copyOf(receiver.bodies())).containsAll(names));
        assertThat(
                receiver.got.stream()
                    .map(got -> got.body() + got.header("webhook-id"))
                    .distinct()
                    .count())
            .isEqualTo(EVENTS);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private static Process start(DatabaseLogin login) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            WebhookKillTest.class.getName(),
            login.url(),
            login.user(),
            login.password())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}

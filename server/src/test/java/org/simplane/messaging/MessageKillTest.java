// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.simplane.access.Audit;
import org.simplane.account.AccountConfig;
import org.simplane.account.Accounts;
import org.simplane.connectivity.Audience;
import org.simplane.db.Database;
import org.simplane.db.DatabaseLogin;
import org.simplane.db.Partitions;
import org.simplane.db.Secrets;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.lifecycle.RestrictionListener;
import org.simplane.lifecycle.Restrictions;
import org.simplane.network.HttpShortMessageLink;
import org.simplane.notification.Outbox;
import org.simplane.usage.MessageMeter;
import org.simplane.usage.QuotaKeeper;
import org.simplane.usage.RecordEvents;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** A process that delivers is killed in the midst of it, with a batch at the network. */
final class MessageKillTest {

  private static final int SIMS = 60;
  private static final int MESSAGES = 3_000;
  private static final Duration LEASE = Duration.ofSeconds(3);

  /** The process that is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    Database database =
        Database.open(new DatabaseLogin(arguments[0], arguments[1], arguments[2]), 6);
    node(database, URI.create(arguments[3]), arguments[4], Duration.parse(arguments[5])).start();
    new CountDownLatch(1).await();
  }

  private static Messages node(Database database, URI network, String name, Duration lease) {
    Clock clock = Clock.systemUTC();
    Audit audit = new Audit(database, clock);
    Outbox outbox = new Outbox(database, clock);
    Subscriptions subscriptions =
        new Subscriptions(database, audit, outbox, Secrets.random(), List.of(), clock);
    Restrictions restrictions =
        new Restrictions(database, RestrictionListener.NOOP, audit, outbox, clock);
    Partitions partitions = new Partitions(database, clock, Map.of());
    QuotaKeeper keeper = new QuotaKeeper(restrictions, outbox, subscriptions::applyValues);
    return new Messages(
        new Messages.Tools(
            database,
            partitions,
            subscriptions,
            new Accounts(
                database, Secrets.random(), List.of(), audit, clock, AccountConfig.of(true)),
            new MessageMeter(
                keeper, (_, _) -> {}, new RecordEvents(outbox, Audience.NOBODY), partitions, clock),
            MessageGate.OPEN,
            outbox,
            new HttpShortMessageLink(network)),
        new MessagingConfig(
                Duration.ofHours(24), Duration.ofDays(30), lease, 2, Duration.ofSeconds(30))
            .on(name),
        clock);
  }

  @Test
  @Timeout(90)
  void nothingIsLostAndNoDeviceIsTroubledTwiceWhenAnotherNodeGoesOn() throws Exception {
    killed("another", LEASE);
  }

  @Test
  @Timeout(90)
  void aNodeGoesOnAtItsNextStartHoweverLongItsLeasesLast() throws Exception {
    killed("killed", Duration.ofHours(1));
  }

  private static void killed(String next, Duration lease) throws Exception {
    try (MessagingHouse house = new MessagingHouse(Clock.systemUTC());
        MessageCentre centre = new MessageCentre();
        Messages survivor = node(house.database, centre.url(), next, lease)) {
      List<Subscription> sims = house.sims(house.account, 1, SIMS);
      sims.forEach(sim -> house.quota(sim, MESSAGES));
      for (int i = 0; i < MESSAGES; i++) {
        survivor.send(house.caller(), sims.get(i % SIMS), NewMessage.text("message " + i));
      }
      Process process = start(house.login(), centre.url(), lease);
      try {
        centre.inDelivery.await();
        process.destroyForcibly().waitFor();
        centre.answers.countDown();
        assertThat(house.one("select count(*) from message_delivery where handed")).isPositive();

        survivor.start();
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> house.one("select count(*) from message_delivery") == 0);
      } finally {
        process.destroyForcibly().waitFor();
      }
      assertThat(house.one("select count(*) from message where status = 'DELIVERED'"))
          .isEqualTo(MESSAGES);
      assertThat(centre.delivered).as("each once at its device").hasSize(MESSAGES);
      assertThat(centre.repeats).as("handed over again after the kill").hasPositiveValue();
      assertThat(house.one("select count(*) from usage_record")).isEqualTo(MESSAGES);
      assertThat(house.one("select sum(used) from quota")).isEqualTo(MESSAGES);
      assertThat(house.told("sms.status")).hasSize(MESSAGES);
    }
  }

  private static Process start(DatabaseLogin login, URI network, Duration lease)
      throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            MessageKillTest.class.getName(),
            login.url(),
            login.user(),
            login.password(),
            network.toString(),
            "killed",
            lease.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** A network whose third answer waits until somebody has been killed. */
  private static final class MessageCentre implements AutoCloseable {

    private static final int SLOW = 3;

    final Set<String> delivered = ConcurrentHashMap.newKeySet();
    final AtomicInteger repeats = new AtomicInteger();
    final CountDownLatch inDelivery = new CountDownLatch(1);
    final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();
    private final HttpServer server;

    MessageCentre() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/sms/v1/messages", this::take);
      server.start();
    }

    URI url() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void take(HttpExchange exchange) throws IOException {
      ArrayNode results = JsonMapper.shared().createArrayNode();
      for (JsonNode message : JsonMapper.shared().readTree(exchange.getRequestBody())) {
        String id = message.path("id").asString("");
        if (!delivered.add(id)) {
          repeats.incrementAndGet();
        }
        results.addObject().put("id", id).put("result", "DELIVERED").put("message", "");
      }
      if (calls.incrementAndGet() >= SLOW && inDelivery.getCount() > 0) {
        inDelivery.countDown();
        awaitKill();
      }
      byte[] body = JsonMapper.shared().writeValueAsBytes(results);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    }

    private void awaitKill() {
      try {
        answers.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}

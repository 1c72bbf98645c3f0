// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.access.Organisation;
import org.simplane.db.Database;
import org.simplane.db.DatabaseLogin;
import org.simplane.db.TestDatabase;
import org.simplane.operator.OperatorException;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.control.PlannedFault;
import org.simplane.simulator.nce.NceConfig;
import org.simplane.simulator.nce.NcePlatform;

/** Large orders whose node is killed in the midst of them, and that two nodes share. */
@Timeout(90)
final class OrderKillTest {

  private static final int OWN = 2_000;
  private static final int THEIRS = 200;
  private static final long QUOTA = 1_000_000;
  private static final long TOP_UP = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @AutoClose private final TestDatabase testDatabase = TestDatabase.create();
  @TempDir private Path folder;
  private final Database database = testDatabase.database();
  private Ledger ledger;
  private NcePlatform platform;
  private Organisation tenant;

  /** The process that is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    Database database =
        Database.open(new DatabaseLogin(arguments[0], arguments[1], arguments[2]), 6);
    new OrderHouse(database, arguments[3]).catalog.start();
    new CountDownLatch(1).await();
  }

  @BeforeEach
  void start() throws IOException {
    ledger = Ledger.open(folder.resolve("ledger"), Clock.systemUTC());
    platform =
        NcePlatform.start(
            NceConfig.in(folder.resolve("nce"))
                .withPopulation(3, THEIRS)
                .withPace(0.01)
                .withRequestsPerSecond(0),
            ledger,
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    platform.close();
    ledger.close();
  }

  @Test
  void aNodeKilledTwiceInMidOrderGoesOnAtItsNextStartAndNothingIsDoneTwice() throws Exception {
    try (OrderHouse house = furnished("a")) {
      long order = house.topUp(tenant);
      Process first = process(testDatabase.login(), "a");
      try {
        await().atMost(PATIENCE).until(() -> done(order) > 0);
      } finally {
        first.destroyForcibly().waitFor();
      }
      assertThat(done(order)).as("killed in the midst").isLessThan(OWN);

      // The first answer of the operator does not come before the kill.
      platform.fail(
          new PlannedFault(
              Fault.TIMEOUT_AFTER_EFFECT,
              1,
              Optional.of("/v1/sims/topup"),
              Duration.ofSeconds(30)));
      Process second = process(testDatabase.login(), "a");
      try {
        await().atMost(PATIENCE).until(() -> !toppedUp().isEmpty());
      } finally {
        second.destroyForcibly().waitFor();
      }
      assertThat(one("select count(*) from order_sim where state = 'SENT'")).isPositive();

      house.catalog.start();
      await().atMost(PATIENCE).until(() -> open() == 0);
      assertThat(done(order)).isEqualTo(OWN + THEIRS);
      assertThat(raised(TOP_UP)).as("each once").isEqualTo(OWN);
      assertThat(toppedUp()).hasSize(THEIRS).allSatisfy((_, times) -> assertThat(times).isOne());
      assertThat(one("select done from job")).isEqualTo(OWN + THEIRS);
      assertThat(
              one(
                  "select count(*) from outbox where kind = 'order.changed' and body ->> 'state' = 'COMPLETED'"))
          .isOne();
    }
  }

  @Test
  void twoNodesShareLargeOrdersAndDoNothingTwice() throws Exception {
    try (OrderHouse one = furnished("a");
        OrderHouse other = new OrderHouse(database, "b")) {
      one.catalog.start();
      other.catalog.start();
      int orders = 2;
      for (int i = 0; i < orders; i++) {
        var _ = one.topUp(tenant);
      }
      await().atMost(PATIENCE).until(() -> open() == 0);
      assertThat(one("select count(*) from sales_order where state = 'COMPLETED'"))
          .isEqualTo(orders);
      assertThat(one("select count(*) from order_sim where state = 'DONE'"))
          .isEqualTo((long) orders * (OWN + THEIRS));
      assertThat(raised(orders * TOP_UP)).as("each as often as ordered").isEqualTo(OWN);
      assertThat(toppedUp())
          .hasSize(THEIRS)
          .allSatisfy((_, times) -> assertThat(times).isEqualTo(orders));
    }
  }

  private OrderHouse furnished(String node) throws OperatorException {
    OrderHouse house = new OrderHouse(database, node);
    tenant = house.organisations.root("Tenant");
    house.ownSims(tenant, OWN, QUOTA);
    house.operatorSims(tenant, platform.url());
    house.sellTopUps(tenant, TOP_UP);
    return house;
  }

  /** How often each SIM was topped up at the operator. */
  private Map<String, Long> toppedUp() {
    return platform.requests(1_000).stream()
        .flatMap(entry -> entry.effects().stream())
        .filter(effect -> effect.what().equals("topup"))
        .collect(Collectors.groupingBy(Effect::subject, Collectors.counting()));
  }

  private long done(long order) {
    return one("select count(*) from order_sim where state = 'DONE' and order_id = " + order);
  }

  private long open() {
    return one("select count(*) from sales_order where state = 'IN_PREPARATION'");
  }

  private long raised(long by) {
    return one("select count(*) from quota where as_of is null and total = " + (QUOTA + by));
  }

  private long one(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /** A node of its own that can be killed. */
  static Process process(DatabaseLogin login, String node) throws IOException {
    return new ProcessBuilder(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                OrderKillTest.class.getName(),
                login.url(),
                login.user(),
                login.password(),
                node))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}

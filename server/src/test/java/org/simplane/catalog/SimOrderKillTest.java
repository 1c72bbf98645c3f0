// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.access.Organisation;
import org.simplane.db.Database;
import org.simplane.db.TestDatabase;
import org.simplane.operator.OperatorException;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.control.PlannedFault;
import org.simplane.simulator.nce.NceConfig;
import org.simplane.simulator.nce.NcePlatform;

/** Orders of SIMs at an operator whose node is killed, and that two nodes share. */
@Timeout(90)
final class SimOrderKillTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @AutoClose private final TestDatabase testDatabase = TestDatabase.create();
  @TempDir private Path folder;
  private final Database database = testDatabase.database();
  private Ledger ledger;
  private NcePlatform platform;
  private Organisation tenant;

  @BeforeEach
  void start() throws IOException {
    ledger = Ledger.open(folder.resolve("ledger"), Clock.systemUTC());
    platform =
        NcePlatform.start(
            NceConfig.in(folder.resolve("nce"))
                .withPopulation(3, 10)
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
  void anOrderOfSimsWhoseNodeIsKilledWhileTheOperatorAnswersIsFoundThere() throws Exception {
    try (OrderHouse house = stocked("a")) {
      platform.fail(
          new PlannedFault(
              Fault.TIMEOUT_AFTER_EFFECT, 1, Optional.of("/v1/orders"), Duration.ofSeconds(30)));
      long order = house.orderSims(tenant, 20);
      Process process = OrderKillTest.process(testDatabase.login(), "a");
      try {
        await().atMost(PATIENCE).until(() -> !placed().isEmpty());
      } finally {
        process.destroyForcibly().waitFor();
      }
      assertThat(one("select count(*) from operator_order where state = 'SENT'")).isOne();

      house.catalog.start();
      await().atMost(PATIENCE).until(() -> open() == 0);
      assertThat(placed()).containsOnly(Map.entry("order", 1L));
      assertThat(done(order)).isEqualTo(20);
    }
  }

  @Test
  void twoNodesPlaceOrdersOfSimsOnceEach() throws Exception {
    int orders = 12;
    try (OrderHouse one = stocked("a");
        OrderHouse other = new OrderHouse(database, "b")) {
      one.catalog.start();
      other.catalog.start();
      for (int i = 0; i < orders; i++) {
        var _ = one.orderSims(tenant, 5);
      }
      await().atMost(PATIENCE).until(() -> open() == 0);
      assertThat(placed()).containsOnly(Map.entry("order", (long) orders));
      assertThat(one("select count(distinct subscription_id) from order_sim where state = 'DONE'"))
          .isEqualTo(orders * 5L);
      assertThat(one("select count(distinct number) from operator_order")).isEqualTo(orders);
    }
  }

  /** How many orders the operator carried out. */
  private Map<String, Long> placed() {
    return platform.requests(1_000).stream()
        .flatMap(entry -> entry.effects().stream())
        .filter(effect -> effect.what().equals("order"))
        .collect(Collectors.groupingBy(Effect::what, Collectors.counting()));
  }

  /** With what the operator sells in its catalogue. */
  private OrderHouse stocked(String node) throws OperatorException {
    OrderHouse house = new OrderHouse(database, node);
    tenant = house.organisations.root("Tenant");
    house.operatorSims(tenant, platform.url());
    house.readProducts(tenant);
    return house;
  }

  private long done(long order) {
    return one("select count(*) from order_sim where state = 'DONE' and order_id = " + order);
  }

  private long open() {
    return one("select count(*) from sales_order where state = 'IN_PREPARATION'");
  }

  private long one(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.adapter.Platforms;
import org.simplane.operator.Change;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Outcome;
import org.simplane.operator.Service;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.simulator.contract.JdkOperatorHttp;

/**
 * Our adapter for the 1NCE management API, written without this dialect in mind, is one of its
 * clients.
 */
final class NceAdapterIT {

  private static final int SIMS = 130;

  @AutoClose
  private static final House HOUSE =
      House.open(URI.create("http://127.0.0.1:9"), EasyConnectConfig.DEFAULT);

  private static Operator simplane;

  @BeforeAll
  static void open() {
    HOUSE.deliver(
        IntStream.rangeClosed(1, SIMS)
            .mapToObj(i -> Sims.sim(i, i == 2 ? Status.SUSPENDED : Status.ACTIVE))
            .toArray(Sim[]::new));
    simplane = operator(House.PASSWORD);
  }

  private static Operator operator(String password) {
    return Platforms.all().stream()
        .filter(platform -> platform.name().equals("nce"))
        .findFirst()
        .orElseThrow()
        .open(
            Map.of(
                "url",
                "http://127.0.0.1:" + HOUSE.port() + EasyConnect.BASE,
                "username",
                House.USER,
                "password",
                password),
            new OperatorContext(new JdkOperatorHttp(), Clock.systemUTC()));
  }

  @AfterAll
  static void close() {
    simplane.close();
  }

  private static SubscriptionRef ref(int number) {
    return Sims.sim(number, Status.ACTIVE).ref();
  }

  @Test
  void logsIn() throws OperatorException {
    simplane.check();
    try (Operator stranger = operator("wrong wrong wrong")) {
      assertThat(catchThrowableOfType(OperatorException.class, stranger::check))
          .extracting(OperatorException::kind)
          .isEqualTo(OperatorException.Kind.CREDENTIALS);
    }
  }

  @Test
  void listsEverySimOnce() throws OperatorException {
    List<String> seen = new ArrayList<>();
    Optional<String> from = Optional.empty();
    do {
      SimPage page = simplane.inventory().list(from);
      page.sims().forEach(sim -> seen.add(sim.iccid().orElseThrow().digits()));
      from = page.next();
    } while (from.isPresent());
    assertThat(seen).doesNotHaveDuplicates().hasSize(SIMS);
  }

  @Test
  void readsOneSimAndNoneThatIsNotThere() throws OperatorException {
    Sim sim = simplane.inventory().find(ref(2)).orElseThrow();
    assertThat(sim.status()).isEqualTo(Status.SUSPENDED);
    assertThat(sim.imsi()).isEqualTo(Sims.sim(2, Status.SUSPENDED).imsi());
    assertThat(sim.ipAddress()).contains("10.64.0.2");
    assertThat(simplane.inventory().find(ref(500))).isEmpty();
  }

  @Test
  void changesALabel() throws OperatorException {
    List<Outcome<String>> outcomes =
        simplane.labels().orElseThrow().change(List.of(new Change<>(1, ref(3), "by the adapter")));
    assertThat(outcomes)
        .hasSize(1)
        .noneMatch(outcome -> outcome instanceof Outcome.Refused<String>);
    await()
        .untilAsserted(() ->
            assertThat(simplane.inventory().find(ref(3)).orElseThrow().label())
                .contains("by the adapter"));
  }

  @Test
  void readsQuotas() throws OperatorException {
    assertThat(simplane.quotaReports().orElseThrow().quotas(ref(4)))
        .anySatisfy(quota -> {
          assertThat(quota.service()).isEqualTo(Service.DATA);
          assertThat(quota.total()).isEqualTo(500L << 20);
          assertThat(quota.remaining()).isEqualTo(500L << 20);
        });
  }
}

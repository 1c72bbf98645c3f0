// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.notification.NewWebhook;
import org.simplane.notification.Outbox;
import org.simplane.operator.Iccid;
import org.simplane.operator.Push;
import org.simplane.operator.Service;
import org.simplane.usage.Quota;
import org.simplane.usage.Quotas;
import tools.jackson.databind.json.JsonMapper;

/** Volumes that 1NCE keeps are told of, whether it pushes or not, and once. */
@Timeout(90)
final class OperatorQuotaIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SIM = "8999902000000000017";

  @TempDir private Path folder;
  private NceHouse house;
  private Instance simplane;
  private long account;

  @BeforeEach
  void start() throws IOException {
    house =
        new NceHouse(
            folder,
            Map.of("usage.consumption-age", "1 second"),
            nce -> nce.withPopulation(3, 3).withPace(0));
    simplane = house.simplane;
    left(400_000_000);
    var _ =
        simplane.features.webhooks.create(
            simplane.caller,
            new NewWebhook(
                Optional.empty(),
                "quotas",
                URI.create("http://127.0.0.1:9/nobody"),
                Set.of("quota.*", "network.event"),
                true,
                "standard",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            false);
    account = house.account();
    await()
        .atMost(PATIENCE)
        .until(() ->
            simplane
                .features
                .subscriptions
                .find(simplane.caller.scope(), new Iccid(SIM))
                .isPresent());
    await().atMost(PATIENCE).until(() -> known() == 1);
  }

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void aVolumeThatIsUsedUpIsToldWithoutAPushAndThePushOfItTellsItNotAgain() {
    left(0);
    await().atMost(PATIENCE).until(() -> told("quota.exhausted") == 1);
    push();
    assertThat(told("quota.exhausted")).as("known already").isOne();
    assertThat(count("select count(*) from network_event where event_id like 'simplane %'"))
        .as("1NCE tells it in its own events")
        .isZero();
  }

  @Test
  void aPushedVolumeIsToldOnceWhenItIsReadAfterwards() {
    push();
    assertThat(told("quota.exhausted")).isOne();
    left(0);
    var _ =
        simplane.features.quotas.of(
            simplane.caller.scope(),
            simplane
                .features
                .subscriptions
                .find(simplane.caller.scope(), new Iccid(SIM))
                .orElseThrow()
                .id());
    assertThat(told("quota.exhausted")).isOne();
  }

  @Test
  void aVolumeThatTheOperatorKeepsIsNotSetHere() {
    long sim =
        simplane
            .features
            .subscriptions
            .find(simplane.caller.scope(), new Iccid(SIM))
            .orElseThrow()
            .id();
    Quotas quotas = simplane.features.quotas;
    List<Quota> before = quotas.of(simplane.caller.scope(), sim);
    assertThatThrownBy(
            () -> quotas.assign(simplane.caller, sim, Service.DATA, 1, 20, Optional.empty()))
        .hasMessageContaining("keeps its quotas");
    assertThat(quotas.of(simplane.caller.scope(), sim).getFirst().total())
        .isEqualTo(before.getFirst().total());
  }

  private void push() {
    String key = simplane.features.pushes.rotate(simplane.caller, account).key();
    simplane.features.pushes.take(
        key,
        new Push(
            "POST",
            "",
            Map.of(),
            """
            [{"id":3,"timestamp":"%s","event_type":{"id":19,"description":"Data Quota used up"},
              "description":"Quota volume is completely used up and data access denied for endpoint.",
              "endpoint":{"name":"%s"},"sim":{"id":1,"iccid":"%s"}}]
            """
                .formatted(simplane.clock.instant().truncatedTo(ChronoUnit.SECONDS), SIM, SIM)
                .getBytes(StandardCharsets.UTF_8)));
    assertThat(
            simplane.features.pushes.events(
                simplane.caller.scope(), account, true, OptionalLong.empty(), 10))
        .as("understood")
        .isEmpty();
  }

  private void left(long bytes) {
    house.platform.put(SIM, JsonMapper.shared().createObjectNode().put("data_left", bytes));
  }

  private long known() {
    return count(
        "select count(*) from quota q join subscription s on s.id = q.subscription_id"
            + " where q.as_of is not null and q.service = 'DATA' and s.iccid = '"
            + SIM
            + "'");
  }

  private long told(String kind) {
    List<Outbox.StoredEvent> events =
        simplane.features.outbox.read(
            simplane.caller.scope(), Outbox.Position.START, Optional.of(kind), 100);
    return events.stream()
        .filter(event -> event.body().path("service").asString("DATA").equals("DATA"))
        .count();
  }

  private long count(String sql) {
    return simplane.database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.access.Role;
import org.simplane.account.Account;
import org.simplane.account.NewAccount;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.control.LedgerEntry;
import org.simplane.simulator.nce.NceConfig;
import org.simplane.simulator.nce.NcePlatform;
import tools.jackson.databind.JsonNode;

/** What 1NCE lets all SIMs of an account together use, shown and chosen over our own API. */
final class AccountLimitsIT {

  @TempDir private static Path folder;
  private static Ledger ledger;
  private static NcePlatform platform;
  private static V1House house;
  private static String token;
  private static String path;

  @BeforeAll
  static void start() throws IOException {
    ledger = Ledger.open(folder.resolve("ledger"), Clock.systemUTC());
    platform =
        NcePlatform.start(
            NceConfig.in(folder.resolve("nce")).withPopulation(3, 3).withRequestsPerSecond(0),
            ledger,
            Clock.systemUTC());
    house = new V1House();
    token = house.token(house.tenant, Role.PORTAL_ADMINISTRATOR);
    Account account =
        house
            .features
            .accounts()
            .add(
                house.system(house.tenant),
                new NewAccount(
                    house.tenant.id(),
                    "nce",
                    "1NCE",
                    Map.of(
                        "url",
                        platform.url().toString(),
                        "username",
                        "simulator",
                        "password",
                        "simulated"),
                    ZoneOffset.UTC,
                    Optional.empty(),
                    Optional.empty()),
                false);
    path = "/accounts/" + house.ids().show(Ids.Kind.ACCOUNT, account.id()) + "/limits";
  }

  @AfterAll
  static void stop() {
    house.close();
    platform.close();
    ledger.close();
  }

  @Test
  void whatIsChosenIsInForceAtTheOperatorAndTheOthersStay() {
    Map<String, String> before = inForce(house.get(token, path));
    assertThat(before)
        .containsOnlyKeys("DATA", "SMS_MT", "SMS_MO")
        .doesNotContainEntry("DATA", "1");
    int earlier = chosenAtTheOperator().size();

    V1House.Reply answer = house.send(token, "PATCH", path, "{\"DATA\":\"1\"}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    Map<String, String> wanted = new HashMap<>(before);
    wanted.put("DATA", "1");
    assertThat(inForce(answer)).isEqualTo(wanted);
    assertThat(inForce(house.get(token, path))).isEqualTo(wanted);
    assertThat(chosenAtTheOperator()).hasSize(earlier + 1);
    JsonNode audited = house.get(token, "/audit?action=account.limits").json().at("/items/0");
    assertThat(audited.at("/before/DATA").asString()).isEqualTo(before.get("DATA"));
    assertThat(audited.at("/after/DATA").asString()).isEqualTo("1");
  }

  @Test
  void aDryRunAndALimitThatIsNotOfferedChangeNothing() {
    Map<String, String> before = inForce(house.get(token, path));
    int earlier = chosenAtTheOperator().size();
    V1House.Reply dry = house.send(token, "PATCH", path + "?dryRun=true", "{\"SMS_MT\":\"1\"}");
    assertThat(inForce(dry)).isEqualTo(before);
    V1House.Reply refused = house.send(token, "PATCH", path, "{\"SMS_MT\":\"99\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("SMS_MT", "the operator offers no limit 99");
    assertThat(inForce(house.get(token, path))).isEqualTo(before);
    assertThat(chosenAtTheOperator()).hasSize(earlier);
  }

  /** The operator's ids, by measure. */
  private static Map<String, String> inForce(V1House.Reply answer) {
    return answer
        .json()
        .path("items")
        .valueStream()
        .collect(
            Collectors.toMap(
                limit -> limit.path("measure").asString(),
                limit -> limit.at("/present/id").asString()));
  }

  private static List<LedgerEntry> chosenAtTheOperator() {
    return platform.requests(1_000).stream()
        .filter(entry -> entry.effects().stream().anyMatch(it -> it.what().equals("limits")))
        .toList();
  }
}

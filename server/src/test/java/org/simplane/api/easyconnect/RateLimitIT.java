// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.api.easyconnect.HttpCaller.Answered;
import org.simplane.operator.Status;

final class RateLimitIT {

  private static final String SIM = "/v1/sims/" + Sims.iccid(1);

  // One request per second, so that a slow machine does not answer slower than it fills up.
  @AutoClose
  private static final House HOUSE = House.open(EasyConnectConfig.DEFAULT.withRequestsPerSecond(1));

  @Test
  void saysWhenToComeBackOnceARateIsUsedUpAndCountsSimsAlone() {
    HOUSE.deliver(Sims.sim(1, Status.ACTIVE));
    HttpCaller owner = HOUSE.ofOwner();
    List<Answered> answers =
        IntStream.range(0, 20).mapToObj(i -> owner.get(i % 2 == 0 ? SIM : "/v1/sims")).toList();
    assertThat(answers.getFirst().status()).isEqualTo(200);
    List<Answered> refused = answers.stream().filter(answer -> answer.status() != 200).toList();
    assertThat(refused).hasSizeGreaterThan(10);
    for (Answered answer : refused) {
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.header("Retry-After")).isEqualTo("1");
      assertThat(answer.json().get("error").asString()).isEqualTo("Too Many Requests");
      assertThat(answer.json().get("path").asString()).startsWith("/management-api/v1/sims");
    }
    // Changes count too; they are not carried out when refused.
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> owner.put(SIM, "{\"label\":\"late\"}").status() == 429);
    // Other paths and other organisations do not.
    for (int i = 0; i < 5; i++) {
      assertThat(owner.get("/v1/nothing").status()).isEqualTo(404);
      assertThat(HOUSE.anonymous().get("/api-docs").status()).isEqualTo(200);
      assertThat(
              HOUSE
                  .anonymous()
                  .token(
                      House.USER, House.PASSWORD, "/oauth/token", "grant_type=client_credentials")
                  .status())
          .isEqualTo(200);
    }
    assertThat(HOUSE.ofStranger().get("/v1/sims").status()).isEqualTo(200);
    // Who shows no token uses up nobody's.
    assertThat(HOUSE.anonymous().get("/v1/sims").status()).isEqualTo(401);
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> owner.get("/v1/sims").status() == 200);
  }
}

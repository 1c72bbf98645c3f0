// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.access.Role;
import org.simplane.inventory.Subscription;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.DataConnectivity.Apn;
import org.simplane.operator.Details;
import org.simplane.operator.Sim;
import tools.jackson.databind.JsonNode;

/** What an operator tells of a SIM, over our own API. */
final class DetailsRoutesIT {

  private static V1House house;
  private static Samples samples;
  private static String token;

  @BeforeAll
  static void start() {
    house = new V1House();
    samples = new Samples(house, house.tenant, "7");
    token = house.token(house.tenant, Role.PORTAL_ADMINISTRATOR);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void whatTheOperatorTellsIsShownWithItsTimeAndNarrowsLists() {
    Subscription sim = samples.sims.getFirst();
    String path = "/sims/" + house.ids().show(Ids.Kind.SIM, sim.id());
    JsonNode nothing = house.get(token, path + "/details").json();
    assertThat(nothing.has("asOf")).isFalse();
    assertThat(nothing.get("operator").asString()).isEqualTo("PAPER");
    Instant asOf = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(1);
    tell(sim, asOf);
    JsonNode told = house.get(token, path + "/details").json();
    assertThat(told.get("asOf").asString()).isEqualTo(asOf.toString());
    assertThat(told.get("dataConnectivity").get("apns").get(0).get("name").asString())
        .isEqualTo("iot");
    assertThat(told.get("servicePlan").asString()).isEqualTo("1 GB");
    for (String filter : List.of("communicationPlan:Fleet", "apn:iot", "simNotes:a:b")) {
      assertThat(house.get(token, "/sims?kind=SIM&detail=" + filter).json().get("items"))
          .as(filter)
          .hasSize(1);
    }
    assertThat(house.get(token, "/sims?detail=apn:other").json().get("items")).isEmpty();
    assertThat(house.get(token, "/sims?kind=TERMINAL&detail=apn:iot").json().get("items"))
        .isEmpty();
    assertThat(house.get(token, "/sims?detail=apn").status()).isEqualTo(400);
    assertThat(meant("{\"details\":{\"apn\":\"iot\"},\"kinds\":[\"SIM\"]}")).isEqualTo(1);
    assertThat(house.post(token, "/changes?dryRun=true", change("{\"kinds\":[]}")).status())
        .as("an empty filter means nobody")
        .isEqualTo(400);
    assertThat(house.post(token, "/changes?dryRun=true", change("{\"kinds\":[\"SHIP\"]}")).status())
        .isEqualTo(400);
    assertThat(house.get(token, "/sims?kind=SHIP").status()).isEqualTo(400);
  }

  private static String change(String selection) {
    return "{\"selection\":" + selection + ",\"change\":{\"label\":\"New\"}}";
  }

  /** How many SIMs a change of a selection would be for. */
  private int meant(String selection) {
    return house
        .post(token, "/changes?dryRun=true", change(selection))
        .json()
        .get("total")
        .intValue();
  }

  @Test
  void whatTheOperatorDoesNotCountOrLetBeChangedIsSaidSo() {
    String id = house.ids().show(Ids.Kind.SIM, samples.sims.get(1).id());
    assertThat(house.get(token, "/sims/" + id + "/consumption").status()).isEqualTo(422);
    assertThat(
            house
                .post(
                    token,
                    "/changes",
                    "{\"sims\":[\"%s\"],\"change\":{\"servicePlan\":\"Gold\"}}".formatted(id))
                .status())
        .isEqualTo(422);
    assertThat(
            house
                .post(
                    token,
                    "/changes",
                    "{\"sims\":[\"%s\"],\"change\":{\"customer\":\" \"}}".formatted(id))
                .status())
        .isEqualTo(400);
    assertThat(house.post(token, "/sims/" + id + "/refresh", "").status()).isEqualTo(200);
  }

  @Test
  void howFarTheReadingOfAnAccountIsIsShownToItsOwnerAlone() {
    String path = "/accounts/" + house.ids().show(Ids.Kind.ACCOUNT, samples.account);
    JsonNode asked = house.post(token, path + "/synchronise", "").json();
    JsonNode progress = house.get(token, path + "/progress").json();
    assertThat(progress.get("phase").asString()).isIn("LISTING", "DONE");
    if (progress.get("phase").asString().equals("LISTING")) {
      assertThat(progress.at("/list/job")).isEqualTo(asked.get("id"));
    }
    String stranger = house.token(house.stranger, Role.PORTAL_ADMINISTRATOR);
    assertThat(house.get(stranger, path + "/progress").status()).isEqualTo(404);
  }

  @Test
  void aStrangersSimIsUnknown() {
    String stranger = house.token(house.stranger, Role.PORTAL_ADMINISTRATOR);
    String path = "/sims/" + house.ids().show(Ids.Kind.SIM, samples.sims.getFirst().id());
    assertThat(house.get(stranger, path + "/details").status()).isEqualTo(404);
    assertThat(house.get(stranger, path + "/consumption").status()).isEqualTo(404);
    assertThat(house.post(stranger, path + "/refresh", "").status()).isEqualTo(404);
  }

  private static void tell(Subscription sim, Instant asOf) {
    Details details =
        new Details(
            Optional.of(
                new DataConnectivity(
                    Optional.empty(),
                    List.of("LTE"),
                    Optional.of("Fleet"),
                    List.of(new Apn("iot", Optional.empty())))),
            Optional.of("1 GB"),
            Optional.empty(),
            Optional.empty(),
            Map.of("simNotes", "a:b"));
    Sim read =
        new Sim(
            sim.ref(),
            sim.standing().status(),
            sim.standing().operatorStatus(),
            sim.standing().phase(),
            sim.identity().iccid(),
            sim.identity().imsi(),
            sim.identity().msisdnData(),
            sim.identity().imei(),
            sim.identity().eid(),
            sim.identity().ipAddress(),
            sim.label(),
            Optional.empty(),
            Optional.empty(),
            details);
    house.database.useTransaction(transaction ->
        house
            .features
            .subscriptions()
            .upsertFromOperator(
                transaction, house.tenant.id(), samples.account, List.of(read), asOf));
  }
}

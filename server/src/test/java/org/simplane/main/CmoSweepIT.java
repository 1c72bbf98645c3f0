// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.access.Credentials;
import org.simplane.access.IssuedClient;
import org.simplane.access.NewApiClient;
import org.simplane.access.NewOrganisation;
import org.simplane.access.Organisation;
import org.simplane.access.Role;
import org.simplane.main.CmoHouse.Answered;
import tools.jackson.databind.JsonNode;

/**
 * Every operation of the CMO API with no token, a stranger's, one that may only read, and nonsense.
 */
@Timeout(120)
final class CmoSweepIT {

  private record Operation(String method, String path, boolean writes) {}

  private static final String SIM = "JASPER-8999907000000000001";
  private static final String PATCH = "application/json-patch+json";
  private static final String SUSPEND =
      "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"SUSPENDED\"}]";
  private static final List<Operation> OPERATIONS =
      List.of(
          new Operation("GET", "/product", false),
          new Operation("POST", "/product/find", false),
          new Operation("GET", "/product/" + SIM, false),
          new Operation("GET", "/product/" + SIM + "-simCard", false),
          new Operation("PATCH", "/product/" + SIM + "-simCard", true),
          new Operation("POST", "/task", true),
          new Operation("GET", "/monitor/x-1", false),
          new Operation("DELETE", "/monitor/x-1", true));

  @TempDir private static Path folder;
  private static CmoHouse house;
  private static Organisation stranger;

  @BeforeAll
  static void start() {
    house = new CmoHouse(folder, List.of("jasper"), Map.of("cmo.change-limit", "1 second"));
    stranger = house.instance.features.organisations.root("Stranger");
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  private static String tokenOf(long organisation) {
    IssuedClient client =
        house.instance.features.clients.create(
            Caller.system("test", Scope.of(organisation)),
            new NewApiClient(Optional.empty(), "x", Set.of(Role.API_ACCESS), Set.of("cmo"), true));
    return house
        .instance
        .features
        .signedTokens
        .issue(
            new Credentials(client.client().clientId(), client.secret()),
            "https://here/realms/x",
            Set.of("cmo"),
            _ -> Map.of())
        .token();
  }

  private static Answered ask(String token, Operation operation, String tenant, String body) {
    String type =
        operation.method().equals("PATCH")
            ? PATCH
            : operation.method().equals("POST") ? "application/json" : "";
    return house.ask(token, operation.method(), "/" + tenant + operation.path(), body, type);
  }

  private static void assertProblem(Answered answer, int status, Operation operation) {
    JsonNode problem = answer.is(status);
    assertThat(problem.get("@type").asString()).as("%s", operation).isEqualTo("problem");
    assertThat(problem.get("correlationId").asString())
        .isEqualTo(answer.header("X-Correlation-ID").orElseThrow());
    assertThat(problem.toString()).doesNotContain("Exception").doesNotContain("org.simplane");
  }

  @Test
  void withoutAGoodTokenNothingIsAnswered() {
    String tenant = house.instance.tenant.tenant();
    for (Operation operation : OPERATIONS) {
      Answered answer = ask(null, operation, tenant, "{}");
      assertProblem(answer, 401, operation);
      assertThat(answer.header("WWW-Authenticate")).isPresent();
      assertProblem(ask("eyJhbGciOiJub25lIn0.e30.", operation, tenant, "{}"), 401, operation);
      assertProblem(ask(null, operation, "nobody", "{}"), 401, operation);
    }
  }

  @Test
  void aTenantOutOfSightIsAnsweredLikeOneThatIsNotThere() {
    String token = tokenOf(stranger.id());
    for (Operation operation : OPERATIONS) {
      String known =
          ask(token, operation, house.instance.tenant.tenant(), "{}")
              .is(403)
              .get("detail")
              .asString();
      String unknown = ask(token, operation, "nobody", "{}").is(403).get("detail").asString();
      assertThat(known.replace("'" + house.instance.tenant.tenant() + "'", "'nobody'"))
          .isEqualTo(unknown);
    }
  }

  @Test
  void aStrangersProductsAndMonitorsAreUnknownInItsOwnTenant() {
    String owner = house.token(Role.API_ACCESS);
    house.instance.features.accounts.pause(house.instance.caller, house.accounts.get("jasper"));
    JsonNode monitor =
        house
            .ask(
                owner,
                "PATCH",
                house.tenant() + "/product/JASPER-8999907000000000003-simCard",
                SUSPEND,
                PATCH)
            .is(202);
    assertThat(monitor.get("state").asString()).isEqualTo("InProgress");
    String token = tokenOf(stranger.id());
    String tenant = "/" + stranger.tenant();
    String id = monitor.get("id").asString();
    house.ask(token, "GET", tenant + "/monitor/" + id, "", "").is(404);
    house.ask(token, "DELETE", tenant + "/monitor/" + id, "", "").is(404);
    house.ask(token, "GET", tenant + "/product/" + SIM, "", "").is(404);
    house.ask(token, "PATCH", tenant + "/product/" + SIM + "-simCard", SUSPEND, PATCH).is(404);
    assertThat(house.ask(token, "GET", tenant + "/product", "", "").is(200).get("entities"))
        .isEmpty();
    assertThat(
            house
                .ask(
                    token,
                    "POST",
                    tenant + "/product/find",
                    "{\"iccidList\":[\"8999907000000000001\"]}",
                    "application/json")
                .is(200)
                .get("errors"))
        .hasSize(1);
    house
        .ask(
            token,
            "POST",
            tenant + "/task",
            "{\"productList\":[\"" + SIM + "\"],\"patch\":" + SUSPEND + "}",
            "application/json")
        .is(400);

    // And what its operator did not do in time was not lost.
    house.instance.features.accounts.resume(house.instance.caller, house.accounts.get("jasper"));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            house
                .ask(owner, "GET", monitor.get("href").asString(), "", "")
                .is(200)
                .get("state")
                .asString()
                .equals("Completed"));
  }

  @Test
  void anotherOrganisationBelowIsAddressedByItsName() {
    Organisation below =
        house.instance.features.organisations.create(
            house.instance.caller,
            new NewOrganisation(Optional.empty(), "Below it", Optional.empty()));
    String token = house.token(Role.API_ACCESS);
    assertThat(
            house
                .ask(token, "GET", "/" + below.tenant() + "/product", "", "")
                .is(200)
                .get("entities"))
        .isEmpty();
    house.ask(token, "GET", "/BELOW-IT/product/" + SIM, "", "").is(404);
    assertThat(house.ask(token, "GET", house.tenant() + "/product", "", "").is(200).get("entities"))
        .hasSize(CmoHouse.SIMS);
  }

  @Test
  void whoMayOnlyReadChangesNothing() {
    String token = house.token(Role.READ_ONLY);
    for (Operation operation : OPERATIONS) {
      Answered answer = ask(token, operation, house.instance.tenant.tenant(), SUSPEND);
      if (operation.writes()) {
        assertProblem(answer, 403, operation);
      } else {
        assertThat(answer.response().statusCode()).as("%s", operation).isNotEqualTo(403);
      }
    }
  }

  @Test
  void nonsenseIsTheCallersMistake() {
    String token = house.token(Role.API_ACCESS);
    String tenant = house.instance.tenant.tenant();
    List<String> bodies =
        List.of(
            "",
            "{",
            "[]",
            "null",
            "7",
            "\"x\"",
            "{\"iccidList\":7}",
            "{\"iccidList\":[{}]}",
            "{\"iccidList\":[\"a\\u0000b\"]}",
            "{\"productList\":[\"" + SIM + "\"]}",
            "{\"productList\":[\"" + SIM + "\"],\"patch\":[{}]}",
            "{\"productList\":[\""
                + SIM
                + "\"],\"patch\":[{\"op\":\"move\",\"path\":\"/status\"}]}",
            "[{\"op\":\"replace\"}]",
            "[{\"op\":\"replace\",\"path\":\"/status\"}]",
            "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":{}}]",
            "[{\"op\":\"replace\",\"path\":\"/imsi\",\"value\":\"1\"}]",
            "[{\"op\":\"add\",\"path\":\"customProperty\",\"value\":\"x\"}]",
            "[{\"op\":\"add\",\"path\":\"customProperty\",\"value\":{\"name\":\"\",\"value\":\"x\"}}]",
            "[{\"op\":\"replace\",\"path\":\"customProperty/value?name=%zz\",\"value\":\"x\"}]",
            "[{\"op\":\"remove\",\"path\":\"/status\"}]",
            "[".repeat(100) + "]".repeat(100));
    for (Operation operation : OPERATIONS) {
      if (operation.method().equals("GET") || operation.method().equals("DELETE")) {
        continue;
      }
      for (String body : bodies) {
        Answered answer = ask(token, operation, tenant, body);
        assertThat(answer.response().statusCode())
            .as("%s with %s: %s", operation, body, answer.response().body())
            .isBetween(400, 499);
      }
    }
    for (String query : List.of("pageSize=x", "pageNumber=-1", "pageSize=100000", "fields=%00")) {
      assertThat(
              house
                  .ask(token, "GET", "/" + tenant + "/product?" + query, "", "")
                  .response()
                  .statusCode())
          .isLessThan(500);
    }
    for (String id : List.of("-simCard", "JASPER-", "%20", "JASPER--simCard", "x".repeat(3000))) {
      assertThat(
              house
                  .ask(token, "GET", "/" + tenant + "/product/" + id, "", "")
                  .response()
                  .statusCode())
          .as(id)
          .isBetween(400, 499);
    }
  }

  @Test
  void otherMethodsAndPathsAreRefused() {
    String token = house.token(Role.API_ACCESS);
    String product = house.instance.url() + CmoHouse.BASE + house.tenant() + "/product";
    Answered wrong = house.send(token, "PUT", product, "", "");
    wrong.is(405);
    assertThat(wrong.header("Allow")).contains("GET, HEAD");
    Answered options = house.send(token, "OPTIONS", product + "/x/", "", "");
    assertThat(options.header("Allow")).contains("GET, HEAD, PATCH");
    assertThat(house.send(token, "HEAD", product + "/", "", "").is(200)).isEmpty();
    house.send(token, "GET", product + "/x/y", "", "").is(404);
    house.send(token, "GET", product.replace("/v5/", "/v4/"), "", "").is(404);
    house
        .send(token, "GET", product.replace("/connection-", "/api-gw/connection-"), "", "")
        .is(200);
    JsonNode document =
        house.send(null, "GET", house.instance.url() + CmoHouse.BASE + "/api-docs", "", "").is(200);
    assertThat(document.get("servers").get(0).get("url").asString())
        .isEqualTo(house.instance.url() + CmoHouse.BASE);
  }
}

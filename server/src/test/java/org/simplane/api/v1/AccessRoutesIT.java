// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.access.IssuedClient;
import org.simplane.access.Role;
import tools.jackson.databind.JsonNode;

final class AccessRoutesIT {

  private static V1House house;
  private static String token;

  @BeforeAll
  static void start() {
    house = new V1House();
    token = house.token(house.tenant, Role.PORTAL_ADMINISTRATOR);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void aTokenIsGivenForBasicForFormAndForJson() {
    IssuedClient client = house.client(house.tenant, Role.API_ACCESS, "v1");
    String id = client.client().clientId();
    String basic =
        Base64.getEncoder()
            .encodeToString((id + ":" + client.secret()).getBytes(StandardCharsets.UTF_8));
    String form = "application/x-www-form-urlencoded";
    V1House.Reply byBasic =
        house.send(
            "",
            "POST",
            "/token",
            "grant_type=client_credentials",
            "Content-Type",
            form,
            "Authorization",
            "Basic " + basic);
    V1House.Reply byForm =
        house.send(
            "",
            "POST",
            "/token",
            "grant_type=client_credentials&client_id=" + id + "&client_secret=" + client.secret(),
            "Content-Type",
            form);
    V1House.Reply byJson =
        house.post(
            "",
            "/token",
            "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\",\"client_secret\":\"%s\"}"
                .formatted(id, client.secret()));
    for (V1House.Reply reply : Stream.of(byBasic, byForm, byJson).toList()) {
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      assertThat(reply.json().get("expires_in").intValue()).isEqualTo(3600);
      assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
      JsonNode me = house.get(reply.json().get("access_token").asString(), "/me").json();
      assertThat(me.get("name").asString()).isEqualTo(client.client().name());
    }
  }

  @Test
  void tokenErrorsAreThoseOfOAuth() {
    assertThat(
            house
                .post("", "/token", "{\"grant_type\":\"password\"}")
                .json()
                .get("error")
                .asString())
        .isEqualTo("unsupported_grant_type");
    assertThat(house.post("", "/token", "{}").json().get("error").asString())
        .isEqualTo("invalid_request");
    V1House.Reply unknown =
        house.post(
            "",
            "/token",
            "{\"grant_type\":\"client_credentials\",\"client_id\":\"x\",\"client_secret\":\"y\"}");
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.json().get("error").asString()).isEqualTo("invalid_client");
    IssuedClient other = house.client(house.tenant, Role.API_ACCESS, "easyconnect");
    assertThat(
            house
                .post(
                    "",
                    "/token",
                    "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\",\"client_secret\":\"%s\"}"
                        .formatted(other.client().clientId(), other.secret()))
                .json()
                .get("error")
                .asString())
        .isEqualTo("unauthorized_client");
  }

  @Test
  void aRevokedTokenIsOfNoUse() {
    String own = house.token(house.tenant, Role.READ_ONLY);
    assertThat(house.send(own, "DELETE", "/token", "").status()).isEqualTo(204);
    assertThat(house.get(own, "/me").status()).isEqualTo(401);
  }

  @Test
  void anOrganisationIsMadeReadRenamedAndListed() {
    V1House.Reply made =
        house.post(token, "/organisations", "{\"name\":\"North\",\"reference\":\"4711\"}");
    assertThat(made.status()).isEqualTo(201);
    String id = made.json().get("id").asString();
    assertThat(made.header("Location")).isEqualTo("/api/v1/organisations/" + id);
    assertThat(made.header("ETag")).isEqualTo("\"1\"");

    V1House.Reply renamed =
        house.send(
            token,
            "PATCH",
            "/organisations/" + id,
            "{\"name\":\"Far North\",\"reference\":null}",
            "If-Match",
            "\"1\"");
    assertThat(renamed.json().get("name").asString()).isEqualTo("Far North");
    assertThat(renamed.json().has("reference")).isFalse();
    assertThat(renamed.header("ETag")).isEqualTo("\"2\"");

    V1House.Reply stale =
        house.send(
            token, "PATCH", "/organisations/" + id, "{\"name\":\"No\"}", "If-Match", "\"1\"");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(house.get(token, "/organisations/" + id).json()).isEqualTo(renamed.json());
    assertThat(house.get(token, "/organisations?limit=1000").text()).contains(id);
  }

  @Test
  void whatDoesNotDifferIsNotWritten() {
    String id =
        house.post(token, "/organisations", "{\"name\":\"Same\"}").json().get("id").asString();
    String path = "/organisations/" + id;
    assertThat(house.send(token, "PATCH", path, "{\"name\":\"Same\"}").header("ETag"))
        .isEqualTo("\"1\"");
    assertThat(house.send(token, "PATCH", path, "{}").header("ETag")).isEqualTo("\"1\"");
    assertThat(house.get(token, "/audit?subject=" + id).json().get("items")).hasSize(1);
  }

  @Test
  void theParentOfTheCallersOwnOrganisationIsNotShown() {
    String parent =
        house.post(token, "/organisations", "{\"name\":\"Upper\"}").json().get("id").asString();
    JsonNode child =
        house
            .post(
                token, "/organisations", "{\"name\":\"Lower\",\"parent\":\"%s\"}".formatted(parent))
            .json();
    assertThat(child.get("parent").asString()).isEqualTo(parent);
    assertThat(house.get(token, "/organisations?parent=" + parent).json().get("items")).hasSize(1);
  }

  @Test
  void aDryRunAnswersWithWhatWouldBeAndKeepsNothing() {
    V1House.Reply dry = house.post(token, "/organisations?dryRun=true", "{\"name\":\"Imagined\"}");
    assertThat(dry.status()).isEqualTo(200);
    assertThat(dry.json().has("id")).isFalse();
    assertThat(house.get(token, "/organisations?limit=1000").text()).doesNotContain("Imagined");
  }

  @Test
  void aListIsReadPageByPage() {
    for (int i = 0; i < 5; i++) {
      house.client(house.tenant, Role.READ_ONLY, "v1");
    }
    int seen = 0;
    String next = "";
    do {
      JsonNode page =
          house.get(token, "/clients?limit=2" + (next.isEmpty() ? "" : "&cursor=" + next)).json();
      seen += page.get("items").size();
      next = page.has("next") ? page.get("next").asString() : "";
    } while (!next.isEmpty());
    assertThat(seen).isEqualTo(house.get(token, "/clients?limit=1000").json().get("items").size());
  }

  @Test
  void aUserIsMadeChangedAndDeleted() {
    V1House.Reply made =
        house.post(
            token,
            "/users",
            """
            {"username":"anna","password":"correct horse battery","roles":["READ_ONLY"],"dialects":["v1"],"email":"a@example.org"}
            """);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.text()).doesNotContain("battery").doesNotContain("argon2");
    String path = "/users/" + made.json().get("id").asString();
    JsonNode changed =
        house
            .send(
                token,
                "PATCH",
                path,
                "{\"roles\":[\"SUPPORT\",\"READ_ONLY\"],\"email\":null,\"enabled\":false}")
            .json();
    assertThat(changed.get("roles").toString()).isEqualTo("[\"READ_ONLY\",\"SUPPORT\"]");
    assertThat(changed.has("email")).isFalse();
    assertThat(house.send(token, "DELETE", path + "?dryRun=true", "").status()).isEqualTo(204);
    assertThat(house.get(token, path).status()).isEqualTo(200);
    assertThat(house.send(token, "DELETE", path, "").status()).isEqualTo(204);
    assertThat(house.get(token, path).status()).isEqualTo(404);
  }

  @Test
  void aSecretIsShownOnceAndNotToARepetition() {
    String body = "{\"name\":\"meter\",\"roles\":[\"API_ACCESS\"],\"dialects\":[\"v1\"]}";
    V1House.Reply first = house.post(token, "/clients", body, "Idempotency-Key", "once");
    V1House.Reply again = house.post(token, "/clients", body, "Idempotency-Key", "once");
    assertThat(first.json().get("clientSecret").asString()).hasSize(43);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.json().has("clientSecret")).isFalse();
    assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
    String path = "/clients/" + first.json().get("id").asString();
    assertThat(house.get(token, path).json().has("clientSecret")).isFalse();
    V1House.Reply rotated = house.post(token, path + "/rotate-secret", "");
    assertThat(rotated.json().get("clientSecret")).isNotEqualTo(first.json().get("clientSecret"));
  }

  @Test
  void aKeyUsedForAnotherRequestIsRefused() {
    house.post(token, "/organisations", "{\"name\":\"Key A\"}", "Idempotency-Key", "reused");
    V1House.Reply other =
        house.post(token, "/organisations", "{\"name\":\"Key B\"}", "Idempotency-Key", "reused");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.json().get("type").asString()).isEqualTo("urn:simplane:problem:key-reused");
  }

  @Test
  void ofManyEqualRequestsAtOnceOneIsDone() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Callable<Integer> request =
        () -> {
          go.await();
          return house
              .post(token, "/organisations", "{\"name\":\"Raced\"}", "Idempotency-Key", "raced")
              .status();
        };
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = Stream.generate(() -> executor.submit(request)).limit(8).toList();
      go.countDown();
      for (var answer : answers) {
        assertThat(answer.get()).isIn(201, 409);
      }
    }
    JsonNode found = house.get(token, "/organisations?limit=1000").json().get("items");
    assertThat(found.valueStream().filter(o -> o.get("name").asString().equals("Raced")))
        .hasSize(1);
  }

  @Test
  void aFailedRequestMayBeTriedAgainWithItsKey() {
    assertThat(
            house
                .post(token, "/organisations", "{\"name\":\"\"}", "Idempotency-Key", "tried")
                .status())
        .isEqualTo(400);
    assertThat(
            house
                .post(token, "/organisations", "{\"name\":\"Mended\"}", "Idempotency-Key", "tried")
                .status())
        .isEqualTo(201);
  }

  @Test
  void theAuditTellsWhoDidWhatUnderTheRequestsCorrelation() {
    V1House.Reply made =
        house.post(token, "/organisations", "{\"name\":\"Traced\"}", "X-Correlation-Id", "trace-1");
    assertThat(made.header("X-Correlation-Id")).isEqualTo("trace-1");
    String id = made.json().get("id").asString();
    JsonNode entries = house.get(token, "/audit?subject=" + id).json().get("items");
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).get("correlation").asString()).isEqualTo("trace-1");
    assertThat(entries.get(0).get("action").asString()).isEqualTo("organisation.create");
    assertThat(entries.get(0).get("subject").get("id").asString()).isEqualTo(id);
    assertThat(entries.get(0).get("actor").get("kind").asString()).isEqualTo("CLIENT");
    assertThat(house.get(token, "/audit?until=2020-01-01T00:00:00Z").json().get("items")).isEmpty();
    assertThat(house.get(token, "/audit?limit=1").json().has("next")).isTrue();
  }
}

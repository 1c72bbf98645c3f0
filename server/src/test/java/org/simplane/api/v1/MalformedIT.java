// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.access.Role;
import tools.jackson.databind.JsonNode;

/** Every route, with requests that nobody in their right mind would send. */
final class MalformedIT {

  private static final List<String> WRONG_VALUES =
      List.of(
          "17",
          "-1",
          "1e400",
          "true",
          "null",
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "[]",
          "[[]]",
          "{}",
          "{\"x\":{\"x\":1}}",
          "[\"x\",1]",
          "99999999999999999999999999",
          "\"" + "x".repeat(20_000) + "\"",
          "\"2026-13-45\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"9999-12-31T23:59:59-18:00\"",
          "0.5",
          "{\"\\u0000\":\"x\"}",
          "[null]",
          "\"*\"");

  private static final List<String> WRONG_BODIES =
      List.of(
          "{",
          "[]",
          "null",
          "\"x\"",
          "17",
          "{\"a\":1}",
          "{\"a\":1,\"a\":2}",
          "{} {}",
          "<xml/>",
          "[".repeat(5_000),
          "{\"name\":" + "[".repeat(600) + "]".repeat(600) + "}",
          "{'a':1}");

  private static final List<String> WRONG_PARAMETERS =
      List.of(
          "\0",
          "-1",
          "0",
          "99999999999999999999",
          "é\u202E",
          "x".repeat(5_000),
          "true&",
          "1.5",
          "2026-02-30",
          "%",
          "'");

  private static V1House house;
  private static Samples samples;
  private static String token;

  @BeforeAll
  static void start() {
    house = new V1House();
    samples = new Samples(house, house.tenant, "5");
    token = house.token(house.tenant, Role.PORTAL_ADMINISTRATOR);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void wrongBodiesAreRefusedAndNeverOurFault() {
    for (Route route : house.dialect.routes()) {
      if (!Set.of("GET", "DELETE").contains(route.method().name())
          && !route.path().equals("/token")) {
        for (String body : WRONG_BODIES) {
          assertRefused(route, house.send(token, route.method().name(), path(route), body));
        }
        byte[] latin = "{\"name\":\"Gr\u00f6\u00dfe\"}".getBytes(StandardCharsets.ISO_8859_1);
        HttpRequest request =
            HttpRequest.newBuilder(house.uri(path(route)))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(route.method().name(), HttpRequest.BodyPublishers.ofByteArray(latin))
                .build();
        assertRefused(route, house.send(request));
      }
    }
  }

  @Test
  void everyFieldOfEveryBodySurvivesEveryWrongValue() {
    Map<String, Set<String>> fields = house.document.bodyFields();
    int sent = 0;
    for (Route route : house.dialect.routes()) {
      for (String field :
          fields.getOrDefault(route.method().name() + " " + route.path(), Set.of())) {
        for (String value : WRONG_VALUES) {
          V1House.Reply reply =
              house.send(
                  token,
                  route.method().name(),
                  path(route) + "?dryRun=true",
                  "{\"%s\":%s}".formatted(field, value));
          assertThat(reply.status())
              .as("%s %s=%s: %s", route.path(), field, value, reply.text())
              .isLessThan(500);
          sent++;
        }
      }
    }
    assertThat(sent).isGreaterThan(500);
  }

  @Test
  void everyQueryParameterSurvivesEveryWrongValue() {
    for (Route route : house.dialect.routes()) {
      List<String> names = new ArrayList<>(route.query());
      names.remove("wait");
      for (String name : names) {
        for (String value : WRONG_PARAMETERS) {
          String query = "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
          V1House.Reply reply =
              house.send(
                  token,
                  route.method().name(),
                  path(route) + query,
                  route.method().name().equals("GET") ? "" : "{}");
          assertThat(reply.status())
              .as("%s%s: %s", route.path(), query, reply.text())
              .isLessThan(500);
        }
      }
    }
  }

  @Test
  void unknownFieldsAndParametersAreRefusedByName() {
    V1House.Reply field = house.post(token, "/organisations", "{\"name\":\"X\",\"nmae\":\"Y\"}");
    assertThat(field.status()).isEqualTo(400);
    assertThat(field.json().get("errors").get(0).get("field").asString()).isEqualTo("nmae");
    V1House.Reply nested =
        house.send(
            token,
            "PATCH",
            "/sims/" + samples.id(Ids.Kind.SIM),
            "{\"device\":{\"colour\":\"red\"}}");
    assertThat(nested.json().get("errors").get(0).get("field").asString())
        .isEqualTo("device.colour");
    V1House.Reply parameter = house.get(token, "/sims?statuss=ACTIVE");
    assertThat(parameter.status()).isEqualTo(400);
    assertThat(parameter.json().get("errors").get(0).get("field").asString()).isEqualTo("statuss");
  }

  @Test
  void halfACharacterIsRefusedRatherThanKeptAsAnother() {
    String sim = "/sims/" + samples.id(Ids.Kind.SIM);
    for (String body :
        List.of(
            "{\"label\":\"\\ud800\"}",
            "{\"tags\":[\"a\\udc00\"]}",
            "{\"attributes\":{\"x\":\"\\ud800\"}}")) {
      assertThat(house.send(token, "PATCH", sim, body).status()).as(body).isEqualTo(400);
    }
    assertThat(house.post(token, "/organisations", "{\"name\":\"\\ud800x\"}").status())
        .isEqualTo(400);
  }

  @Test
  void yearsThatNoCalendarHasAreRefused() {
    for (String time : List.of("%2B300000-01-01T00:00:00Z", "-300000-01-01T00:00:00Z")) {
      assertThat(house.get(token, "/audit?from=" + time).status()).as(time).isEqualTo(400);
      assertThat(house.get(token, "/audit?until=" + time).status()).as(time).isEqualTo(400);
    }
  }

  @Test
  void brokenIdsPathsAndHeadersAreRefused() {
    for (String id :
        List.of(
            "sim_",
            "sim_zzzzzzzzzzzzzzzzzzzzzzzzz",
            "SIM_x",
            "..%2f..",
            "%00",
            "%zz",
            "a".repeat(3_000),
            "%C3%28")) {
      assertThat(raw("GET", "/sims/" + id, "")).as(id).isIn(400, 404, 414, 431);
    }
    String sim = "/sims/" + samples.id(Ids.Kind.SIM);
    for (String tag : List.of("3", "\"x\"", "\"\"", "W/\"1\"", "\"99999999999999999999\"")) {
      assertThat(house.send(token, "PATCH", sim, "{}", "If-Match", tag).status())
          .as(tag)
          .isEqualTo(400);
    }
    assertThat(
            house
                .post(token, "/organisations", "{\"name\":\"K\"}", "Idempotency-Key", "a b")
                .status())
        .isEqualTo(400);
    assertThat(
            house
                .post(
                    token, "/organisations", "{\"name\":\"K\"}", "Idempotency-Key", "k".repeat(201))
                .status())
        .isEqualTo(400);
    assertThat(house.post(token, "/organisations", "name=K", "Content-Type", "text/plain").status())
        .isEqualTo(400);
    assertThat(house.send("", "GET", "/me", "", "Authorization", "Basic eDp5").status())
        .isEqualTo(401);
    assertThat(
            house
                .send(
                    "",
                    "POST",
                    "/token",
                    "grant_type=client_credentials",
                    "Content-Type",
                    "application/x-www-form-urlencoded",
                    "Authorization",
                    "Basic !!!")
                .status())
        .isEqualTo(401);
    assertThat(
            house
                .send(
                    "",
                    "POST",
                    "/token",
                    "grant_type=%zz",
                    "Content-Type",
                    "application/x-www-form-urlencoded")
                .status())
        .isEqualTo(400);
  }

  private static int raw(String method, String path, String body) {
    try {
      return house.send(token, method, path, body).status();
    } catch (IllegalArgumentException e) {
      // Not even a URI: nothing could be sent.
      return 400;
    }
  }

  private static void assertRefused(Route route, V1House.Reply reply) {
    assertThat(reply.status()).as("%s: %s", route, reply.text()).isBetween(400, 499);
    JsonNode json = reply.json();
    assertThat(json.get("detail").asString()).as(route.toString()).isNotBlank();
    assertThat(json.toString()).doesNotContain("Exception").doesNotContain("org.simplane");
  }

  private static String path(Route route) {
    String path =
        route.path().replace("{service}", "DATA").replace("{number}", "1").replace("{file}", "x");
    String first = path.split("/")[1];
    return path.replace(
        "{id}",
        switch (first) {
          case "organisations" -> samples.id(Ids.Kind.ORGANISATION);
          case "users" -> samples.id(Ids.Kind.USER);
          case "clients" -> samples.id(Ids.Kind.CLIENT);
          case "accounts" -> samples.id(Ids.Kind.ACCOUNT);
          case "sims" -> samples.id(Ids.Kind.SIM);
          case "jobs" -> samples.id(Ids.Kind.JOB);
          case "feeds" -> samples.id(Ids.Kind.FEED);
          case "webhooks" -> samples.id(Ids.Kind.WEBHOOK);
          default -> "";
        });
  }
}

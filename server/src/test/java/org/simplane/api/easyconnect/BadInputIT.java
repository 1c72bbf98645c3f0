// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.api.easyconnect.HttpCaller.Answered;
import org.simplane.operator.Status;

/** A caller's mistake is a 4xx with the dialect's body, whatever the mistake. */
final class BadInputIT {

  private static final String SIM = "/v1/sims/" + Sims.iccid(1);
  private static final String LIST = "/v1/sims";

  @AutoClose private static final House HOUSE = House.open();
  private static HttpCaller owner;

  @BeforeAll
  static void deliver() {
    HOUSE.deliver(Sims.sim(1, Status.ACTIVE));
    owner = HOUSE.ofOwner();
  }

  private static void assertMistake(Answered answered, Object what) {
    assertThat(answered.status()).as("%s: %s", what, answered.text()).isBetween(400, 499);
    assertThat(answered.json().propertyNames())
        .as("%s", what)
        .containsExactly("timestamp", "status", "error", "message", "path");
    assertThat(answered.header("Content-Type")).isEqualTo("application/json;charset=UTF-8");
  }

  @Test
  void refusesBodiesThatAreNotJson() {
    for (String body :
        List.of(
            "",
            "{",
            "}",
            "{\"label\":",
            "label=x",
            "<label/>",
            "{\"label\":\"x\"",
            "nul",
            "\0",
            "[".repeat(10_000),
            "{\"label\":\"\\u12\"}",
            "{\"a\":".repeat(5_000))) {
      assertMistake(owner.put(SIM, body), body.length() > 50 ? "deep" : body);
      assertMistake(owner.post(LIST, body), body.length() > 50 ? "deep" : body);
    }
  }

  @Test
  void refusesBodiesOfTheWrongType() {
    for (String body : List.of("7", "\"x\"", "null", "true", "[7]", "[[]]", "[null]")) {
      assertMistake(owner.put(SIM, body), body);
    }
    for (String body :
        List.of("7", "\"x\"", "null", "true", "{}", "[7]", "[null]", "[\"x\"]", "[[7]]")) {
      assertMistake(owner.post(LIST, body), body);
    }
    for (String fields :
        List.of(
            "\"label\":{}",
            "\"label\":[]",
            "\"label\":true",
            "\"label\":\"a\\u0000b\"",
            "\"label\":\"\\ud800\"",
            "\"status\":7",
            "\"status\":\"\"",
            "\"status\":{}",
            "\"imei_lock\":\"maybe\"",
            "\"imei_lock\":7",
            "\"imei_lock\":[]",
            "\"iccid\":\"x\"",
            "\"iccid\":{}",
            "\"iccid\":\"\\u0000\"")) {
      assertMistake(owner.put(SIM, "{" + fields + "}"), fields);
      assertMistake(
          owner.post(LIST, "[{\"iccid\":\"" + Sims.iccid(1) + "\"," + fields + "}]"), fields);
    }
  }

  @Test
  void refusesHugeLabelsAndBodies() {
    String huge = "{\"label\":\"" + "x".repeat(1_000_000) + "\"}";
    assertMistake(owner.put(SIM, huge), "a label of 1 MB");
    assertMistake(
        owner.post(LIST, "[{\"iccid\":\"" + Sims.iccid(1) + "\"," + huge.substring(1) + "]"),
        "a label of 1 MB in a list");
    assertMistake(
        owner.post(LIST, "[" + "{},".repeat(100_001) + "{}]"), "a list of 100,002 entries");
  }

  @Test
  void refusesBytesThatAreNoText() {
    byte[] broken = "{\"label\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertMistake(
        owner.send(
            "PUT", SIM, BodyPublishers.ofByteArray(broken), "Content-Type", "application/json"),
        "a byte that is not UTF-8");
  }

  @Test
  void refusesQueriesThatMakeNoSense() {
    for (String query :
        List.of(
            "page=abc",
            "page=-9999999999999",
            "pageSize=NaN",
            "pageSize=1e3",
            "q=%00:x",
            "q=imei:%00",
            "q=label:%00",
            "q=nonsense",
            "q=" + "x".repeat(5_000),
            "sort=%00",
            "sort=;drop",
            "sort=" + "-".repeat(2_000))) {
      assertMistake(
          owner.get(LIST + "?" + query), query.substring(0, Math.min(30, query.length())));
    }
    for (String query :
        List.of("start_dt=soon", "end_dt=%00", "start_dt=2026-02-30", "end_dt=1e9")) {
      assertMistake(owner.get(SIM + "/usage?" + query), query);
    }
  }

  @Test
  void answersPathsThatAreNoIccid() {
    for (String iccid : List.of("%F0%9F%9A%80", "'%20or%201=1--", "..%2f..", "9".repeat(2_000))) {
      for (String rest :
          List.of(
              "",
              "/status",
              "/events",
              "/connectivity_info",
              "/quota/data",
              "/quota/sms",
              "/usage")) {
        Answered answered = owner.get("/v1/sims/" + iccid + rest);
        assertMistake(answered, iccid);
      }
      assertMistake(owner.put("/v1/sims/" + iccid, "{}"), iccid);
    }
  }

  @Test
  void keepsItsFormWhereHttpItselfRefuses() throws IOException {
    for (String target :
        List.of(
            "/management-api/v1/sims/%zz",
            "/management-api/v1/sims/%C3%28",
            "/management-api/v1/sims/%00",
            "/management-api/v1/sims?q=%ff%fe",
            "/management-api/v1/sims/%2e%2e/x",
            "/management-api/v1/sims//usage")) {
      String answer = raw(target);
      assertThat(answer).as(target).matches("(?s)HTTP/1.1 (4\\d\\d|200) .*");
      assertThat(answer).as(target).doesNotContain("Exception", "<html", "\tat ");
      // A path that cannot be read at all belongs to no dialect.
      assertThat(answer)
          .as(target)
          .containsPattern(
              target.matches(".*sims/%(zz|C3|00).*")
                  ? "Content-Type: application/(problem[+])?json"
                  : "Content-Type: application/json");
    }
  }

  @Test
  void takesNoBrokenFilterForNone() throws IOException {
    for (String query : List.of("?q=%zz", "?q=imei:%", "?page=%4", "?sort=%u0041")) {
      assertThat(raw("/management-api/v1/sims" + query))
          .as(query)
          .startsWith("HTTP/1.1 400")
          .contains("\"message\":\"The query is not percent-encoded as it should be\"");
    }
  }

  private static String raw(String target) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", HOUSE.port())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
              .formatted(target, HOUSE.token(HOUSE.owner()));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void survivesTokensOfAnyKind() {
    for (String header :
        List.of("Bearer", "Bearer ", "Basic eDp5", "bearer x y", "Bearer \u00fc")) {
      Answered answered =
          HOUSE.anonymous().send("GET", LIST, BodyPublishers.noBody(), "Authorization", header);
      assertThat(answered.status()).as(header).isEqualTo(401);
    }
  }
}

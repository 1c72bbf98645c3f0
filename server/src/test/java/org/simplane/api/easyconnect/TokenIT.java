// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.access.Role;
import org.simplane.access.User;
import org.simplane.access.UserPatch;
import org.simplane.api.easyconnect.HttpCaller.Answered;
import tools.jackson.databind.JsonNode;

final class TokenIT {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String GRANT = "grant_type=client_credentials";

  @AutoClose private static final House HOUSE = House.open();

  private static Answered ask(String path, String body, String... headers) {
    return HOUSE.anonymous().token(House.USER, House.PASSWORD, path, body, headers);
  }

  private static void assertToken(Answered answered) {
    assertThat(answered.status()).as(answered.text()).isEqualTo(200);
    String token = answered.json().get("access_token").asString();
    assertThat(HOUSE.anonymous().withToken(token).get("/v1/sims").status()).isEqualTo(200);
  }

  private static void assertRefused(Answered answered, String code, String message) {
    assertThat(answered.status()).isEqualTo(400);
    assertThat(answered.text())
        .isEqualTo(
            "{\"statusCode\":400,\"errorCode\":\"%s\",\"message\":\"%s\"}"
                .formatted(code, message));
  }

  @Test
  void takesTheGrantFromAForm() {
    assertToken(ask("/oauth/token", GRANT, "Content-Type", FORM));
    assertToken(ask("/oauth/token", "scope=all&" + GRANT, "Content-Type", FORM + ";charset=UTF-8"));
  }

  @Test
  void takesTheGrantFromJson() {
    assertToken(
        ask(
            "/oauth/token",
            "{\"grant_type\":\"client_credentials\"}",
            "Content-Type",
            "application/json"));
  }

  @Test
  void takesTheGrantFromTheQueryWithAnEmptyForm() {
    assertToken(ask("/oauth/token?" + GRANT, "", "Content-Type", FORM));
    assertToken(ask("/oauth/token?" + GRANT, ""));
  }

  @Test
  void takesTheGrantAsTheGuidePrintsIt() {
    assertToken(
        ask("/oauth/token", "{\n'grant_type': 'client_credentials'\n}", "Content-Type", FORM));
  }

  @Test
  void answersWithTheFieldsOfBothGenerations() {
    JsonNode answer = ask("/oauth/token", GRANT, "Content-Type", FORM).json();
    assertThat(answer.propertyNames())
        .containsExactly(
            "status_code",
            "access_token",
            "token_type",
            "expires_in",
            "scope",
            "appToken",
            "userId",
            "orgId");
    assertThat(answer.get("status_code").intValue()).isEqualTo(200);
    assertThat(answer.get("token_type").asString()).isEqualTo("bearer");
    assertThat(answer.get("scope").asString()).isEqualTo("all");
    assertThat(answer.get("userId").isString()).isTrue();
    assertThat(answer.get("orgId").longValue()).isEqualTo(HOUSE.owner());
  }

  @Test
  void servesAsLongAsItSaysAndNoLonger() {
    JsonNode answer = ask("/oauth/token", GRANT, "Content-Type", FORM).json();
    assertThat(answer.get("expires_in").intValue()).isEqualTo(14_400);
    HttpCaller caller = HOUSE.anonymous().withToken(answer.get("access_token").asString());
    HOUSE.clock().forward(Duration.ofSeconds(14_399));
    assertThat(caller.get("/v1/sims").status()).isEqualTo(200);
    HOUSE.clock().forward(Duration.ofSeconds(1));
    Answered ended = caller.get("/v1/sims");
    assertThat(ended.status()).isEqualTo(401);
    assertThat(ended.json().get("message").asString()).startsWith("The token is invalid");
  }

  @Test
  void leavesEarlierTokensGood() {
    String first = ask("/oauth/token", GRANT).json().get("access_token").asString();
    String second = ask("/oauth/token", GRANT).json().get("access_token").asString();
    assertThat(first).isNotEqualTo(second);
    assertThat(HOUSE.anonymous().withToken(first).get("/v1/sims").status()).isEqualTo(200);
  }

  @Test
  void saysWhatIsMissing() {
    HttpCaller nobody = HOUSE.anonymous();
    String header = "Auth header validation error: Missing attributes ";
    assertRefused(
        nobody.send("POST", "/oauth/token", BodyPublishers.ofString(GRANT)),
        "AuthValidationError",
        header + "'username'");
    assertRefused(
        nobody.token("", "x", "/oauth/token", GRANT), "AuthValidationError", header + "'username'");
    assertRefused(
        nobody.token("x", "", "/oauth/token", GRANT), "AuthValidationError", header + "'password'");
    assertRefused(
        nobody.send(
            "POST", "/oauth/token", BodyPublishers.ofString(GRANT), "Authorization", "Basic ***"),
        "AuthValidationError",
        header + "'username'");
    assertRefused(
        ask("/oauth/token", ""),
        "BodyValidationError",
        "Request body validation error: Missing attributes 'grant_type'");
    assertRefused(
        ask("/oauth/token", "grant_type=password", "Content-Type", FORM),
        "BodyValidationError",
        "Request body validation error: Attribute 'grant_type' must be 'client_credentials'");
    assertRefused(
        ask("/oauth/token", "<grant/>", "Content-Type", "text/xml"),
        "UnsupportedContentTypeError",
        "Content-Type not supported");
  }

  @Test
  void tellsAWrongPasswordAndAnUnknownNameInTheSameWords() {
    for (String[] pair :
        new String[][] {
          {House.USER, "wrong wrong wrong"}, {"nobody", "wrong wrong wrong"}, {"no\0body", "x"}
        }) {
      assertRefused(
          HOUSE.anonymous().token(pair[0], pair[1], "/oauth/token", GRANT),
          "CognitoAuthenticationError",
          "Incorrect username or password.");
    }
  }

  @Test
  void refusesBodiesThatAreNoneWithoutFailing() {
    for (String body : new String[] {"{", "[]", "{\"grant_type\":7}", "grant_type=%zz", "\0"}) {
      assertThat(ask("/oauth/token", body, "Content-Type", FORM).status()).as(body).isEqualTo(400);
    }
    assertThat(ask("/oauth/token", "x".repeat(1_000_000), "Content-Type", FORM).status())
        .isEqualTo(413);
  }

  @Test
  void isForPortalAdministratorsAndApiAccessAlone() {
    for (Role role : Role.values()) {
      String name = "role." + role.name().toLowerCase(Locale.ROOT);
      HOUSE.user(name, role, Set.of(EasyConnect.DIALECT));
      Answered answered = HOUSE.anonymous().token(name, House.PASSWORD, "/oauth/token", GRANT);
      boolean allowed = role == Role.API_ACCESS || role == Role.PORTAL_ADMINISTRATOR;
      assertThat(answered.status()).as(name).isEqualTo(allowed ? 200 : 400);
      if (!allowed) {
        assertThat(answered.json().get("errorCode").asString()).isEqualTo("AccessDenied");
      }
    }
  }

  @Test
  void isForThoseEntitledToTheDialectAlone() {
    HOUSE.user("not.entitled", Role.API_ACCESS, Set.of());
    Answered answered =
        HOUSE.anonymous().token("not.entitled", House.PASSWORD, "/oauth/token", GRANT);
    assertThat(answered.status()).isEqualTo(400);
    assertThat(answered.json().get("errorCode").asString()).isEqualTo("AccessDenied");
  }

  @Test
  void endsWithinFiveSecondsWhenTheEntitlementIsTakenAway() {
    User user = HOUSE.user("loses.it", Role.API_ACCESS, Set.of(EasyConnect.DIALECT));
    Answered answered = HOUSE.anonymous().token("loses.it", House.PASSWORD, "/oauth/token", GRANT);
    HttpCaller caller = HOUSE.anonymous().withToken(answered.json().get("access_token").asString());
    assertThat(caller.get("/v1/sims").status()).isEqualTo(200);
    HOUSE
        .users()
        .update(
            HOUSE.administrator(),
            user.id(),
            new UserPatch(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Set.of()),
                Optional.empty()),
            OptionalLong.empty(),
            false);
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(caller.get("/v1/sims").status()).isEqualTo(403));
  }
}

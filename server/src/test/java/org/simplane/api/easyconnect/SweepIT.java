// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.api.easyconnect.HttpCaller.Answered;
import org.simplane.operator.Status;
import tools.jackson.databind.JsonNode;

/** Every operation, as it is listed where it is served: nobody forgets to add one here. */
final class SweepIT {

  private static final List<String> OPEN =
      List.of("POST /oauth/token", "GET /api-docs", "GET /api-docs/v2");
  private static final String SIM = Sims.iccid(1);

  /** What concerns the caller's organisation and no SIM; with a body that would be accepted. */
  private static final Map<String, String> ABOUT_ONESELF =
      Map.of(
          "/v1/products", "",
          "/v1/orders", "{\"products\":[{\"productId\":1,\"quantity\":1}]}",
          "/v1/support",
              "{\"replyToMail\":\"a@b.c\",\"senderName\":\"A\",\"subject\":\"S\",\"text\":\"T\"}",
          "/v1/sims/limits", "{\"dataLimitId\":0}",
          "/v1/sims/data/limits", "");

  /** Bodies that name the SIM in another way. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "/v1/sims/topup", "[\"" + SIM + "\"]",
          "/v1/sims/autoTopup", "{\"enabled\":true,\"iccids\":[\"" + SIM + "\"]}",
          "/v1/sims/extension", "{\"iccids\":[\"" + SIM + "\"]}",
          "/v1/sims/simTransfer", "{\"target_organisation\":1,\"iccids\":[\"" + SIM + "\"]}");

  @AutoClose private static final House HOUSE = House.open();

  private static String message = "";

  @BeforeAll
  static void deliver() {
    HOUSE.deliver(Sims.sim(1, Status.ACTIVE));
    String location =
        HOUSE
            .ofOwner()
            .send(
                "POST", "/v1/sims/" + SIM + "/sms", BodyPublishers.ofString("{\"payload\":\"x\"}"))
            .header("Location");
    message = location.substring(location.lastIndexOf('/') + 1);
  }

  private record Operation(String method, String path) {

    Answered ask(HttpCaller caller) {
      return ask(caller, body());
    }

    Answered ask(HttpCaller caller, String body) {
      return caller.send(
          method,
          path,
          body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
          "Content-Type",
          "application/json");
    }

    /** One that would be accepted of the owner. */
    private String body() {
      if (method.equals("POST") && path.endsWith("/sms")) {
        return "{\"payload\":\"swept\"}";
      }
      return switch (method) {
        case "PUT" -> "{\"label\":\"swept\"}";
        case "POST" ->
            ABOUT_ONESELF.getOrDefault(
                path,
                OTHERS.getOrDefault(path, "[{\"iccid\":\"" + SIM + "\",\"label\":\"swept\"}]"));
        default -> "";
      };
    }
  }

  private static List<Operation> closed() {
    String order = Long.toString(HOUSE.shop.order(HOUSE.administrator()));
    List<Operation> operations = new ArrayList<>();
    for (EasyConnect.Route route : HOUSE.dialect().routes()) {
      if (!OPEN.contains(route.method() + " " + route.path())) {
        operations.add(
            new Operation(
                route.method().name(),
                route
                    .path()
                    .replace("{iccid}", SIM)
                    .replace("{id}", message)
                    .replace("{service}", "data")
                    .replace("{order_number}", order)));
      }
    }
    assertThat(operations).hasSizeGreaterThanOrEqualTo(8);
    return operations;
  }

  @Test
  void servesWhatItsDocumentDescribesAndNothingElse() {
    Set<String> served = new TreeSet<>();
    HOUSE.dialect().routes().forEach(route -> served.add(route.method() + " " + route.path()));
    Set<String> described = new TreeSet<>();
    HttpCaller.DOCUMENTS.forEach(document -> described.addAll(document.operations()));
    assertThat(served).isEqualTo(described);
  }

  @Test
  void asksEverybodyForAToken() {
    for (String token :
        new String[] {null, "", "x", "6ba7b810-9dad-11d1-80b4-00c04fd43000", "a".repeat(3000)}) {
      for (Operation operation : closed()) {
        Answered answered = operation.ask(HOUSE.anonymous().withToken(token));
        assertThat(answered.status()).as("%s with %s", operation, token).isEqualTo(401);
        JsonNode error = answered.json();
        if (operation.path().startsWith("/v2/")) {
          assertThat(error.propertyNames()).containsExactly("error_code", "error_token", "message");
          assertThat(error.get("error_token").asString()).isEqualTo("Unauthorized");
        } else {
          assertThat(error.propertyNames())
              .containsExactly("timestamp", "status", "error", "message", "path");
          assertThat(error.get("error").asString()).isEqualTo("Unauthorized");
        }
      }
    }
  }

  @Test
  void takesNoTokenFromTheQuery() {
    String token = HOUSE.token(HOUSE.owner());
    assertThat(HOUSE.anonymous().get("/v1/sims?access_token=" + token).status()).isEqualTo(401);
  }

  @Test
  void takesNoTokenOfAnotherDialect() {
    for (Operation operation : closed()) {
      assertThat(operation.ask(HOUSE.ofV1()).status()).as("%s", operation).isEqualTo(401);
    }
  }

  @Test
  void answersAStrangerAsIfTheSimWereNotThere() {
    HttpCaller stranger = HOUSE.ofStranger();
    for (Operation operation : closed()) {
      Answered answered = operation.ask(stranger);
      if (operation.path().matches("/v[12]/sims") && operation.method().equals("GET")) {
        assertThat(answered.text()).isEqualTo("[]");
      } else if (ABOUT_ONESELF.containsKey(operation.path())) {
        // 400: the product is not on sale to a stranger
        assertThat(answered.status()).as("%s", operation).isIn(200, 201, 400);
        assertThat(answered.text()).doesNotContain(SIM);
      } else if (operation.path().startsWith("/v1/orders/")) {
        assertThat(answered.status()).as("%s", operation).isEqualTo(404);
      } else {
        assertThat(answered.status()).as("%s", operation).isEqualTo(404);
        assertThat(answered.json().get("message").asString()).isEqualTo("No SIM '" + SIM + "'");
      }
    }
    assertThat(HOUSE.ofOwner().get("/v1/sims/" + SIM).json().get("label").asString())
        .isEqualTo("pump-1");
  }

  @Test
  void letsOnlyReadWhoMayOnlyRead() {
    HttpCaller reader = HOUSE.reader();
    for (Operation operation : closed()) {
      boolean mayAskForHelp = operation.path().equals("/v1/support");
      int expected = operation.method().equals("GET") ? 200 : mayAskForHelp ? 201 : 403;
      assertThat(operation.ask(reader).status()).as("%s", operation).isEqualTo(expected);
    }
  }

  @Test
  void answersUnknownPathsAndMethodsInItsOwnForm() {
    HttpCaller owner = HOUSE.ofOwner();
    assertThat(HOUSE.anonymous().get("/v1/nothing").status()).isEqualTo(401);
    for (String path : List.of("", "/", "/v1", "/v1/nothing", "/v1/sims/" + SIM + "/nothing")) {
      Answered answered = owner.get(path);
      assertThat(answered.status()).as(path).isEqualTo(404);
      assertThat(answered.json().get("error").asString()).isEqualTo("Not Found");
    }
    for (String path : List.of("/v2", "/v2/nothing", "/v2/orders", "/v2/sims/" + SIM + "/usage")) {
      Answered answered = owner.get(path);
      assertThat(answered.status()).as(path).isEqualTo(404);
      assertThat(answered.json().get("error_token").asString()).isEqualTo("NotFound");
    }
    Answered wrong = owner.send("DELETE", "/v1/sims", BodyPublishers.noBody());
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.header("Allow")).isEqualTo("GET, HEAD, POST");
  }
}

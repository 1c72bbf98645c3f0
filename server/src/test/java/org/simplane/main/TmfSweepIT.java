// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.access.Role;
import org.simplane.api.tmf.PublishedDefinition;
import org.simplane.main.TmfHouse.Answered;
import tools.jackson.databind.JsonNode;

/**
 * Every operation of the published definitions with no token, a stranger's, one that may only read,
 * and nonsense. Where the definitions are not there, a few that we know.
 */
@Timeout(120)
final class TmfSweepIT {

  private record Operation(String method, String path) {

    static Operation of(String text) {
      String[] parts = text.split(" ", 2);
      return new Operation(parts[0], parts[1]);
    }

    String at(String id) {
      return path.replace("{id}", id);
    }

    boolean writes() {
      return !method.equals("GET");
    }
  }

  private static final String PRODUCTS = "/tmf-api/productInventory/v4";
  private static final String NEWER = "/tmf-api/productInventory/v5";
  private static final List<Operation> KNOWN =
      List.of(
          new Operation("GET", NEWER + "/product"),
          new Operation("POST", NEWER + "/product"),
          new Operation("GET", NEWER + "/product/{id}"),
          new Operation("PATCH", NEWER + "/product/{id}"),
          new Operation("DELETE", NEWER + "/product/{id}"),
          new Operation("POST", NEWER + "/hub"),
          new Operation("GET", NEWER + "/hub/{id}"),
          new Operation("DELETE", NEWER + "/hub/{id}"),
          new Operation("GET", PRODUCTS + "/product"),
          new Operation("PATCH", PRODUCTS + "/product/{id}"));

  @TempDir static Path folder;
  private static TmfHouse house;
  private static List<Operation> operations;
  private static String product;

  @BeforeAll
  static void start() throws IOException {
    house = new TmfHouse(folder, 3, Duration.ofSeconds(1));
    operations = new ArrayList<>(KNOWN);
    PublishedDefinition.all()
        .forEach(definition ->
            definition.operations().forEach(text -> operations.add(Operation.of(text))));
    product = house.get(PRODUCTS + "/product").json().get(0).path("id").asString();
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void withoutAGoodTokenNothingIsAnswered() {
    for (Operation operation : operations) {
      for (String token : List.of("", "eyJhbGciOiJub25lIn0.e30.", "x".repeat(30_000))) {
        Answered answered = send(operation, "1", "{}", token);
        if (token.length() < 1000) {
          assertError(answered, 401, operation);
          assertThat(answered.header("WWW-Authenticate")).isEqualTo("Bearer");
        } else {
          assertThat(answered.status()).as("%s", operation).isIn(401, 431);
        }
      }
    }
  }

  @Test
  void everythingThatADefinitionHasIsServedOrSaidNotToBe() {
    for (Operation operation : operations) {
      Answered answered = send(operation, "none", "{}", house.token());
      assertThat(answered.status()).as("%s", operation).isNotIn(405, 500);
      assertThat(answered.text()).as("%s", operation).doesNotContain("There is no such resource");
    }
  }

  @Test
  void aStrangersIdIsAnsweredLikeAnUnknownOne() {
    String stranger = house.strangersToken();
    for (Operation operation : operations) {
      if (operation.path().contains("{id}")) {
        Answered strangers = send(operation, product, "{}", stranger);
        Answered unknown = send(operation, "JASPER-1", "{}", stranger);
        assertThat(strangers.status()).as("%s", operation).isEqualTo(unknown.status());
        assertThat(strangers.text().replace(product, "JASPER-1"))
            .as("%s", operation)
            .isEqualTo(unknown.text());
        assertThat(strangers.status()).as("%s", operation).isIn(404, 501);
      }
    }
  }

  @Test
  void whoMayOnlyReadChangesNothing() {
    String reader = house.token(Role.READ_ONLY);
    for (Operation operation : operations) {
      if (operation.writes() && !operation.path().contains("queryUsageConsumption")) {
        assertError(send(operation, product, "{}", reader), 403, operation);
      }
    }
  }

  @Test
  void nonsenseIsRefusedInTheFormOfTheApi() {
    List<String> bodies =
        List.of(
            "", "{", "[1]", "null", "\"x\"", "\u0000", "{\"a\":1e999}", "[".repeat(200), "[[]]");
    List<String> queries =
        List.of(
            "filter=%00",
            "offset=99999999999999999999",
            "limit=-5",
            "status=%00",
            "id=%00",
            "%00=1",
            "a%3E%3D",
            "filter=$[?(@.a=='\u00e9",
            "productSerialNumber=" + "9".repeat(3000));
    for (Operation operation : operations) {
      if (operation.writes()) {
        for (String body : bodies) {
          assertRefused(send(operation, product, body, house.token()), operation, body);
        }
      } else {
        for (String query : queries) {
          String path =
              operation.at(product)
                  + "?"
                  + query
                      .replace("[", "%5B")
                      .replace("]", "%5D")
                      .replace("'", "%27")
                      .replace("\u00e9", "%E9");
          assertRefused(house.send("GET", path, "", "", house.token()), operation, query);
        }
      }
    }
  }

  private static void assertRefused(Answered answered, Operation operation, String what) {
    assertThat(answered.status()).as("%s %s", operation, what).isNotIn(500, 502, 504);
    assertThat(answered.text())
        .as("%s %s", operation, what)
        .doesNotContain("Exception", "org.simplane", "select ");
  }

  private static void assertError(Answered answered, int status, Operation operation) {
    assertThat(answered.status()).as("%s: %s", operation, answered.text()).isEqualTo(status);
    JsonNode error = answered.json();
    assertThat(error.path("@type").asString()).as("%s", operation).isEqualTo("Error");
    assertThat(error.path("code").asString()).as("%s", operation).isNotEmpty();
    assertThat(error.path("status").asString()).isEqualTo(Integer.toString(status));
  }

  private static Answered send(Operation operation, String id, String body, String token) {
    boolean takesBody = operation.method().equals("POST") || operation.method().equals("PATCH");
    return house.send(
        operation.method(), operation.at(id), takesBody ? body : "", "application/json", token);
  }
}

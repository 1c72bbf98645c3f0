// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.access.Role;
import org.simplane.api.tmf.PublishedDefinition;
import org.simplane.api.tmf.PublishedProducts;
import org.simplane.main.TmfHouse.Answered;
import org.simplane.notification.Receiver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Listeners of the TM Forum APIs. */
@Timeout(120)
final class TmfHubIT {

  private static final String V4 = "/tmf-api/productInventory/v4";
  private static final String V5 = "/tmf-api/productInventory/v5";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir static Path folder;
  private static TmfHouse house;

  @BeforeAll
  static void start() throws IOException {
    house = new TmfHouse(folder, 4, Duration.ofSeconds(1));
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void listenersAreToldInTheShapeOfTheirVersion() {
    try (Receiver receiver = new Receiver()) {
      String four = listen(V4, receiver.url("/four/").toString(), "");
      String five =
          listen(V5, receiver.url("/five").toString(), "eventType=ProductStateChangeEvent");
      String id =
          house
              .get(V4 + "/product?status=active&relatedParty.name=jasper")
              .json()
              .get(0)
              .path("id")
              .asString();
      house
          .patch(V4 + "/product/" + id, "{\"customProperty\":[{\"name\":\"n\",\"value\":\"v\"}]}")
          .is(200);
      house.patch(V4 + "/product/" + id + "-simCard", "{\"status\":\"suspended\"}").is(200);

      // What else was read of products meanwhile is told too.
      JsonNode changed =
          told(
              receiver,
              "/four/listener/productAttributeValueChangeEvent",
              told -> told.at("/event/product/customProperty/0/value").asString().equals("v"));
      assertThat(changed.path("eventType").asString())
          .isEqualTo("ProductAttributeValueChangeEvent");
      JsonNode state = told(receiver, "/four/listener/productStateChangeEvent");
      assertThat(state.at("/event/product/id").asString()).isEqualTo(id);
      assertThat(state.at("/event/product/status").asString()).isEqualTo("suspended");
      assertThat(state.at("/event/product/productRelationship/0/product/id").asString())
          .isEqualTo(id + "-simCard");
      assertThat(state.path("timeOcurred").asString())
          .isEqualTo(state.path("eventTime").asString());
      for (PublishedDefinition definition : PublishedDefinition.all()) {
        if (definition.operations().contains("GET " + V4 + "/product")) {
          definition.assertIs("ProductStateChangeEvent", state, "notification");
          definition.assertIs("ProductAttributeValueChangeEvent", changed, "notification");
        }
      }

      JsonNode newer = told(receiver, "/five/listener/productStateChangeEvent");
      assertThat(newer.path("@type").asString()).isEqualTo("ProductStateChangeEvent");
      assertThat(newer.at("/event/product/product/0/status").asString()).isEqualTo("suspended");
      PublishedProducts.read()
          .ifPresent(published -> {
            published.assertIs("ProductStateChangeEvent", newer);
            published.assertIsProduct(newer.at("/event/product"));
          });
      assertThat(receiver.got)
          .noneMatch(
              got -> got.uri().getPath().equals("/five/listener/productAttributeValueChangeEvent"));

      house.delete(V4 + "/hub/" + four).is(204);
      house.delete(V4 + "/hub/" + four).is(404);
      house.delete(V4 + "/hub/" + five).is(404); // it is another API's
      house.delete(V5 + "/hub/" + five).is(204);
    }
  }

  @Test
  void aListenerIsShownToItsOrganisationAlone() {
    Answered made =
        house
            .post(
                V5 + "/hub",
                "{\"@type\":\"Hub\",\"callback\":\"http://example.com/x\",\"query\":\"eventType=ProductCreateEvent\"}")
            .is(201);
    String id = made.json().path("id").asString();
    assertThat(made.header("Location")).endsWith(V5 + "/hub/" + id);
    PublishedProducts.read().ifPresent(published -> published.assertIs("Hub", made.json()));
    JsonNode read = house.get(V5 + "/hub/" + id).is(200).json();
    assertThat(read).isEqualTo(made.json());
    assertThat(read.path("query").asString()).isEqualTo("eventType=ProductCreateEvent");
    String stranger = house.strangersToken();
    house.send("GET", V5 + "/hub/" + id, "", "", stranger).is(404);
    house.send("DELETE", V5 + "/hub/" + id, "", "", stranger).is(404);
    house.send("DELETE", V5 + "/hub/" + id, "", "", house.token(Role.READ_ONLY)).is(403);
    house.delete(V5 + "/hub/" + id).is(204);
  }

  @Test
  void aListenerThatMakesNoSenseIsRefused() {
    for (String body :
        List.of(
            "{}",
            "[]",
            "{\"callback\":5}",
            "{\"callback\":\"ftp://example.com\"}",
            "{\"callback\":\"http://user:secret@example.com\"}",
            "{\"callback\":\"not a url\"}",
            "{\"callback\":\"http://example.com\",\"query\":\"eventType=NoSuchEvent\"}",
            "{\"callback\":\"http://example.com\",\"query\":\"eventType.regex=.*\"}")) {
      assertThat(house.post(V4 + "/hub", body).is(400).json().path("code").asString())
          .isEqualTo("invalid");
    }
    house.get(V4 + "/hub/x").is(404);
    house.get(V4 + "/hub/999999").is(404);
  }

  private static String listen(String api, String callback, String query) {
    String body = "{\"callback\":\"" + callback + "\",\"query\":\"" + query + "\"}";
    return house.post(api + "/hub", body).is(201).json().path("id").asString();
  }

  private static JsonNode told(Receiver receiver, String path) {
    return told(receiver, path, _ -> true);
  }

  private static JsonNode told(Receiver receiver, String path, Predicate<JsonNode> meant) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                receiver.got.stream()
                    .filter(got -> got.uri().getPath().equals(path))
                    .map(got -> JsonMapper.shared().readTree(got.body()))
                    .filter(meant)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }
}

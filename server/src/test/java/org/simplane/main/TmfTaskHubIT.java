// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.api.tmf.PublishedDefinition;
import org.simplane.notification.Receiver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What listeners of TMF639, TMF640, TMF622 and TMF677 are told. */
@Timeout(120)
final class TmfTaskHubIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PRODUCT = "JASPER-8999907000000000001";

  @TempDir private static Path folder;
  private static TmfHouse house;

  @BeforeAll
  static void open() throws IOException {
    house = new TmfHouse(folder, 4, Duration.ZERO);
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @Test
  void listenersAreToldOfResourcesServicesMonitorsOrdersAndQuestions() {
    try (Receiver receiver = new Receiver()) {
      for (String api :
          new String[] {TmfHouse.RESOURCES, TmfHouse.SERVICES, TmfHouse.ORDERS, TmfHouse.USAGE}) {
        house
            .post(api + "/hub", "{\"callback\": \"%s\"}".formatted(receiver.url(name(api))))
            .is(201);
      }
      JsonNode order =
          house
              .post(
                  TmfHouse.ORDERS + "/productOrder",
                  """
                  {"productOrderItem": [{"id": "1", "action": "modify",
                    "product": {"id": "%s", "status": "suspended"}}]}\
                  """
                      .formatted(PRODUCT))
              .is(201)
              .json();
      String id = order.path("id").asString();
      house
          .post(
              TmfHouse.ORDERS + "/cancelProductOrder",
              "{\"productOrder\": {\"id\": \"%s\"}}".formatted(id))
          .is(201);
      String query =
          house
              .post(
                  TmfHouse.USAGE + "/queryUsageConsumption",
                  "{\"searchCriteria\": {\"product\": [{\"id\": \"%s\"}]}}".formatted(PRODUCT))
              .is(201)
              .json()
              .path("id")
              .asString();

      JsonNode placed = told(receiver, TmfHouse.ORDERS, "ProductOrderCreateEvent");
      assertThat(placed.at("/event/productOrder/id").asString()).isEqualTo(id);
      JsonNode over = told(receiver, TmfHouse.ORDERS, "ProductOrderStateChangeEvent");
      assertThat(over.at("/event/productOrder/state").asString()).isIn("completed", "cancelled");
      JsonNode cancel = told(receiver, TmfHouse.ORDERS, "CancelProductOrderCreateEvent");
      assertThat(cancel.at("/event/cancelProductOrder/productOrder/id").asString()).isEqualTo(id);
      assertThat(
              told(receiver, TmfHouse.SERVICES, "MonitorCreateEvent")
                  .at("/event/monitor/id")
                  .asString())
          .isEqualTo(id);
      JsonNode monitor = told(receiver, TmfHouse.SERVICES, "MonitorStateChangeEvent");
      assertThat(monitor.at("/event/monitor/state").asString()).isIn("Completed", "Cancelled");
      told(receiver, TmfHouse.USAGE, "QueryUsageConsumptionCreateEvent");
      assertThat(
              told(receiver, TmfHouse.USAGE, "QueryUsageConsumptionStateChangeEvent")
                  .at("/event/queryUsageConsumption/state")
                  .asString())
          .isEqualTo("done");
      house.delete(TmfHouse.USAGE + "/queryUsageConsumption/" + query).is(204);
      assertThat(
              told(receiver, TmfHouse.USAGE, "QueryUsageConsumptionDeleteEvent")
                  .at("/event/queryUsageConsumption/id")
                  .asString())
          .isEqualTo(query);

      house
          .patch(
              TmfHouse.SERVICES + "/service/JASPER-8999907000000000003",
              "{\"state\": \"inactive\"}")
          .is(200);
      JsonNode service = told(receiver, TmfHouse.SERVICES, "ServiceStateChangeEvent");
      assertThat(service.at("/event/service/state").asString()).isEqualTo("inactive");
      JsonNode resource = told(receiver, TmfHouse.RESOURCES, "ResourceStateChangeEvent");
      assertThat(resource.at("/event/resource/resourceStatus").asString()).isEqualTo("suspended");
    }
  }

  private static String name(String api) {
    return "/" + api.split("/", -1)[2];
  }

  /** Held against the definition of the notification. */
  private static JsonNode told(Receiver receiver, String api, String type) {
    String path =
        name(api)
            + "/listener/"
            + type.substring(0, 1).toLowerCase(Locale.ROOT)
            + type.substring(1);
    JsonNode told =
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    receiver.got.stream()
                        .filter(got -> got.uri().getPath().equals(path))
                        .findFirst()
                        .map(got -> JsonMapper.shared().readTree(got.body())),
                Optional::isPresent)
            .orElseThrow();
    assertThat(told.path("eventType").asString()).isEqualTo(type);
    for (PublishedDefinition definition : PublishedDefinition.all()) {
      if (definition.operations().stream()
          .anyMatch(one -> one.startsWith("POST " + api + "/hub"))) {
        definition.assertIs(type, told, "notification");
      }
    }
    return told;
  }
}

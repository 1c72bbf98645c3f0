// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.inventory.ImportOptions;
import tools.jackson.databind.JsonNode;

/** TMF622 on a whole server: batches, and their cancellation. */
@Timeout(120)
final class TmfOrdersIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ORDER = TmfHouse.ORDERS + "/productOrder";
  private static final String CANCEL = TmfHouse.ORDERS + "/cancelProductOrder";
  private static final String FAST = "JASPER-8999907%012d";

  private static final int MANY = 2_100; // the store gives a thousand at a time
  private static final String SLOW = "TMSP-89999105%011d";
  private static final String ZERO =
      "active\",\"productOffering\":{\"id\":\"a\",\"b\":\"\\u0000\"},\"name\":\"x";

  @TempDir private static Path folder;
  private static TmfHouse house;

  @BeforeAll
  static void open() throws IOException {
    house = new TmfHouse(folder, 60, Duration.ofMillis(500));
  }

  @AfterAll
  static void close() {
    house.close();
  }

  private static String item(int id, String product, String status) {
    return """
    {"id": "%02d", "action": "modify", "product": {"id": "%s", "status": "%s"}}\
    """
        .formatted(id, product, status);
  }

  private static String order(String head, List<String> items) {
    return "{" + head + "\"productOrderItem\": [" + String.join(",", items) + "]}";
  }

  private static JsonNode over(String id) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> house.get(ORDER + "/" + id).is(200).json(),
            order ->
                !List.of("acknowledged", "inProgress").contains(order.path("state").asString()));
  }

  @Test
  void aBatchIsTakenAndTellsOfEachItem() {
    List<String> items =
        List.of(
            item(1, SLOW.formatted(1), "suspended"),
            item(2, SLOW.formatted(2) + "-simCard", "suspended"),
            item(3, SLOW.formatted(3), "suspended"),
            item(4, SLOW.formatted(19), "suspended"),
            """
            {"id": "five", "action": "noChange", "product": {"id": "%s"}}\
            """
                .formatted(SLOW.formatted(4)));
    TmfHouse.Answered placed =
        house
            .post(
                ORDER,
                order(
                    "\"description\": \"Winter\", \"note\": [{\"text\": \"by phone\"}], \"externalId\": \"W-1\", ",
                    items))
            .is(201);
    JsonNode order = placed.json();
    assertThat(placed.header("Location")).isEqualTo(order.path("href").asString());
    assertThat(order.path("state").asString()).isIn("acknowledged", "inProgress");
    JsonNode done = over(order.path("id").asString());
    assertThat(done.path("state").asString()).isEqualTo("partial");
    assertThat(done.path("description").asString()).isEqualTo("Winter");
    assertThat(done.path("note").get(0).path("text").asString()).isEqualTo("by phone");
    assertThat(
            done.path("productOrderItem")
                .valueStream()
                .map(one -> one.path("id").asString() + " " + one.path("state").asString()))
        .containsExactly(
            "01 completed", "02 completed", "03 completed", "04 failed", "five completed");
    assertThat(
            done.path("productOrderItem")
                .get(3)
                .path("errorMessage")
                .get(0)
                .path("code")
                .asString())
        .isEqualTo("NOT_ALLOWED");
    // Its monitor has the same id.
    assertThat(
            house
                .get(TmfHouse.SERVICES + "/monitor/" + order.path("id").asString())
                .is(200)
                .json()
                .path("state")
                .asString())
        .isEqualTo("InError");
    assertThat(house.get(ORDER + "?externalId=W-1&state=partial").is(200).json()).hasSize(1);
    assertThat(house.get(ORDER + "?state=rejected").is(200).json()).isEmpty();
    JsonNode brief =
        house.get(ORDER + "/" + order.path("id").asString() + "?fields=state").is(200).json();
    assertThat(brief.propertyNames()).containsExactlyInAnyOrder("id", "href", "state", "@type");
  }

  @Test
  void anOrderIsPlacedOnceUnderItsExternalId() {
    String body =
        order("\"externalId\": \"once\", ", List.of(item(1, FAST.formatted(1), "suspended")));
    String first = house.post(ORDER, body).is(201).json().path("id").asString();
    assertThat(house.post(ORDER, body).is(201).json().path("id").asString()).isEqualTo(first);
    String other =
        order("\"externalId\": \"once\", ", List.of(item(1, FAST.formatted(3), "suspended")));
    assertThat(house.post(ORDER, other).is(409).json().path("message").asString()).contains(first);
  }

  @Test
  void whatIsNotSentYetIsCancelled() {
    // Nothing is sent while the account rests.
    long account =
        house
            .instance
            .features
            .accounts
            .page(house.scope(), java.util.OptionalLong.empty(), 10)
            .accounts()
            .stream()
            .filter(one -> one.platform().equals("intelsat"))
            .findFirst()
            .orElseThrow()
            .id();
    var _ = house.instance.features.accounts.pause(house.instance.caller, account);
    try {
      List<String> terminals =
          house
              .get(TmfHouse.SERVICES + "/service?limit=1000&state=active")
              .json()
              .valueStream()
              .map(one -> one.path("id").asString())
              .filter(id -> id.startsWith("INTELSAT"))
              .limit(5)
              .toList();
      List<String> items =
          IntStream.range(0, terminals.size())
              .mapToObj(i -> item(i, terminals.get(i), "suspended"))
              .toList();
      String id = house.post(ORDER, order("", items)).is(201).json().path("id").asString();
      JsonNode cancellation =
          house
              .post(
                  CANCEL,
                  "{\"productOrder\": {\"id\": \"%s\"}, \"cancellationReason\": \"snow\"}"
                      .formatted(id))
              .is(201)
              .json();
      assertThat(cancellation.path("state").asString()).isEqualTo("done");
      assertThat(house.get(CANCEL + "/" + cancellation.path("id").asString()).is(200).json())
          .isEqualTo(cancellation);
      JsonNode order = house.get(ORDER + "/" + id).json();
      assertThat(order.path("state").asString()).isEqualTo("cancelled");
      assertThat(order.path("cancellationReason").asString()).isEqualTo("snow");
      assertThat(
              order.path("productOrderItem").valueStream().map(one -> one.path("state").asString()))
          .hasSize(5)
          .containsOnly("cancelled");
      JsonNode again =
          house.post(CANCEL, "{\"productOrder\": {\"id\": \"%s\"}}".formatted(id)).is(201).json();
      assertThat(again.path("state").asString()).isEqualTo("terminatedWithError");
      assertThat(house.get(CANCEL).is(200).json()).hasSize(2);
    } finally {
      var _ = house.instance.features.accounts.resume(house.instance.caller, account);
    }
  }

  @Test
  void anOrderOfSeveralAccountsIsRefused() {
    JsonNode error =
        house
            .post(
                ORDER,
                order(
                    "",
                    List.of(
                        item(1, FAST.formatted(4), "suspended"),
                        item(2, SLOW.formatted(5), "suspended"))))
            .is(400)
            .json();
    assertThat(error.path("message").asString()).contains("several operator accounts");
  }

  @Test
  void badOrdersAreToldApart() {
    String product = FAST.formatted(4);
    List<String> invalid =
        List.of(
            "{}",
            "[]",
            "",
            "{\"productOrderItem\": []}",
            "{\"productOrderItem\": 7}",
            "{\"productOrderItem\": [7]}",
            "{\"productOrderItem\": [{\"id\": \"1\"}]}",
            order("", List.of(item(1, product, "asleep"))),
            order("", List.of(item(1, "JASPER-1", "suspended"))),
            order("", List.of(item(1, product, "suspended"), item(1, FAST.formatted(6), "active"))),
            order("", List.of(item(1, product, "suspended"), item(2, product, "active"))),
            order(
                "",
                List.of(item(1, product, "suspended"), item(2, product + "-simCard", "active"))),
            order("", List.of(item(1, product + "-usageVolume-data", "suspended"))),
            order("\"state\": \"completed\", ", List.of(item(1, product, "suspended"))),
            order("\"note\": [{}], ", List.of(item(1, product, "suspended"))),
            order("\"requestedStartDate\": \"soon\", ", List.of(item(1, product, "suspended"))),
            order(
                "",
                List.of(
                    "{\"id\":\"1\",\"action\":\"noChange\",\"product\":{\"id\":\"%s\"}}"
                        .formatted(product))),
            order(
                "",
                List.of(
                    "{\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"%s\"}}"
                        .formatted(product))),
            order("", List.of(item(1, product, ZERO))),
            order("", List.of(item(1, product, "suspended"))) + "x");
    for (String body : invalid) {
      assertThat(house.post(ORDER, body.isEmpty() ? " " : body).status()).as(body).isEqualTo(400);
    }
    for (String action : List.of("add", "delete")) {
      assertThat(
              house
                  .post(
                      ORDER,
                      order("", List.of(item(1, product, "active").replace("modify", action))))
                  .status())
          .as(action)
          .isEqualTo(501);
    }
    assertThat(house.patch(ORDER + "/x", "{}").status()).isEqualTo(501);
    assertThat(house.delete(ORDER + "/x").status()).isEqualTo(501);
    assertThat(house.get(ORDER + "/x").status()).isEqualTo(404);
    assertThat(house.get(CANCEL + "/x").status()).isEqualTo(404);
    assertThat(house.post(CANCEL, "{\"productOrder\": {\"id\": \"x\"}}").status()).isEqualTo(404);
    for (String body :
        List.of(
            "{}",
            "[]",
            "{\"productOrder\": 1}",
            "{\"productOrder\": {\"id\": \"x\"}, \"requestedCancellationDate\": \"+999999999-01-01T00:00:00Z\"}")) {
      assertThat(house.post(CANCEL, body).status()).as(body).isEqualTo(400);
    }
  }

  @Test
  void strangersSeeNoOrders() {
    String id =
        house
            .post(ORDER, order("", List.of(item(1, FAST.formatted(6), "suspended"))))
            .is(201)
            .json()
            .path("id")
            .asString();
    String stranger = house.strangersToken();
    assertThat(house.send("GET", ORDER + "/" + id, "", "", stranger).status()).isEqualTo(404);
    assertThat(house.send("GET", ORDER, "", "", stranger).json()).isEmpty();
    assertThat(house.send("GET", CANCEL, "", "", stranger).json()).isEmpty();
    assertThat(
            house
                .send(
                    "POST",
                    CANCEL,
                    "{\"productOrder\": {\"id\": \"%s\"}}".formatted(id),
                    "application/json",
                    stranger)
                .status())
        .isEqualTo(404);
    assertThat(
            house
                .send(
                    "POST",
                    ORDER,
                    order("", List.of(item(1, FAST.formatted(6), "suspended"))),
                    "application/json",
                    stranger)
                .status())
        .isEqualTo(400);
    assertThat(house.send("GET", ORDER, "", "", "").status()).isEqualTo(401);
  }

  @Test
  void anItemChangesCharacteristicsAndStatusWhereTheOperatorHasThem() {
    String both =
        """
        {"id": "%s", "action": "modify", "product": {"id": "%s", "status": "suspended",
         "productOffering": {"name": "M2M Rail 5 GB"},
         "relatedParty": [{"id": "Demo Tramways", "role": "customer"}],
         "productCharacteristic": [{"name": "simProfile", "value": "Home only"}]}}\
        """;
    JsonNode done =
        over(
            house
                .post(
                    ORDER,
                    order(
                        "",
                        List.of(
                            both.formatted("a", SLOW.formatted(21)),
                            item(2, SLOW.formatted(22), "suspended"))))
                .is(201)
                .json()
                .path("id")
                .asString());
    assertThat(done.path("state").asString()).as("%s", done).isEqualTo("completed");
    assertThat(
            done.path("productOrderItem")
                .get(0)
                .path("product")
                .path("productOffering")
                .path("name")
                .asString())
        .isEqualTo("M2M Rail 5 GB");
    JsonNode none =
        over(
            house
                .post(
                    ORDER,
                    order(
                        "",
                        List.of(
                            both.formatted("a", FAST.formatted(21)),
                            item(2, FAST.formatted(22), "suspended"))))
                .is(201)
                .json()
                .path("id")
                .asString());
    assertThat(none.path("productOrderItem").valueStream().map(one -> one.path("state").asString()))
        .containsExactly("failed", "completed");
    assertThat(
            none.path("productOrderItem")
                .get(0)
                .path("errorMessage")
                .get(0)
                .path("code")
                .asString())
        .isEqualTo("NOT_SUPPORTED");
  }

  @Test
  void aLargeOrderIsShownItemByItem() throws IOException {
    long own = house.instance.account("own", Map.of());
    String rows =
        IntStream.range(0, MANY)
            .mapToObj(number -> "89999011%010d,99901%010d,ACTIVE".formatted(number, number))
            .collect(Collectors.joining("\n"));
    var _ =
        house.instance.features.subscriptions.importCsv(
            house.instance.caller,
            own,
            new StringReader("iccid,imsi,status\n" + rows),
            ImportOptions.USUAL);
    List<String> items =
        IntStream.range(0, MANY)
            .mapToObj(number -> item(number, "OWN-89999011%010d".formatted(number), "suspended"))
            .toList();
    String id = house.post(ORDER, order("", items)).is(201).json().path("id").asString();
    JsonNode done = over(id);
    assertThat(done.path("state").asString()).isEqualTo("completed");
    List<String> lines =
        done.path("productOrderItem")
            .valueStream()
            .map(line -> line.path("id").asString() + line.path("state").asString())
            .toList();
    assertThat(lines)
        .hasSize(MANY)
        .startsWith("00completed", "01completed")
        .endsWith((MANY - 1) + "completed");
  }
}

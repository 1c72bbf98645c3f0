// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.access.Role;
import org.simplane.api.tmf.PublishedProducts;
import org.simplane.main.TmfHouse.Answered;
import tools.jackson.databind.JsonNode;

/** TMF637 in both versions, over platforms that change at once and platforms that take a while. */
@Timeout(120)
final class TmfProductsIT {

  private static final String V4 = "/tmf-api/productInventory/v4";
  private static final String V5 = "/tmf-api/productInventory/v5";
  private static final int SIZE = 12;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir static Path folder;
  private static TmfHouse house;

  @BeforeAll
  static void start() throws IOException {
    house = new TmfHouse(folder, SIZE, Duration.ofSeconds(1));
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void aListGoesOverAllPlatformsPageByPage() {
    Set<String> ids = new HashSet<>();
    for (int offset = 0; offset < 3 * SIZE; offset += 10) {
      Answered page = house.get(V4 + "/product?isBundle=true&limit=10&offset=" + offset);
      page.is(206);
      assertThat(page.header("X-Total-Count")).isEqualTo("36");
      assertThat(page.header("X-Result-Count"))
          .isEqualTo(Integer.toString(Math.min(10, 36 - offset)));
      page.json().forEach(product -> ids.add(product.path("id").asString()));
    }
    assertThat(ids).hasSize(36);
    assertThat(ids.stream().map(id -> id.split("-", 2)[0]).distinct())
        .containsExactlyInAnyOrder("JASPER", "TMSP", "INTELSAT");
    Answered all = house.get(V4 + "/product/?limit=100").is(200);
    assertThat(all.header("X-Total-Count")).isEqualTo("36");
    assertThat(house.get(V4 + "/product?offset=36").is(416).header("Content-Range"))
        .isEqualTo("items */36");
    Answered second = house.get(V5 + "/product?limit=10&offset=10&status=active;status=created");
    assertThat(second.header("Link")).contains("rel=\"next\"", "rel=\"prev\"", "status=active");
  }

  @Test
  void whatHasLeftAListIsNotCountedAnyMore() {
    String active = V4 + "/product?isBundle=true&status=active&limit=2&offset=";
    int before = Integer.parseInt(house.get(active + 0).is(206).header("X-Total-Count"));
    assertThat(house.get(active + 2).is(206).header("X-Total-Count")).isEqualTo("" + before);
    String id = any("JASPER", "active");
    house.patch(V4 + "/product/" + id + "-simCard", "{\"status\":\"suspended\"}").is(200);
    assertThat(house.get(active + (before - 1)).is(416).header("Content-Range"))
        .isEqualTo("items */" + (before - 1));
    assertThat(house.get(active + 0).is(206).header("X-Total-Count")).isEqualTo("" + (before - 1));
    house.patch(V4 + "/product/" + id + "-simCard", "{\"status\":\"active\"}").is(200);
  }

  @Test
  void bothVersionsShowABundleWithItsParts() {
    for (String system : List.of("JASPER", "TMSP", "INTELSAT")) {
      String id = any(system, "active");
      JsonNode four = house.get(V4 + "/product/" + id).is(200).json();
      JsonNode five = house.get(V5 + "/product/" + id).is(200).json();
      String carrier = id + (system.equals("INTELSAT") ? "-terminal" : "-simCard");
      assertThat(four.path("@type").asString()).isEqualTo("IoTConnection");
      assertThat(four.at("/productRelationship/0/product/id").asString()).isEqualTo(carrier);
      assertThat(five.at("/product/0/id").asString()).isEqualTo(carrier);
      assertThat(five.path("@type").asString()).isEqualTo("Product");
      PublishedProducts.read().ifPresent(published -> published.assertIsProduct(five));
      for (JsonNode product : List.of(four, five)) {
        assertThat(product.path("status").asString()).isEqualTo("active");
        assertThat(product.path("productTerm").isArray()).isTrue();
        assertThat(characteristic(product, "SYSTEM")).isEqualTo(system);
        assertThat(characteristic(product, "connectivityStatus")).isEqualTo("ACTIVE");
      }
      assertThat(house.get(V4 + "/product/" + carrier).is(200).json())
          .isEqualTo(four.at("/productRelationship/0/product"));
      Answered alias = house.get("/productInventory/v5/product/" + carrier).is(200);
      assertThat(alias.json().path("id").asString()).isEqualTo(carrier);
      house.get(V4 + "/product/" + id + "-usageVolume-data").is(200);
    }
    house.get(V4 + "/product/" + any("INTELSAT", "active") + "-simCard").is(404);
  }

  @Test
  void aSelectionOfAttributesLeavesWhatIdentifies() {
    JsonNode one = house.get(V4 + "/product?limit=1&fields=status").json().get(0);
    assertThat(one.propertyNames()).containsExactlyInAnyOrder("id", "href", "status", "@type");
    JsonNode none = house.get(V5 + "/product?limit=1&fields=none").json().get(0);
    assertThat(none.propertyNames()).containsExactlyInAnyOrder("id", "href", "@type");
  }

  @Test
  void filtersAreAnsweredByTheInventory() {
    JsonNode card = house.get(V4 + "/product/" + any("TMSP", "active") + "-simCard").json();
    String id = card.path("id").asString().replace("-simCard", "");
    String iccid = characteristic(card, "ICCID");
    String imsi = characteristic(card, "IMSI");
    assertFinds(id, "productSerialNumber=" + iccid);
    assertFinds(id, "productSerialNumber=" + iccid + ",00000000000000000000");
    assertFinds(id, "id=" + id);
    assertFinds(id, "filter=" + encoded(named("ICCID", iccid)));
    assertFinds(id, "filter=" + encoded(named("IMSI", imsi)));
    assertFinds(
        id,
        "productCharacteristic.name=IMSI&productCharacteristic.value=" + imsi + "&status=active");
    assertThat(found("filter=" + encoded(named("IMSI", imsi.substring(0, 14))))).isEmpty();
    assertThat(found("status=active&status=suspended")).isEmpty();
    assertThat(found("filter=" + encoded(named("SYSTEM", "TMSP")))).hasSize(SIZE);
    assertThat(found("filter=" + encoded(named("connectivityType", "SATELLITE")))).hasSize(SIZE);
    assertThat(found("relatedParty.name=tmsp")).hasSize(SIZE);
    assertThat(
            found("status=active").size()
                + found("status=created,pendingActive,suspended,terminated,pendingTerminate")
                    .size())
        .isEqualTo(36);
    JsonNode connectivity = house.get(V4 + "/product/" + id + "-dataConnectivity").json();
    String plan = characteristic(connectivity, "communicationPlan");
    assertThat(found("filter=" + encoded(named("communicationPlan", plan)))).contains(id);
    assertThat(found("filter=" + encoded(named("communicationPlan", plan + "x")))).isEmpty();
  }

  @Test
  void whatTheInventoryIsNotSearchedByIsRefusedWithAReason() {
    for (String query :
        List.of(
            "description=x",
            "name.regex=.*",
            "startDate.gt=2020-01-01",
            "isBundle=false",
            "status=active;name=x",
            "productCharacteristic.name=IMSI",
            "filter=nonsense",
            "filter=" + encoded(named("latitude", "5")),
            "sort=name",
            "limit=0",
            "offset=-1")) {
      JsonNode error = house.get(V4 + "/product?" + query).is(400).json();
      assertThat(error.path("code").asString()).isEqualTo("invalid");
      assertThat(error.path("message").asString()).isNotEmpty();
    }
  }

  @Test
  void aChangeOfStatusIsDoneAtOnceOrFollowedByItsMonitor() {
    String at = any("JASPER", "active");
    JsonNode suspended =
        house
            .patch(V4 + "/product/" + at + "-simCard", "{\"status\":\"suspended\"}")
            .is(200)
            .json();
    assertThat(suspended.path("status").asString()).isEqualTo("suspended");
    assertThat(house.get(V5 + "/product/" + at).json().path("status").asString())
        .isEqualTo("suspended");
    String operation = "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"active\"}]";
    Answered back =
        house.send(
            "PATCH",
            V5 + "/product/" + at,
            operation,
            "application/json-patch+json",
            house.token());
    assertThat(back.is(200).json().path("status").asString()).isEqualTo("active");

    String slow = any("TMSP", "active");
    Answered accepted =
        house.patch(V4 + "/product/" + slow + "-simCard", "{\"status\":\"suspended\"}").is(202);
    assertThat(accepted.header("Location"))
        .contains("/ServiceActivationAndConfiguration/v4/monitor/");
    assertThat(accepted.json().path("sourceHref").asString()).contains(slow + "-simCard");
    await()
        .atMost(PATIENCE)
        .until(() ->
            house
                .get(V4 + "/product/" + slow)
                .json()
                .path("status")
                .asString()
                .equals("suspended"));
  }

  @Test
  void whatIsAskedForWhileTheOppositeIsUnderWayIsDoneAfterIt() {
    String id = any("TMSP", "active");
    house.patch(V4 + "/product/" + id, "{\"status\":\"suspended\"}").is(202);
    // It is active still, and yet this asks for something.
    house.patch(V4 + "/product/" + id, "{\"status\":\"active\"}").is(202);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(house.get(TmfHouse.SERVICES + "/monitor?state=InProgress").json()).isEmpty();
          assertThat(house.get(V4 + "/product/" + id).json().path("status").asString())
              .isEqualTo("active");
        });
  }

  @Test
  void aQueryThatIsTooLongForLinksIsAnsweredWithoutThem() {
    Answered page = house.get(V4 + "/product?limit=1&status=active" + ",active".repeat(900));
    assertThat(page.is(206).header("X-Result-Count")).isEqualTo("1");
    assertThat(page.header("Link")).isEmpty();
  }

  @Test
  void aCustomerSeesTheOperatorAndNotWhatItsAccountIsCalledAbove() {
    String id = any("JASPER", "suspended");
    String customer = house.customersToken(id.substring("JASPER-".length()));
    JsonNode shown = house.send("GET", V4 + "/product/" + id, "", "", customer).is(200).json();
    assertThat(shown.at("/relatedParty").toString()).contains("JASPER").doesNotContain("jasper");
    String ours = V4 + "/product?relatedParty.name=jasper";
    assertThat(house.send("GET", ours, "", "", customer).is(200).json()).isEmpty();
    assertThat(house.get(ours).json()).isNotEmpty();
    String resource = TmfHouse.RESOURCES + "/resource/" + id.substring("JASPER-".length());
    assertThat(house.send("GET", resource, "", "", customer).is(200).text())
        .doesNotContain("\"jasper\"");
  }

  @Test
  void whatCannotBeReachedOrIsNotTheresIsRefused() {
    String at = any("JASPER", "active");
    house.patch(V4 + "/product/" + at, "{\"status\":\"created\"}").is(409);
    house.patch(V4 + "/product/" + at, "{\"status\":\"aborted\"}").is(400);
    house.patch(V4 + "/product/" + at, "{\"productOffering\":{\"id\":\"a\\u0000\"}}").is(400);
    house.patch(V4 + "/product/" + at, "{\"id\":\"other\"}").is(400);
    house.patch(V4 + "/product/" + at, "{\"description\":\"mine\"}").is(501);
    house.patch(V4 + "/product/" + at + "-usageVolume-data", "{\"status\":\"suspended\"}").is(501);
    house
        .patch(
            V4 + "/product/" + any("INTELSAT", "active"),
            "{\"productOffering\":{\"id\":\"other\"}}")
        .is(501);
    house.patch(V4 + "/product/JASPER-1", "{}").is(404);
    house.patch(V4 + "/product/" + at, "[]").is(400);
    house.patch(V4 + "/product/" + at, "{").is(400);
    house.post(V4 + "/product", "{\"status\":\"active\"}").is(501);
    house.delete(V5 + "/product/" + at).is(501);
  }

  @Test
  void theOfferingOfASlowPlatformIsChanged() {
    String id = any("TMSP", "active");
    Answered accepted =
        house.patch(V5 + "/product/" + id, "{\"productOffering\":{\"id\":\"IoT Flex 7\"}}").is(202);
    assertThat(accepted.header("Location")).isNotEmpty();
    await()
        .atMost(PATIENCE)
        .until(() ->
            house
                .get(V5 + "/product/" + id)
                .json()
                .at("/productOffering/id")
                .asString("")
                .equals("IoT Flex 7"));
    assertThat(found("productOffering.id=" + encoded("IoT Flex 7"))).contains(id);
  }

  @Test
  void customPropertiesAreAddedReadChangedFoundAndTakenAway() {
    String id = any("INTELSAT", "active");
    String part = V5 + "/product/" + id + "-terminal";
    query(
        part,
        "[{\"op\":\"add\",\"path\":\"customProperty\",\"value\":{\"name\":\"ship\",\"value\":\"Ann\"}}]");
    assertThat(
            house
                .get(part + "?fields=customProperty")
                .json()
                .at("/customProperty/0/value")
                .asString())
        .isEqualTo("Ann");
    assertThat(found("customProperty.name=ship&customProperty.value=Ann")).containsExactly(id);
    query(
        part,
        "[{\"op\":\"replace\",\"path\":\"/customProperty/value?name=ship\",\"value\":\"Bea\"}]");
    query(
        part,
        "[{\"op\":\"replace\",\"path\":\"/customProperty/name?name=ship\",\"value\":\"vessel\"}]");
    assertThat(found("filter=" + encoded("customProperty[?(@.name=='vessel' && @.value=='Bea')]")))
        .containsExactly(id);
    query(part, "[{\"op\":\"remove\",\"path\":\"/customProperty?name=vessel\"}]");
    assertThat(house.get(part).json().path("customProperty")).isEmpty();
  }

  @Test
  void mediaTypesMethodsAndUnknownPathsAreTold() {
    String id = any("JASPER", "active");
    String one = V4 + "/product/" + id;
    assertThat(
            house
                .send("PATCH", one, "{}", "text/plain", house.token())
                .is(415)
                .header("Accept-Patch"))
        .contains("json-patch-query");
    assertThat(
            house.send("PUT", one, "{}", "application/json", house.token()).is(405).header("Allow"))
        .isEqualTo("DELETE, GET, HEAD, PATCH");
    house.get(V4 + "/nothing").is(404);
    house.get("/tmf-api").is(404);
    house.send("GET", one, "", "", "").is(401);
    house.send("GET", V4 + "/nothing", "", "", "not-a-token").is(401);
    house.send("GET", one, "", "", house.strangersToken()).is(404);
    house
        .send(
            "PATCH", one, "{\"status\":\"suspended\"}", "application/json", house.strangersToken())
        .is(404);
    house.send("PATCH", one, "{}", "application/json", house.token(Role.READ_ONLY)).is(403);
    assertThat(house.send("GET", V4 + "/product", "", "", house.strangersToken()).is(200).json())
        .isEmpty();
  }

  private static void query(String path, String operations) {
    house
        .send("PATCH", path, operations, "application/json-patch-query+json", house.token())
        .is(200);
  }

  private static void assertFinds(String id, String query) {
    assertThat(found(query)).as(query).containsExactly(id);
  }

  private static List<String> found(String query) {
    Answered answered = house.get(V4 + "/product?limit=100&" + query).is(200);
    return answered.json().valueStream().map(one -> one.path("id").asString()).toList();
  }

  private static String any(String system, String status) {
    return found("status=" + status + "&filter=" + encoded(named("SYSTEM", system))).getFirst();
  }

  private static String named(String name, String value) {
    return "$[?(@.productCharacteristic[?(@.name=='" + name + "' && @.value=='" + value + "')])]";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String characteristic(JsonNode product, String name) {
    return product
        .path("productCharacteristic")
        .valueStream()
        .filter(one -> one.path("name").asString().equals(name))
        .map(one -> one.path("value").asString())
        .findFirst()
        .orElse("");
  }
}

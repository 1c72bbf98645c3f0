// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.api.easyconnect.HttpCaller.Answered;
import org.simplane.catalog.Grant;
import org.simplane.catalog.Product;
import org.simplane.inventory.Subscription;
import org.simplane.operator.Iccid;
import org.simplane.operator.Service;
import org.simplane.operator.Status;
import tools.jackson.databind.JsonNode;

/** Products, orders, top-ups, limits, transfers, extensions and support over HTTP. */
final class OrderIT {

  private static final int SIMS = 130;
  private static final String ONE = "/v1/sims/" + Sims.iccid(1);

  @AutoClose
  private static final House HOUSE =
      House.open(URI.create("http://127.0.0.1:9"), EasyConnectConfig.DEFAULT.withOrderRequests(0));

  private static HttpCaller owner;
  private static long topUp;
  private static long extension;
  private static long card;

  @BeforeAll
  static void deliver() {
    for (int number = 1; number <= SIMS; number++) {
      HOUSE.deliver(Sims.sim(number, Status.ACTIVE));
    }
    owner = HOUSE.ofOwner();
    topUp =
        HOUSE.shop.product(
            HOUSE.administrator(), Product.Kind.TOP_UP, new Grant(500L << 20, 250, 0));
    extension =
        HOUSE.shop.product(HOUSE.administrator(), Product.Kind.EXTENSION, new Grant(0, 0, 12));
    card = HOUSE.shop.product(HOUSE.administrator(), Product.Kind.SIM, new Grant(0, 0, 0));
  }

  @Test
  void oneTopUpAddsDataAndMessagesAndIsAnOrder() {
    Answered answered = owner.post(ONE + "/topup?payment_method=creditcard", "[]");
    assertThat(answered.status()).as(answered.text()).isEqualTo(201);
    assertThat(answered.text()).isEmpty();
    assertThat(answered.header("Location")).matches("http://.*/management-api/v1/orders/[0-9]+");
    assertThat(owner.get(ONE + "/quota/data").json().get("total_volume").intValue())
        .isEqualTo(1_000);
    assertThat(owner.get(ONE + "/quota/sms").json().get("total_volume").intValue()).isEqualTo(500);
    JsonNode order = owner.get(path(answered)).json();
    assertThat(order.get("order_type").asString()).isEqualTo("TOPUP");
    assertThat(order.get("order_status").asString()).isEqualTo("COMPLETED");
    assertThat(order.get("invoice_amount").asString()).isEqualTo("12.10");
    assertThat(order.get("sims").get(0).get("iccid").asString()).isEqualTo(Sims.iccid(1));
    assertThat(order.get("products").get(0).get("product_id").longValue()).isEqualTo(topUp);
  }

  @Test
  void aWrongPaymentMethodIsRefusedInTheContractsWords() {
    Answered answered = owner.post(ONE + "/topup?payment_method=barter", "");
    assertThat(answered.status()).isEqualTo(400);
    assertThat(answered.json().get("message").asString())
        .isEqualTo("Payment method used is not valid.");
  }

  @Test
  void manyAreToppedUpByOneOrderEachOnce() {
    String body =
        IntStream.rangeClosed(2, SIMS - 10)
            .mapToObj(number -> "\"" + Sims.iccid(number) + "\"")
            .toList()
            .toString();
    Answered answered = owner.post("/v1/sims/topup", body);
    assertThat(answered.status()).as(answered.text()).isEqualTo(201);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            owner.get(path(answered)).json().get("order_status").asString().equals("COMPLETED"));
    assertThat(owner.get(path(answered)).json().get("order_type").asString())
        .isEqualTo("BULK_TOPUP");
    for (int number : new int[] {2, 60, SIMS - 10}) {
      assertThat(
              owner
                  .get("/v1/sims/" + Sims.iccid(number) + "/quota/data")
                  .json()
                  .get("total_volume")
                  .intValue())
          .isEqualTo(1_000);
    }
  }

  @Test
  void anUnknownOneAmongManyIsNamed() {
    Answered answered =
        owner.post("/v1/sims/topup", "[\"" + Sims.iccid(1) + "\",\"8988000000000000001\"]");
    assertThat(answered.status()).isEqualTo(404);
    assertThat(answered.json().get("message").asString()).contains("8988000000000000001");
  }

  @Test
  void simsAreOrderedAndWaitForTheAdministrator() {
    Answered answered =
        owner.post(
            "/v1/orders",
            """
            {"products":[{"productId":%d,"quantity":2}],"customer_reference":"Project X",
             "delivery_address":{"salutation":"1","first_name":"A","last_name":"B","zip":"1","city":"C","country":"NL"}}
            """
                .formatted(card));
    assertThat(answered.status()).as(answered.text()).isEqualTo(201);
    JsonNode order = owner.get(path(answered)).json();
    assertThat(order.get("order_status").asString()).isEqualTo("IN_PREPARATION");
    assertThat(order.get("shipping_address").get("country").asString()).isEqualTo("NL");
    long number = order.get("order_number").longValue();
    List<Long> sims = List.of(sim(SIMS).id(), sim(SIMS - 1).id());
    var _ =
        HOUSE
            .shop
            .catalog
            .orders()
            .fulfil(HOUSE.administrator(), number, sims, Optional.empty(), false);
    order = owner.get(path(answered)).json();
    assertThat(order.get("order_status").asString()).isEqualTo("COMPLETED");
    assertThat(order.get("sims").size()).isEqualTo(2);
    assertThat(order.get("invoice_number").asString()).isNotEmpty();
    Answered list = owner.get("/v1/orders?pageSize=50&sort=-order_date");
    assertThat(list.header("X-Count-Per-Page")).isEqualTo("10");
    assertThat(list.json().size()).isBetween(1, 10);
  }

  @Test
  void productsAreShownAsTheContractSays() {
    JsonNode products = owner.get("/v1/products").json();
    JsonNode first = products.get(0);
    assertThat(first.get("minQuantity").intValue()).isEqualTo(1);
    assertThat(first.get("one_time_charges").get(0).get("amount_net").toString()).isEqualTo("10");
    assertThat(first.has("recurring_charges")).isFalse();
  }

  @Test
  void limitsAreChosenAndServiceNamesAreTakenInAnyCase() {
    assertThat(
            owner
                .post(
                    "/v1/sims/limits", "{\"dataLimitId\":1,\"smsMtLimitId\":2,\"smsMoLimitId\":3}")
                .status())
        .isEqualTo(201);
    JsonNode limits = owner.get("/v1/sims/limits").json();
    assertThat(limits.get("data").get("limit").asString()).isEqualTo("16");
    assertThat(limits.get("smsMt").get("id").intValue()).isEqualTo(2);
    for (String service : List.of("data", "smsMO", "smsMo", "SMSMT")) {
      assertThat(owner.get("/v1/sims/" + service + "/limits").json().get("selectableLimits").size())
          .isPositive();
    }
    assertThat(owner.get("/v1/sims/voice/limits").status()).isEqualTo(404);
    assertThat(owner.post("/v1/sims/limits", "{\"dataLimitId\":99}").status()).isEqualTo(400);
  }

  @Test
  void simsGoToAnOrganisationBelowAndToNoStranger() {
    String sim = Sims.iccid(SIMS - 2);
    String body = "{\"target_organisation\":%d,\"iccid_ranges\":[{\"from\":\"%s\",\"to\":\"%s\"}]}";
    assertThat(
            owner
                .post(
                    "/v1/sims/simTransfer",
                    body.formatted(
                        HOUSE.shop.parts.organisations().root("Stranger").id(), sim, sim))
                .status())
        .isEqualTo(404);
    assertThat(owner.post("/v1/sims/simTransfer", body.formatted(below(), sim, sim)).status())
        .isEqualTo(201);
    await().atMost(Duration.ofSeconds(20)).until(() -> sim(SIMS - 2).organisation() == below());
  }

  @Test
  void anExpiredSimCanOnlyBeExtended() {
    Subscription ended = sim(SIMS - 3);
    end(ended, HOUSE.clock().instant().minus(Duration.ofDays(1)));
    String path = "/v1/sims/" + Sims.iccid(SIMS - 3);
    Answered refused = owner.post(path + "/topup", "");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("message").asString())
        .startsWith(
            "The following SIMs are expired and cannot be modified via API. Only extensions are permitted");
    assertThat(
            owner
                .post(
                    "/v1/sims/extension",
                    "{\"iccids\":[\"%s\"],\"productId\":%d}"
                        .formatted(Sims.iccid(SIMS - 3), extension))
                .status())
        .isEqualTo(201);
    assertThat(sim(SIMS - 3).standing().endsAt().orElseThrow())
        .isAfter(HOUSE.clock().instant().plus(Duration.ofDays(360)));
    assertThat(owner.post(path + "/topup", "").status()).isEqualTo(201);
    assertThat(
            owner
                .post("/v1/sims/extension", "{\"iccids\":[\"%s\"]}".formatted(Sims.iccid(SIMS - 3)))
                .status())
        .as("too early for another")
        .isEqualTo(409);
  }

  @Test
  void lowSimsAreToppedUpByThemselvesOncePerCheck() {
    Subscription low = sim(SIMS - 4);
    String list = "{\"enabled\":true,\"iccids\":[\"%s\"]}".formatted(Sims.iccid(SIMS - 4));
    assertThat(owner.post("/v1/sims/autoTopup", list).status()).isEqualTo(201);
    var _ =
        HOUSE
            .shop
            .parts
            .quotas()
            .assign(HOUSE.administrator(), low.id(), Service.DATA, 1_000, 20, Optional.empty());
    HOUSE.shop.low(low.id(), 900);
    HOUSE.clock().forward(Duration.ofHours(5));
    owner = HOUSE.ofOwner(); // the token has expired meanwhile
    var _ = HOUSE.shop.catalog.autoTopUps().check();
    var _ = HOUSE.shop.catalog.autoTopUps().check();
    assertThat(
            HOUSE
                .shop
                .parts
                .quotas()
                .of(HOUSE.administrator().scope(), low.id())
                .getFirst()
                .total())
        .isEqualTo(1_000 + (500L << 20));
    assertThat(
            HOUSE
                .shop
                .catalog
                .autoTopUps()
                .page(HOUSE.administrator().scope(), OptionalLong.empty(), 10)
                .items())
        .extracting(found -> found.iccid())
        .containsExactly(Sims.iccid(SIMS - 4));
  }

  @Test
  void supportRequestsAreStoredAndListed() {
    assertThat(
            owner
                .post(
                    "/v1/support",
                    "{\"replyToMail\":\"a@example.org\",\"senderName\":\"A\",\"subject\":\"No signal\",\"text\":\"Help\"}")
                .status())
        .isEqualTo(201);
    JsonNode listed = owner.get("/v1/support").json();
    assertThat(listed.get(0).get("subject").asString()).isEqualTo("No signal");
    assertThat(listed.get(0).get("status").asString()).isEqualTo("OPEN");
  }

  private static long below() {
    return HOUSE
        .shop
        .parts
        .organisations()
        .page(HOUSE.administrator().scope(), Optional.of(HOUSE.owner()), OptionalLong.empty(), 10)
        .items()
        .getFirst()
        .id();
  }

  private static Subscription sim(int number) {
    return HOUSE
        .shop
        .parts
        .subscriptions()
        .find(HOUSE.administrator().scope(), new Iccid(Sims.iccid(number)))
        .orElseThrow();
  }

  private static void end(Subscription sim, Instant at) {
    HOUSE.shop.end(sim, at);
  }

  private static String path(Answered answered) {
    String location = answered.header("Location");
    return location.substring(location.indexOf("/v1/"));
  }
}

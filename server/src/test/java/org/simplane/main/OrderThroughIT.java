// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.Caller;
import org.simplane.access.IssuedClient;
import org.simplane.access.NewApiClient;
import org.simplane.access.NewOrganisation;
import org.simplane.access.Role;
import org.simplane.catalog.Grant;
import org.simplane.catalog.Order;
import org.simplane.catalog.OrderQuery;
import org.simplane.catalog.Price;
import org.simplane.catalog.Product;
import org.simplane.catalog.ProductDraft;
import org.simplane.catalog.Purchase;
import org.simplane.inventory.ImportOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two Simplanes one above the other: what is ordered at the northern one, the southern one sells.
 */
@Timeout(90)
final class OrderThroughIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private Instance south;
  private Instance north;
  private Caller customer;
  private Product sold;
  private Product offered;

  @BeforeEach
  void start() throws IOException {
    south = Instance.start(folder.resolve("south"), Map.of());
    long own = south.account("own", Map.of());
    var _ =
        south.features.subscriptions.importCsv(
            south.caller,
            own,
            new StringReader(
                """
                iccid,imsi
                8999901000000000011,901440000000001
                8999901000000000029,901440000000002
                8999901000000000037,901440000000003
                """),
            ImportOptions.USUAL);
    sold = south.features.catalog.products().create(south.caller, product(), false);
    long below =
        south
            .features
            .organisations
            .create(south.caller, new NewOrganisation(Optional.empty(), "North", Optional.empty()))
            .id();
    customer = Caller.system("test", south.features.organisations.scopeOf(below));
    IssuedClient client =
        south.features.clients.create(
            customer,
            new NewApiClient(
                Optional.empty(), "north", Set.of(Role.API_ACCESS), Set.of("easyconnect"), true));

    north = Instance.start(folder.resolve("north"), Map.of());
    long account =
        north.account(
            "nce",
            Map.of(
                "url",
                south.url() + "/management-api",
                "username",
                client.client().clientId(),
                "password",
                client.secret()));
    await()
        .atMost(PATIENCE)
        .until(() ->
            !north
                .features
                .catalog
                .operatorProducts()
                .of(north.caller, account)
                .products()
                .isEmpty());
    north
        .features
        .catalog
        .operatorProducts()
        .of(north.caller, account)
        .products()
        .forEach(product -> north.sell(product.id()));
    offered = north.features.catalog.products().onSale(north.caller.scope()).getFirst();
  }

  @AfterEach
  void stop() {
    north.close();
    south.close();
  }

  @Test
  void simsOrderedInTheNorthComeFromTheSouth() {
    assertThat(offered.name()).isEqualTo("Tracker SIM");
    assertThat(offered.said().price().netAmount()).isEqualByComparingTo("9.99");
    Order order = ended(order(2));
    assertThat(order.state()).as("%s", order.reason()).isEqualTo(Order.State.COMPLETED);
    assertThat(sims(order.id()))
        .hasSize(2)
        .allSatisfy(sim ->
            assertThat(north.features.subscriptions.find(north.caller.scope(), sim.subscription()))
                .isPresent());
    List<Order> placed =
        south
            .features
            .catalog
            .orders()
            .page(customer.scope(), new OrderQuery(OrderQuery.Sort.NUMBER, true, 1, 10))
            .orders();
    assertThat(placed).hasSize(1);
    assertThat(order.elsewhere().orElseThrow().number())
        .contains(Long.toString(placed.getFirst().id()));
    assertThat(placed.getFirst().customerReference()).contains("Trackers (" + order.id() + ")");
  }

  @Test
  void whatTheSouthRefusesIsToldInTheNorth() {
    var _ =
        south
            .features
            .catalog
            .products()
            .update(
                south.caller,
                sold.id(),
                was -> was.with(OptionalInt.of(1), was.grant(), was.onSale()),
                OptionalLong.empty(),
                false);
    Order order = ended(order(2));
    assertThat(order.state()).isEqualTo(Order.State.FAILED);
    assertThat(order.reason().orElseThrow()).contains("No more than 1 of Tracker SIM");
    assertThat(sims(order.id())).isEmpty();
  }

  @Test
  void aClientOfEasyConnectInTheNorthOrdersSimsOfTheSouth() throws Exception {
    IssuedClient client = north.client("easyconnect", Role.API_ACCESS);
    String token =
        post(
                "/oauth/token",
                "{\"grant_type\":\"client_credentials\"}",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(
                            (client.client().clientId() + ":" + client.secret())
                                .getBytes(StandardCharsets.UTF_8)))
            .path("access_token")
            .asString();
    String body = "{\"products\":[{\"productId\":%d,\"quantity\":1}]}".formatted(offered.id());
    JsonNode placed = post("/v1/orders", body, "Bearer " + token);
    assertThat(placed.path("order_status").asString()).isEqualTo("IN_PREPARATION");
    String path = "/v1/orders/" + placed.path("order_number").asLong();
    await()
        .atMost(PATIENCE)
        .until(() -> get(path, token).path("order_status").asString().equals("COMPLETED"));
    String iccid = get(path, token).path("sims").path(0).path("iccid").asString();
    assertThat(get("/v1/sims/" + iccid, token).path("iccid").asString()).isEqualTo(iccid);
  }

  private JsonNode get(String path, String token) throws IOException, InterruptedException {
    return send(request(path, "Bearer " + token).GET().build());
  }

  private JsonNode post(String path, String body, String authorization)
      throws IOException, InterruptedException {
    return send(
        request(path, authorization)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String path, String authorization) {
    return HttpRequest.newBuilder(URI.create(north.url() + "/management-api" + path))
        .header("Authorization", authorization);
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s", answer.body()).isBetween(200, 201);
    return JsonMapper.shared().readTree(answer.body());
  }

  private ProductDraft product() {
    return new ProductDraft(
        south.tenant.id(),
        Product.Kind.SIM,
        "Tracker SIM",
        "SIM",
        1,
        1,
        100,
        OptionalInt.empty(),
        0,
        new Price("EUR", 999, 1_209),
        Optional.empty(),
        new Grant(500L << 20, 250, 120),
        OptionalLong.of(south.tenant.id()),
        true);
  }

  private long order(int quantity) {
    return north
        .features
        .catalog
        .orders()
        .place(
            north.caller,
            new Purchase.OfSims(
                List.of(new Purchase.Wanted(offered.id(), quantity)),
                Optional.empty(),
                Optional.empty(),
                Optional.of("Trackers")),
            false)
        .id();
  }

  private Order ended(long id) {
    await().atMost(PATIENCE).until(() -> find(id).state() != Order.State.IN_PREPARATION);
    return find(id);
  }

  private Order find(long id) {
    return north.features.catalog.orders().find(north.caller.scope(), id).orElseThrow();
  }

  private List<Order.Sim> sims(long id) {
    return north
        .features
        .catalog
        .orders()
        .sims(north.caller.scope(), id, OptionalLong.empty(), 100)
        .items();
  }
}

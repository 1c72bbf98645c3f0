// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.access.Credentials;
import org.simplane.access.IssuedClient;
import org.simplane.access.Role;
import org.simplane.inventory.ImportOptions;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Batches over CMO and over TMF622, as large as they may be, on the own network: 2,000 here, or
 * -Dsimplane.large=100000 with -Xmx512m.
 */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LargeBatchIT {

  private static final int SIMS = Integer.getInteger("simplane.large", 2_000);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String ORDERS = "/tmf-api/productOrderingManagement/v4/productOrder";
  private static final int HUGE = 1_000_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private Instance instance;
  private String tasks;
  private String prefix;
  private String cmo;
  private String tmf;

  @BeforeAll
  void start(@TempDir Path folder) {
    instance = Instance.start(folder.resolve("data"), Map.of());
    long account = instance.account("own", Map.of());
    String csv =
        IntStream.range(0, SIMS)
            .mapToObj(LargeBatchIT::iccid)
            .collect(Collectors.joining("\n", "iccid\n", "\n"));
    assertThat(
            instance
                .features
                .subscriptions
                .importCsv(instance.caller, account, new StringReader(csv), ImportOptions.USUAL)
                .added())
        .isEqualTo(SIMS);
    tasks = "/connection-management-orchestrator/v5/" + instance.tenant.tenant();
    cmo = token("cmo");
    tmf = token("tmf");
    String first =
        json(send(cmo, "GET", tasks + "/product?pageSize=1", ""), 200)
            .at("/entities/0/id")
            .asString();
    prefix = first.substring(0, first.indexOf('-') + 1);
  }

  @AfterAll
  void stop() {
    http.close();
    instance.close();
  }

  @Test
  void aBatchIsAcceptedWhileItsClientWaitsAndDoneItemByItem() {
    String products =
        IntStream.range(0, SIMS)
            .mapToObj(number -> '"' + prefix + iccid(number) + '"')
            .collect(Collectors.joining(","));
    long started = System.nanoTime();
    String monitor =
        json(
                send(
                    cmo,
                    "POST",
                    tasks + "/task",
                    "{\"productList\":[" + products + "],\"patch\":" + status("ACTIVE") + "}"),
                202)
            .path("id")
            .asString();
    long accepted = System.nanoTime();
    JsonNode over = awaitOver(tasks + "/monitor/" + monitor + "?pageSize=1", cmo, "/state");
    report("CMO task", started, accepted);
    assertThat(over.at("/state").asString()).as(over.toString()).isEqualTo("Completed");
    assertThat(over.at("/response/body/completed").asInt()).isEqualTo(SIMS);
    long asked = System.nanoTime();
    JsonNode last =
        json(
            send(
                cmo,
                "GET",
                tasks + "/monitor/" + monitor + "?pageSize=10&pageNumber=" + SIMS / 10,
                ""),
            200);
    LoggerFactory.getLogger(getClass()).info("The last page in {} ms", millis(asked));
    assertThat(last.at("/response/body/items")).hasSize(10);
    assertThat(last.at("/response/body/items/9/id").asString()).isEqualTo(prefix + iccid(SIMS - 1));

    order();
  }

  /** After the batch, since both change the same SIMs. */
  private void order() {
    String items =
        IntStream.range(0, SIMS)
            .mapToObj(number ->
                """
                {"id":"%d","action":"modify","product":{"id":"%s","status":"suspended"}}\
                """
                    .formatted(number, prefix + iccid(number)))
            .collect(Collectors.joining(","));
    long started = System.nanoTime();
    HttpResponse<String> placed =
        send(tmf, "POST", ORDERS + "?fields=id", "{\"productOrderItem\":[" + items + "]}");
    long accepted = System.nanoTime();
    String id = json(placed, 201).path("id").asString();
    JsonNode over = awaitOver(ORDERS + "/" + id + "?fields=state", tmf, "/state");
    report("TMF622 order", started, accepted);
    assertThat(over.path("state").asString()).isEqualTo("completed");
    long asked = System.nanoTime();
    JsonNode whole = json(send(tmf, "GET", ORDERS + "/" + id, ""), 200);
    LoggerFactory.getLogger(getClass()).info("The whole order in {} ms", millis(asked));
    assertThat(whole.path("productOrderItem")).hasSize(SIMS);
    assertThat(
            whole
                .path("productOrderItem")
                .valueStream()
                .map(item -> item.path("state").asString())
                .distinct())
        .containsExactly("completed");
    pages();
  }

  /** Two facts that all of them share; the later pages of a long list are not counted anew. */
  private void pages() {
    for (int offset : List.of(0, SIMS / 2, SIMS - 50)) {
      long asked = System.nanoTime();
      HttpResponse<String> page =
          send(
              tmf,
              "GET",
              "/tmf-api/productInventory/v4/product?status=suspended&limit=50&offset=" + offset,
              "");
      LoggerFactory.getLogger(getClass()).info("From {} on in {} ms", offset, millis(asked));
      assertThat(json(page, 206)).hasSize(50);
      assertThat(page.headers().firstValue("X-Total-Count")).contains(Integer.toString(SIMS));
    }
  }

  @Test
  void anItemMadeToBeLargeIsRefusedBeforeItIsATree() {
    String huge = "[" + "[],".repeat(HUGE) + "[]]";
    assertThat(
            json(
                    send(
                        cmo,
                        "POST",
                        tasks + "/task",
                        "{\"productList\":[\"x\"],\"patch\":" + huge + "}"),
                    400)
                .toString())
        .contains("too large");
    assertThat(
            json(
                    send(
                        cmo,
                        "POST",
                        tasks + "/task",
                        "{\"productList\":[" + huge + "],\"patch\":[]}"),
                    400)
                .toString())
        .contains("too large");
    assertThat(
            json(send(tmf, "POST", ORDERS, "{\"productOrderItem\":[{\"id\":" + huge + "}]}"), 400)
                .toString())
        .contains("too large");
  }

  private JsonNode awaitOver(String path, String token, String state) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> json(send(token, "GET", path, ""), 200),
            answer ->
                !Set.of("acknowledged", "inProgress", "InProgress")
                    .contains(answer.at(state).asString()));
  }

  private static void report(String what, long started, long accepted) {
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    LoggerFactory.getLogger(LargeBatchIT.class)
        .info(
            "{} of {}: accepted in {} ms, over in {} ms; most heap so far {} MB of {}",
            what,
            SIMS,
            (accepted - started) / 1_000_000,
            millis(started),
            peak >> 20,
            Runtime.getRuntime().maxMemory() >> 20);
  }

  private static long millis(long since) {
    return (System.nanoTime() - since) / 1_000_000;
  }

  private String token(String dialect) {
    IssuedClient client = instance.client(dialect, Role.API_ACCESS);
    return instance
        .features
        .signedTokens
        .issue(
            new Credentials(client.client().clientId(), client.secret()),
            "http://test",
            Set.of(dialect),
            _ -> Map.of())
        .token();
  }

  private HttpResponse<String> send(String token, String method, String path, String body) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(instance.url() + path))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JsonMapper.shared().readTree(answer.body());
  }

  private static String status(String word) {
    return "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"" + word + "\"}]";
  }

  private static String iccid(int number) {
    return "8999901%012d".formatted(number);
  }
}

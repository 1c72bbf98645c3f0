// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.access.Role;
import org.simplane.notification.Receiver;
import tools.jackson.databind.JsonNode;

/** Webhooks as people set them up and look after them, and what there is to be told of. */
final class WebhookRoutesIT {

  /** A kind where an event is made, and not where an audit entry is. */
  private static final Pattern MADE =
      Pattern.compile("new Outbox\\.Event\\(\\s*[^,]+,\\s*\"([a-z]+\\.[a-z-]+)\"");

  private static V1House house;
  private static Samples samples;
  private static String token;

  @BeforeAll
  static void open() {
    house = new V1House();
    samples = new Samples(house, house.tenant, "8");
    token = house.token(house.tenant, Role.PORTAL_ADMINISTRATOR);
  }

  @AfterAll
  static void close() {
    house.close();
  }

  private static JsonNode made(String body) {
    V1House.Reply reply = house.post(token, "/webhooks", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.json();
  }

  private static String webhook(Receiver receiver, String format, String more) {
    return "{\"description\":\"desk\",\"url\":\"%s\",\"format\":\"%s\"%s}"
        .formatted(receiver.url("/in"), format, more);
  }

  @Test
  void isMadeTriedToldPausedAndTakenAway() {
    try (Receiver receiver = new Receiver()) {
      JsonNode made =
          made(webhook(receiver, "standard", ",\"kinds\":[\"subscription.label-changed\"]"));
      assertThat(made.get("secret").asString()).startsWith("whsec_");
      String path = "/webhooks/" + made.get("id").asString();
      assertThat(house.get(token, path).json().has("secret")).isFalse();
      V1House.Reply ping = house.post(token, path + "/ping", "");
      assertThat(ping.status()).as(ping.text()).isEqualTo(200);
      assertThat(receiver.bodies()).anyMatch(body -> body.contains("\"type\":\"webhook.ping\""));

      String sim = house.ids().show(Ids.Kind.SIM, samples.sims.getFirst().id());
      label(sim, "first");
      await().until(() -> receiver.bodies().stream().anyMatch(body -> body.contains(sim)));
      assertThat(house.get(token, path + "/deliveries").json().get("items")).isNotEmpty();

      assertThat(house.post(token, path + "/pause", "").json().get("state").asString())
          .isEqualTo("PAUSED");
      V1House.Reply gone = house.send(token, "DELETE", path, "");
      assertThat(gone.status()).as(gone.text()).isEqualTo(204);
      assertThat(house.get(token, path).status()).isEqualTo(404);
    }
  }

  private static void label(String sim, String label) {
    V1House.Reply changed =
        house.post(
            token,
            "/changes",
            "{\"sims\":[\"%s\"],\"change\":{\"label\":\"%s\"}}".formatted(sim, label));
    assertThat(changed.status()).as(changed.text()).isBetween(200, 202);
  }

  @Test
  void anOrganisationHasOneCallbackAndTenStreamsOfEasyConnect() {
    try (Receiver receiver = new Receiver()) {
      made(webhook(receiver, "easyconnect.callback", ",\"kinds\":[\"sms.*\"]"));
      V1House.Reply second =
          house.post(
              token,
              "/webhooks",
              webhook(receiver, "easyconnect.callback", ",\"kinds\":[\"sms.received\"]"));
      assertThat(second.status()).isEqualTo(409);
      assertThat(second.json().get("detail").asString()).contains("at most 1");
      for (int i = 0; i < 10; i++) {
        made(
            i % 2 == 0
                ? webhook(receiver, "easyconnect.events", ",\"kinds\":[\"network.event\"]")
                : webhook(receiver, "easyconnect.usage", ",\"kinds\":[\"usage.record\"]"));
      }
      assertThat(
              house
                  .post(
                      token,
                      "/webhooks",
                      webhook(receiver, "easyconnect.usage", ",\"kinds\":[\"usage.record\"]"))
                  .status())
          .isEqualTo(409);
      made(webhook(receiver, "standard", ""));
    }
  }

  @Test
  void listsTheKindsOfEvents() throws IOException {
    Set<String> listed = new TreeSet<>();
    house
        .get(token, "/event-kinds")
        .json()
        .get("items")
        .forEach(item -> listed.add(item.get("kind").asString()));
    assertThat(listed).contains("sms.received", "usage.record", "network.event");
    assertThat(listed).containsAll(made());
  }

  /** As the sources have them. */
  private static Set<String> made() throws IOException {
    Path sources = Path.of("").toAbsolutePath();
    Path root = sources.endsWith("server") ? sources : sources.resolve("server");
    try (Stream<Path> files = Files.walk(root.resolve("src/main/java"))) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".java")).toList();
      Set<String> kinds = new TreeSet<>();
      for (Path file : all) {
        Matcher matcher = MADE.matcher(Files.readString(file));
        kinds.addAll(matcher.results().map(found -> found.group(1)).collect(Collectors.toSet()));
      }
      assertThat(kinds).hasSizeGreaterThan(5);
      return kinds;
    }
  }
}

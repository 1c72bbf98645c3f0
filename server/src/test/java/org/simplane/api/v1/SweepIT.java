// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.access.Credentials;
import org.simplane.access.IssuedClient;
import org.simplane.access.NewApiClient;
import org.simplane.access.Role;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every route, with callers who must not get through. */
final class SweepIT {

  /** Kinds of ids, by the first segment of the path. */
  private static final Map<String, Ids.Kind> KINDS =
      Map.ofEntries(
          Map.entry("products", Ids.Kind.PRODUCT),
          Map.entry("orders", Ids.Kind.ORDER),
          Map.entry("support-requests", Ids.Kind.SUPPORT),
          Map.entry("organisations", Ids.Kind.ORGANISATION),
          Map.entry("users", Ids.Kind.USER),
          Map.entry("clients", Ids.Kind.CLIENT),
          Map.entry("accounts", Ids.Kind.ACCOUNT),
          Map.entry("sims", Ids.Kind.SIM),
          Map.entry("jobs", Ids.Kind.JOB),
          Map.entry("feeds", Ids.Kind.FEED),
          Map.entry("messages", Ids.Kind.MESSAGE),
          Map.entry("webhooks", Ids.Kind.WEBHOOK));

  private static V1House house;
  private static Samples strangers;
  private static String administrator;

  @BeforeAll
  static void start() {
    house = new V1House();
    strangers = new Samples(house, house.stranger, "9");
    administrator = house.token(house.tenant, Role.PORTAL_ADMINISTRATOR);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void aStrangersIdInAParameterIsAnsweredLikeAMadeUpOne() {
    for (String account :
        List.of(strangers.id(Ids.Kind.ACCOUNT), "acc_0000000000000000000000000")) {
      V1House.Reply reply =
          house.send(
              administrator,
              "POST",
              "/sims/import?account=" + account,
              "iccid\n",
              "Content-Type",
              "text/csv");
      assertThat(reply.status()).as(reply.text()).isEqualTo(400);
      assertThat(reply.json().get("detail").asString()).isEqualTo("account: No such account");
    }
  }

  @Test
  void nobodyGetsThroughWithoutAToken() {
    for (Route route : guarded()) {
      for (String token : List.of("", "no-such-token", "0b7a6b1e-0000-4000-8000-000000000000")) {
        V1House.Reply reply = send(route, token, unknown(route));
        assertThat(reply.status()).as(route.toString()).isEqualTo(401);
        assertThat(reply.json().get("type").asString()).isEqualTo("urn:simplane:problem:denied");
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
      }
    }
  }

  @Test
  void nobodyGetsThroughWithoutThePermission() {
    IssuedClient powerless =
        house
            .features
            .clients()
            .create(
                house.system(house.tenant),
                new NewApiClient(
                    Optional.empty(), "powerless", Set.of(), Set.of(V1.DIALECT), true));
    String token =
        house
            .features
            .tokens()
            .issue(
                new Credentials(powerless.client().clientId(), powerless.secret()),
                V1.DIALECT,
                Duration.ofHours(1))
            .token();
    for (Route route : guarded()) {
      if (route.permission().isPresent()) {
        assertThat(send(route, token, unknown(route)).status()).as(route.toString()).isEqualTo(403);
      }
    }
  }

  @Test
  void aStrangersIdIsAnsweredLikeAnUnknownOne() {
    for (Route route : guarded()) {
      if (route.path().contains("{id}")) {
        V1House.Reply theirs = send(route, administrator, strangers.id(kind(route)));
        V1House.Reply unknown = send(route, administrator, unknown(route));
        V1House.Reply garbage = send(route, administrator, "x");
        assertThat(theirs.status()).as("%s: %s", route, theirs.text()).isEqualTo(404);
        assertThat(shape(theirs, strangers.id(kind(route))))
            .isEqualTo(shape(unknown, unknown(route)))
            .isEqualTo(shape(garbage, "x"));
      }
    }
  }

  @Test
  void aStrangersIdInABodyIsRefusedLikeAnUnknownOne() {
    for (String path : List.of("/organisations", "/users", "/clients", "/accounts", "/webhooks")) {
      String field = path.equals("/organisations") ? "parent" : "organisation";
      for (String id :
          List.of(strangers.id(Ids.Kind.ORGANISATION), unknown(Ids.Kind.ORGANISATION), "x")) {
        String body =
            """
            {"%s":"%s","name":"Intruder","username":"intruder","password":"correct horse battery","roles":[],
             "platform":"paper","settings":{"password":"right"},
             "description":"Intruder","url":"https://example.com/"}
            """
                .formatted(field, id);
        V1House.Reply reply = house.post(administrator, path, onlyKnown(path, body));
        assertThat(reply.status()).as("%s %s: %s", path, id, reply.text()).isIn(400, 404);
        assertThat(reply.text()).doesNotContain("\"id\"");
      }
    }
  }

  @Test
  void aStrangersSimCannotBeChanged() {
    for (String id : List.of(strangers.id(Ids.Kind.SIM), unknown(Ids.Kind.SIM), "x")) {
      String change = "{\"sims\":[\"%s\"],\"change\":{\"status\":\"SUSPENDED\"}}".formatted(id);
      V1House.Reply reply = house.post(administrator, "/changes", change);
      assertThat(reply.status()).as(reply.text()).isEqualTo(404);
      assertThat(reply.json().get("detail").asString()).isEqualTo("No SIM '" + id + "'");
    }
    String iccid = strangers.sims.getFirst().businessId();
    assertThat(
            house
                .post(
                    administrator,
                    "/changes",
                    "{\"iccids\":[\"%s\"],\"change\":{\"label\":\"x\"}}".formatted(iccid))
                .status())
        .isEqualTo(404);
    assertThat(house.get(administrator, "/sims?iccid=" + iccid).json().get("items")).isEmpty();
    assertThat(house.get(administrator, "/sims/search?q=" + iccid).json().get("items")).isEmpty();
    assertThat(
            house
                .get(administrator, "/audit?subject=" + strangers.id(Ids.Kind.ACCOUNT))
                .json()
                .get("items"))
        .isEmpty();
    assertThat(house.get(administrator, "/events?limit=1000").text()).doesNotContain(iccid);
  }

  private static List<Route> guarded() {
    return house.dialect.routes().stream().filter(route -> !route.open()).toList();
  }

  private static Ids.Kind kind(Route route) {
    return KINDS.get(route.path().split("/")[1]);
  }

  private static String unknown(Route route) {
    return route.path().contains("{id}") ? unknown(kind(route)) : "";
  }

  private static String unknown(Ids.Kind kind) {
    return house.ids().show(kind, 999_999_999);
  }

  private static V1House.Reply send(Route route, String token, String id) {
    String path =
        route.path().replace("{id}", id).replace("{service}", "DATA").replace("{number}", "1");
    String method = route.method().name();
    return house.send(token, method, path, method.equals("GET") ? "" : body(route), headers(route));
  }

  private static String[] headers(Route route) {
    return route.streams() ? new String[] {"Content-Type", "text/csv"} : new String[0];
  }

  /** One that is right, so that nothing but the caller is wrong. */
  private static String body(Route route) {
    return switch (route.path()) {
      case "/accounts/{id}/rotate-secrets" -> "{\"secrets\":{\"password\":\"right\"}}";
      case "/sims/{id}/quotas/{service}" -> "{\"total\":1}";
      case "/sims/{id}/quotas/{service}/top-up" -> "{\"amount\":1}";
      case "/sims/{id}/messages" -> "{\"text\":\"hello\"}";
      case "/webhooks/{id}/replay" ->
          "{\"from\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-01-02T00:00:00Z\"}";
      case "/feeds/{id}" -> "{\"enabled\":true}";
      default -> "{}";
    };
  }

  /** Of one body for all, what this path knows. */
  private static String onlyKnown(String path, String body) {
    Set<String> known =
        switch (path) {
          case "/organisations" -> Set.of("parent", "name");
          case "/users" -> Set.of("organisation", "username", "password", "roles");
          case "/webhooks" -> Set.of("organisation", "description", "url");
          case "/clients" -> Set.of("organisation", "name", "roles");
          default -> Set.of("organisation", "platform", "name", "settings");
        };
    ObjectNode node = (ObjectNode) JsonMapper.shared().readTree(body);
    return node.retain(known).toString();
  }

  /** What a reply says, but for what differs from request to request. */
  private static String shape(V1House.Reply reply, String id) {
    ObjectNode json = (ObjectNode) reply.json();
    json.remove("correlation");
    return reply.status() + json.toString().replace(id, "ID");
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.access.Credentials;
import org.simplane.access.IssuedClient;
import org.simplane.access.NewApiClient;
import org.simplane.access.NewOrganisation;
import org.simplane.access.Organisations;
import org.simplane.access.Role;
import org.simplane.api.tmf.PublishedDefinition;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionQuery;
import org.simplane.simulator.backend.Backend;
import org.simplane.simulator.backend.BackendConfig;
import org.simplane.simulator.backend.Wire;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.intelsat.IntelsatWire;
import org.simplane.simulator.jasper.JasperWire;
import org.simplane.simulator.tmsp.TmspWire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole Simplane over three simulated platforms: one that changes at once (Control Center), one
 * that takes its time (TMSP), and one of satellite terminals (Intelsat). Holds every answer against
 * the published definition.
 */
final class TmfHouse implements AutoCloseable {

  static final String ORDERS = "/tmf-api/productOrderingManagement/v4";
  static final String RESOURCES = "/tmf-api/resourceInventoryManagement/v4";
  static final String SERVICES = "/tmf-api/ServiceActivationAndConfiguration/v4";
  static final String USAGE = "/tmf-api/usageConsumption/v4";

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<PublishedDefinition> DEFINITIONS = PublishedDefinition.all();

  private final Ledger ledger;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String token;
  final Instance instance;
  final Backend jasper;
  final Backend tmsp;
  final Backend intelsat;

  /**
   * @param size how many subscriptions each platform has
   * @param delay until what the slow platforms accepted takes effect
   */
  TmfHouse(Path folder, int size, Duration delay) throws IOException {
    instance = Instance.start(folder.resolve("data"), Map.of());
    ledger = Ledger.open(folder.resolve("ledger"), Clock.systemUTC());
    jasper = backend(folder, new JasperWire("jasper", "8999907"), size, delay);
    tmsp = backend(folder, new TmspWire(), size, delay);
    intelsat = backend(folder, new IntelsatWire(), size, delay);
    account("jasper", jasper, "/rws/api/v1", "apiKey", Map.of("backend", "JASPER"));
    account("tmsp", tmsp, "", "password", Map.of("partnerId", "4711"));
    account("intelsat", intelsat, "", "password", Map.of());
    token = token(instance.caller, instance.tenant.id(), Role.API_ACCESS);
    await()
        .atMost(PATIENCE)
        .until(() ->
            instance.features.subscriptions.count(scope(), SubscriptionQuery.ALL).count()
                >= 3L * size);
  }

  private Backend backend(Path folder, Wire wire, int size, Duration delay) throws IOException {
    return Backend.start(
        new BackendConfig(folder.resolve(wire.name()), 0, size, delay, "simulator", "simulated", 0),
        wire,
        ledger,
        Clock.systemUTC());
  }

  private void account(
      String platform, Backend backend, String path, String secret, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("url", backend.url() + path);
    settings.put("username", "simulator");
    settings.put(secret, "simulated");
    var _ = instance.account(platform, settings);
  }

  String token() {
    return token;
  }

  Scope scope() {
    return instance.caller.scope();
  }

  /** Of somebody who may do so in an organisation of their own. */
  String strangersToken() {
    long stranger = instance.features.organisations.root("Stranger").id();
    return token(Caller.system("test", Scope.of(stranger)), stranger, Role.API_ACCESS);
  }

  /** Of a new organisation below ours, which has one of our subscriptions from now on. */
  String customersToken(String iccid) {
    Organisations organisations = instance.features.organisations;
    long customer =
        organisations
            .create(
                instance.caller,
                new NewOrganisation(
                    Optional.of(instance.tenant.id()), "Customer of " + iccid, Optional.empty()))
            .id();
    Caller ours = Caller.system("test", organisations.scopeOf(instance.tenant.id()));
    List<Long> moved =
        instance
            .features
            .subscriptions
            .findByBusinessIds(ours.scope(), List.of(iccid))
            .getOrDefault(iccid, List.of())
            .stream()
            .map(Subscription::id)
            .toList();
    assertThat(moved).hasSize(1);
    instance.database.useTransaction(transaction -> {
      var _ = instance.features.subscriptions.move(transaction, ours, moved, customer);
    });
    return token(Caller.system("test", organisations.scopeOf(customer)), customer, Role.API_ACCESS);
  }

  String token(Role role) {
    return token(instance.caller, instance.tenant.id(), role);
  }

  private String token(Caller caller, long organisation, Role role) {
    IssuedClient client =
        instance.features.clients.create(
            caller,
            new NewApiClient(
                Optional.of(organisation), "tmf " + role, Set.of(role), Set.of("tmf"), true));
    return instance
        .features
        .signedTokens
        .issue(
            new Credentials(client.client().clientId(), client.secret()),
            "http://test",
            Set.of("tmf"),
            _ -> Map.of())
        .token();
  }

  /** An answer. */
  record Answered(int status, HttpResponse<byte[]> response) {

    JsonNode json() {
      return JsonMapper.shared().readTree(response.body());
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    Answered is(int expected) {
      assertThat(status).as(text()).isEqualTo(expected);
      return this;
    }
  }

  Answered get(String path) {
    return send("GET", path, "", "application/json", token);
  }

  Answered post(String path, String body) {
    return send("POST", path, body, "application/json", token);
  }

  Answered patch(String path, String body) {
    return send("PATCH", path, body, "application/merge-patch+json", token);
  }

  Answered delete(String path) {
    return send("DELETE", path, "", "", token);
  }

  Answered send(String method, String path, String body, String type, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(instance.url() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      // Of an answer with chosen attributes some that are mandatory are missing.
      if (!path.contains("fields=")) {
        for (PublishedDefinition definition : DEFINITIONS) {
          definition.assertAllows(
              method, path.split("\\?", 2)[0], response.statusCode(), response.body());
        }
      }
      return new Answered(response.statusCode(), response);
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    http.close();
    instance.close();
    jasper.close();
    tmsp.close();
    intelsat.close();
    ledger.close();
  }
}

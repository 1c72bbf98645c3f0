// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.iota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.backend.Life;
import org.simplane.simulator.backend.Records;
import org.simplane.simulator.backend.Tokens;
import org.simplane.simulator.backend.Wire;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.Request;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The REST surfaces of an IoT Accelerator (contracts/jasper-iota.md section B): search with
 * cursors, state changes that are requests, usage of the last eight days, each with a bearer token;
 * and the older portal where requests are followed, with an access token of its own. Hosts differ
 * in life, paths do not, so that one port serves all.
 */
public final class IotaWire implements Wire {

  static final String PORTAL = "/dcpapi/rest/subscriptionManagement/v1";

  private static final String TOKEN = "/iot/api/auth/token";
  private static final String SEARCH = "/iot/api/subscriptions/details";
  private static final String REPORTS = "/iot/api/xdr/reports/";

  /** The example of the vendor's own document. */
  private static final Duration BEARER_LIFE = Duration.ofSeconds(60);

  private static final Duration ACCESS_LIFE = Duration.ofMinutes(30);

  /** Shown when they are asked for. */
  private static final List<String> ADDITIONAL =
      List.of(
          "enterprise",
          "enterpriseName",
          "firstActivatedAt",
          "installationDateAt",
          "label",
          "apns",
          "ips",
          "customFields",
          "subscriptionPackageName",
          "simSpecificationType",
          "monthlyData",
          "monthlySms");

  private final StateChanges changes = new StateChanges();
  private final IotaSoap soap = new IotaSoap(changes);

  @Override
  public String name() {
    return "iota";
  }

  @Override
  public boolean isLogIn(Request request) {
    return request.path().equals(TOKEN) || request.path().equals(PORTAL + "/login");
  }

  @Override
  public Answer logIn(Request request, Tokens tokens) {
    if (request.path().equals(TOKEN)) {
      Map<String, String> form = Forms.read(request.body());
      if (!"password".equals(form.get("grant_type"))
          || !"cm-public-api-client".equals(form.get("client_id"))) {
        return older(400, 4000, "Request validation failed");
      }
      return tokens.isAccount(form.getOrDefault("username", ""), form.getOrDefault("password", ""))
          ? Answers.json(
              200,
              Answers.object()
                  .put("access_token", "jwt." + tokens.issue(BEARER_LIFE))
                  .put("token_type", "JWT")
                  .put("expires_in", BEARER_LIFE.toSeconds()))
          : older(401, 2040, "Invalid credentials");
    }
    ObjectNode body = Answers.body(request.body());
    return tokens.isAccount(body.path("email").asString(""), body.path("password").asString(""))
        ? Answers.json(
            200,
            Answers.object()
                .put("message", "Logged in")
                .put("expirationTime", ACCESS_LIFE.toMillis())
                .put("userId", "kit")
                .put("token", "dcp." + tokens.issue(ACCESS_LIFE)))
        : older(401, 2040, "Invalid credentials");
  }

  /** A token of one surface is none on the other. */
  @Override
  public boolean isAuthentic(Request request, Tokens tokens) {
    if (IotaSoap.isFor(request)) {
      return IotaSoap.isAuthentic(request, tokens);
    }
    String shown =
        request.path().startsWith("/dcpapi/")
            ? request.header("x-access-token").map(token -> "Bearer " + token).orElse("")
            : request.header("authorization").orElse("");
    String kind = request.path().startsWith("/dcpapi/") ? "Bearer dcp." : "Bearer jwt.";
    return shown.startsWith(kind) && tokens.isGood(shown.substring(kind.length()));
  }

  @Override
  public Answer unauthorised(Request request) {
    if (IotaSoap.isFor(request)) {
      return IotaSoap.fault("GenericError", "User name or password is wrong");
    }
    return request.path().startsWith("/dcpapi/")
        ? older(401, 2040, "Invalid credentials")
        : error(401, "Full authentication is required");
  }

  @Override
  public Answer answer(Request request, Records records) {
    if (IotaSoap.isFor(request)) {
      return soap.answer(request, records);
    }
    String path = request.path();
    String what = request.method() + " " + path;
    if (what.equals("GET " + SEARCH)) {
      return list(request, records);
    }
    if (what.equals("POST " + SEARCH)) {
      return found(request, records);
    }
    if (what.equals("POST /iot/api/sica/subscriptions/requests/state-changes")) {
      return changes.ask(Answers.body(request.body()), records, this);
    }
    if (what.startsWith("GET " + PORTAL + "/subscriptions/requests/")) {
      String id = path.substring(path.lastIndexOf('/') + 1);
      return changes
          .state(id, records)
          .map(state -> Answers.json(200, state))
          .orElseGet(() -> older(404, 2020, "No such request"));
    }
    if (what.startsWith("GET " + REPORTS)) {
      return Reports.answer(path.substring(REPORTS.length()), request, records, this);
    }
    if (what.equals("GET /iot/api/subscriptions/locations/cell-global-identities")) {
      return records
          .find(request.parameter("subscriptionId").orElse(""))
          .flatMap(IotaSoap::cell)
          .map(cell -> Answers.json(200, cell))
          .orElseGet(() -> error(404, "No location"));
    }
    return error(404, "No such resource");
  }

  private static Answer list(Request request, Records records) {
    int limit = Answers.number(request, "limit", 100, 1, 10_000);
    String after = request.parameter("cursor").map(Forms::opened).orElse("");
    Optional<String> company =
        request.parameter("q").filter(q -> q.startsWith("company==")).map(q -> q.substring(9));
    // Their keys are the IMSIs.
    List<ObjectNode> found =
        records.after(
            after,
            one -> company.map(one.path("enterprise").asString("")::equals).orElse(true),
            limit + 1);
    ObjectNode body = Answers.object();
    ArrayNode shown = body.putArray("subscriptions");
    found.stream().limit(limit).forEach(one -> shown.add(shown(one, request)));
    if (found.size() > limit) {
      String last = found.get(limit - 1).path("imsi").asString("");
      body.put("next", "/details?limit=" + limit + "&order=IMSI&cursor=" + Forms.sealed(last));
    }
    return Answers.json(200, body.put("size", shown.size()));
  }

  private static Answer found(Request request, Records records) {
    ObjectNode body = Answers.body(request.body());
    String field =
        switch (body.path("identifierType").asString("")) {
          case "IMSI" -> "imsi";
          case "ICC" -> "iccid";
          case "MSISDN" -> "msisdn";
          default -> throw new IllegalArgumentException("identifierType");
        };
    List<String> wanted = new ArrayList<>();
    body.path("identifierValues").forEach(value -> wanted.add(value.asString("")));
    ObjectNode answer = Answers.object();
    ArrayNode shown = answer.putArray("subscriptions");
    if (field.equals("imsi")) {
      wanted.forEach(imsi -> records.find(imsi).ifPresent(one -> shown.add(shown(one, request))));
    } else {
      records
          .all(one -> wanted.contains(one.path(field).asString("")))
          .forEach(one -> shown.add(shown(one, request)));
    }
    return Answers.json(200, answer);
  }

  private static ObjectNode shown(ObjectNode subscription, Request request) {
    ObjectNode shown = subscription.deepCopy();
    shown.remove(List.of("usage", "traffic"));
    if (request.parameter("additionalFields").isEmpty()) {
      shown.remove(ADDITIONAL);
    }
    return shown;
  }

  /** Contract B.4; those of the minute are left out, for it has no limit by the minute. */
  @Override
  public Map<String, String> rateHeaders(int limit, int left) {
    return Map.of(
        "X-RateLimit-Limit-Second", String.valueOf(limit),
        "X-RateLimit-Remaining-Second", String.valueOf(left));
  }

  /** A problem body (RFC 9457), as the newer surfaces have it. */
  @Override
  public Answer error(int status, String message) {
    ObjectNode body =
        Answers.object()
            .put("type", "about:blank")
            .put("title", message)
            .put("status", status)
            .put("detail", message);
    return Answer.of(status, Map.of("Content-Type", "application/problem+json"), body.toString());
  }

  /** The log-ins' and the older surface's. */
  private static Answer older(int status, int code, String message) {
    return Answers.json(
        status,
        Answers.object().put("code", code).put("httpStatus", status).put("message", message));
  }

  @Override
  public ObjectNode first(int number) {
    ObjectNode subscription = blank("99903070%07d".formatted(number));
    String state =
        switch (number % 16) {
          case 3 -> "DEACTIVATED";
          case 6 -> "ACTIVE_NO_BILLING";
          case 9 -> "PAUSE";
          case 11 -> "DEACTIVATED_NO_BILLING";
          case 13 -> number % 32 == 13 ? "TERMINATED" : "OPERATOR_BLOCKED";
          default -> "ACTIVE";
        };
    return subscription
        .put("state", state)
        .put("label", "Meter " + number)
        .put("subscriptionPackageName", number % 4 == 0 ? "IoT Meter 1 GB" : "IoT Meter 100 MB")
        .put("monthlyData", number * 7_368_787L % 900_000_000)
        .put("monthlySms", number % 9);
  }

  @Override
  public String key(ObjectNode subscription) {
    return subscription.path("imsi").asString();
  }

  @Override
  public ObjectNode blank(String key) {
    String tail = key.substring(Math.max(0, key.length() - 7));
    ObjectNode subscription =
        Answers.object()
            .put("imsi", key)
            .put("msisdn", "88299090" + tail)
            .put("iccid", "899991070000" + tail)
            .put("state", "ACTIVE")
            .put("enterprise", "40001234")
            .put("enterpriseName", "Demo Meters")
            .put("organizationId", "1.23.4")
            .put("operatorId", "23203")
            .put("label", "")
            .put("firstActivatedAt", "2025-04-01T08:00:00Z")
            .put("installationDateAt", "2025-03-20T08:00:00Z")
            .put("subscriptionPackageName", "IoT Meter 100 MB")
            .put("simSpecificationType", "MFF2")
            .put("pin1", "0000")
            .put("puk1", "12345678")
            .put("monthlyData", 0)
            .put("monthlySms", 0);
    subscription.putArray("apns").addObject().put("ordinal", 1).put("apn", "meter.example");
    subscription
        .putArray("ips")
        .addObject()
        .put("apnName", "meter.example")
        .put("ip", "10.9.0.1")
        .put("ipVersion", "IPV4");
    subscription
        .putArray("customFields")
        .addObject()
        .put("fieldName", "site")
        .put("fieldValue", "Graz");
    return subscription;
  }

  @Override
  public void age(ObjectNode subscription, Life life) {
    if (subscription.path("state").asString().equals("ACTIVE")) {
      life.use(subscription, "monthlyData", key(subscription), 200_000);
      life.use(subscription, "monthlySms", key(subscription), 0.1);
    }
  }

  @Override
  public ObjectNode onAir(boolean there, Instant now) {
    ObjectNode subscription = Answers.object();
    subscription.putObject("traffic").put("online", there).put("at", now.toString());
    return subscription;
  }

  @Override
  public String distort(Fault fault, String xml) {
    return IotaSoap.distort(fault, xml);
  }

  @Override
  public String statusField() {
    return "state";
  }
}

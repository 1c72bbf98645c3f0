// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.jasper;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.backend.Life;
import org.simplane.simulator.backend.Messages;
import org.simplane.simulator.backend.Records;
import org.simplane.simulator.backend.Tokens;
import org.simplane.simulator.backend.Wire;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Request;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Control Center's REST API v1 (contracts/jasper-iota.md section A): devices searched by time of
 * modification, details, edits, cycle to date usage, sessions, places, short messages, echo; and
 * its pushes. Edits are done at once, or are 202 for a device whose {@code slow} is set.
 */
public final class JasperWire implements Wire {

  private static final List<String> BASE = List.of("rws", "api", "v1");
  private static final Set<String> STATUSES =
      Set.of(
          "TEST_READY",
          "INVENTORY",
          "TRIAL",
          "ACTIVATION_READY",
          "ACTIVATED",
          "DEACTIVATED",
          "RETIRED",
          "PURGED");
  private static final Set<String> SEARCHED =
      Set.of("iccid", "status", "ratePlan", "communicationPlan");
  private static final List<String> EDITABLE =
      List.of("status", "ratePlan", "communicationPlan", "customer", "deviceID", "modemID");
  private static final int LARGEST_PAGE = 50;
  private static final DateTimeFormatter DATES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);

  /** Of those that are in a session from the beginning. */
  private static final String STARTED = "2026-06-01T06:00:00Z";

  private final String name;
  private final String prefix;

  /** Several operators have a Control Center; each has ICCIDs of its own. */
  public JasperWire(String name, String prefix) {
    this.name = name;
    this.prefix = prefix;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isAuthentic(Request request, Tokens tokens) {
    return tokens.isBasic(request);
  }

  /** Without a header there is no error code (live probes). */
  @Override
  public Answer unauthorised(Request request) {
    if (request.header("authorization").isEmpty()) {
      return Answers.json(
          401,
          Answers.object()
              .put("errorMessage", "Full authentication is required to access this resource"));
    }
    return error(401, "Invalid credentials", "10000001");
  }

  @Override
  public Answer answer(Request request, Records records) {
    List<String> path = Arrays.stream(request.path().split("/")).skip(1).toList();
    if (path.size() < 4 || !path.subList(0, 3).equals(BASE)) {
      return error(404, "Invalid apiVersion.", "10000024");
    }
    if (path.get(3).equals("echo")) {
      return Answers.json(200, Answers.object().put("context", path.size() > 4 ? path.get(4) : ""));
    }
    if (path.get(3).equals("smsMessages") && request.method().equals("GET")) {
      return path.size() == 4
          ? JasperSms.search(request, records)
          : JasperSms.details(path.get(4), request, records);
    }
    if (!path.get(3).equals("devices")) {
      return error(404, "No such resource", "10000028");
    }
    if (path.size() == 4) {
      return request.method().equals("GET")
          ? search(request, records)
          : error(405, "Devices are searched here", "10000028");
    }
    String iccid = path.get(4);
    String what = request.method() + (path.size() > 5 ? " " + path.get(5) : "");
    return switch (what) {
      case "GET" -> records.find(iccid).map(JasperWire::details).orElseGet(this::unknown);
      case "PUT" -> edit(iccid, Answers.body(request.body()), records);
      case "GET ctdUsages" -> records.find(iccid).map(JasperWire::usage).orElseGet(this::unknown);
      case "GET sessionInfo" ->
          records.find(iccid).map(JasperWire::session).orElseGet(this::unknown);
      case "GET locationHistory" ->
          records.find(iccid).map(JasperWire::locations).orElseGet(this::unknown);
      case "POST smsMessages" ->
          records
              .find(iccid)
              .map(device -> JasperSms.send(device, request, records))
              .orElseGet(this::unknown);
      default -> error(404, "No such resource", "10000028");
    };
  }

  private Answer search(Request request, Records records) {
    Optional<String> since = request.parameter("modifiedSince");
    if (since.isEmpty()) {
      return error(400, "modifiedSince is required.", "10000028");
    }
    Instant from = OffsetDateTime.parse(since.get()).toInstant();
    int size = Answers.number(request, "pageSize", LARGEST_PAGE, 1, LARGEST_PAGE);
    int page = Answers.number(request, "pageNumber", 1, 1, Integer.MAX_VALUE);
    Optional<Predicate<ObjectNode>> wanted =
        request
            .parameter("status")
            .map(status -> device -> device.path("status").asString().equals(status));
    List<ObjectNode> found = records.changedSince(from, wanted, (page - 1L) * size, size + 1);
    ObjectNode body = Answers.object().put("pageNumber", page);
    ArrayNode devices = body.putArray("devices");
    found.stream().limit(size).forEach(device -> devices.add(device.retain(SEARCHED)));
    return Answers.json(200, body.put("lastPage", found.size() <= size));
  }

  private static Answer details(ObjectNode device) {
    ObjectNode shown = device.deepCopy();
    shown.remove(
        List.of("ctdData", "ctdSms", "ctdVoice", "slow", "sessionStarted", "sessionEnded", "cell"));
    return Answers.json(200, shown);
  }

  private Answer edit(String iccid, ObjectNode body, Records records) {
    Optional<ObjectNode> device = records.find(iccid);
    if (device.isEmpty()) {
      return unknown();
    }
    String before = device.get().path("status").asString();
    if (before.equals("PURGED")) {
      return error(400, "The SIM has been purged.", "10000025");
    }
    ObjectNode set = Answers.object();
    List<Effect> effects = new ArrayList<>();
    for (String field : EDITABLE) {
      if (body.has(field)) {
        String wanted = body.path(field).asString("");
        if (field.equals("status") && !STATUSES.contains(wanted)) {
          return error(400, "Invalid SIM status.", "10000026");
        }
        set.put(field, wanted);
        effects.add(new Effect(iccid, field, device.get().path(field).asString(""), wanted));
      }
    }
    if (set.isEmpty()) {
      return error(400, "Nothing to edit.", "10000028");
    }
    boolean slow = device.get().path("slow").asBoolean(false);
    if (slow) {
      records.accept(iccid, set, Optional.empty());
    } else {
      records.change(iccid, fields -> fields.setAll(set));
    }
    return Answers.json(
        slow ? 202 : 200, Answers.object().put("iccid", iccid), effects.toArray(Effect[]::new));
  }

  private static Answer usage(ObjectNode device) {
    ObjectNode body = device.deepCopy().retain(SEARCHED);
    return Answers.json(
        200,
        body.put("imsi", device.path("imsi").asString(""))
            .put("ctdDataUsage", device.path("ctdData").asLong(0))
            .put("ctdSMSUsage", device.path("ctdSms").asLong(0))
            .put("ctdVoiceUsage", device.path("ctdVoice").asLong(0))
            .put("ctdSessionCount", 1)
            .put("overageLimitReached", false)
            .put("overageLimitOverride", "DEFAULT"));
  }

  /** No field but these four: a known client refuses others (contract A.10). */
  private static Answer session(ObjectNode device) {
    ObjectNode body = Answers.object().put("iccid", device.path("iccid").asString());
    body.set("ipAddress", device.path("fixedIPAddress"));
    for (String field : List.of("Started", "Ended")) {
      String at = device.path("session" + field).asString("");
      if (at.isEmpty()) {
        body.putNull("dateSession" + field);
      } else {
        body.put("dateSession" + field, date(Instant.parse(at)));
      }
    }
    return Answers.json(200, body);
  }

  /** The cell of the present session alone. */
  private static Answer locations(ObjectNode device) {
    ObjectNode body = Answers.object().put("pageNumber", 1).put("lastPage", true);
    ArrayNode found = body.putArray("simLocations");
    if (device.path("cell").isObject()) {
      found.add(device.path("cell"));
    }
    return Answers.json(200, body);
  }

  static boolean isInSession(ObjectNode device) {
    return !device.path("sessionStarted").asString("").isEmpty()
        && device.path("sessionEnded").asString("").isEmpty();
  }

  static String date(Instant at) {
    return DATES.format(at);
  }

  @Override
  public ObjectNode onAir(boolean there, Instant now) {
    if (!there) {
      return Answers.object().put("sessionEnded", now.toString());
    }
    ObjectNode device =
        Answers.object().put("sessionStarted", now.toString()).put("sessionEnded", "");
    device
        .putObject("cell")
        .put("date", date(now))
        .put("cellId", "20031")
        .put("cellLac", "1201")
        .put("servingMcc", "310")
        .put("servingMnc", "260");
    return device;
  }

  @Override
  public ObjectNode message(String text) {
    return JasperSms.kept(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean isTelling() {
    return true;
  }

  @Override
  public List<ObjectNode> tells(ObjectNode before, ObjectNode after, Instant now) {
    return JasperEvents.of(before, after, now);
  }

  @Override
  public List<ObjectNode> tells(ObjectNode subscription, Messages.Message received) {
    return List.of(JasperEvents.of(subscription, received));
  }

  @Override
  public Told push(ObjectNode event, String secret) {
    return JasperEvents.written(event, secret);
  }

  private Answer unknown() {
    return error(404, "Resource not found - Invalid ICCID", "20000001");
  }

  @Override
  public Answer error(int status, String message) {
    return error(status, message, status >= 500 ? "30000001" : "10000023");
  }

  static Answer error(int status, String message, String code) {
    return Answers.json(
        status, Answers.object().put("errorMessage", message).put("errorCode", code));
  }

  @Override
  public ObjectNode first(int number) {
    ObjectNode device = blank(prefix + "%012d".formatted(number));
    String status =
        switch (number % 14) {
          case 2 -> "DEACTIVATED";
          case 5 -> "INVENTORY";
          case 7 -> "ACTIVATION_READY";
          case 9 -> "TEST_READY";
          case 11 -> "RETIRED";
          case 13 -> number % 28 == 13 ? "PURGED" : "TRIAL";
          default -> "ACTIVATED";
        };
    return device
        .put("status", status)
        .put("deviceID", "Asset " + number)
        .put("sessionStarted", number % 3 == 0 || !status.equals("ACTIVATED") ? "" : STARTED)
        .put("ratePlan", number % 4 == 0 ? "Global 5 GB" : "Global 1 GB")
        .put("communicationPlan", number % 5 == 0 ? "Data LTE" : "Data LTE SMS")
        .put("fixedIPAddress", "100.101.%d.%d".formatted(number / 250 % 250, number % 250 + 1))
        .put("ctdData", number * 15_485_863L % 2_000_000_000)
        .put("ctdSms", number % 12)
        .put("ctdVoice", 0);
  }

  @Override
  public String key(ObjectNode subscription) {
    return subscription.path("iccid").asString();
  }

  @Override
  public ObjectNode blank(String key) {
    String tail = key.substring(Math.max(0, key.length() - 8));
    return Answers.object()
        .put("iccid", key)
        .put("imsi", "9990306" + tail)
        .put("msisdn", "8829908" + tail)
        .put("imei", "")
        .put("status", "ACTIVATED")
        .put("ratePlan", "Global 1 GB")
        .put("communicationPlan", "Data LTE SMS")
        .put("customer", "Demo Rentals")
        .putNull("endConsumerId")
        .put("dateActivated", "2025-02-10 09:00:00.000+0000")
        .put("dateAdded", "2025-01-10 09:00:00.000+0000")
        .put("dateUpdated", "2025-02-10 09:00:00.000+0000")
        .put("accountId", "100020620")
        .put("fixedIPAddress", "100.101.0.1")
        .put("accountCustom1", "")
        .putNull("simNotes")
        .putNull("deviceID")
        .put("modemID", "")
        .put("globalSimType", "");
  }

  @Override
  public void age(ObjectNode device, Life life) {
    if (Set.of("ACTIVATED", "TEST_READY").contains(device.path("status").asString())) {
      life.use(device, "ctdData", key(device), 3_000_000);
      life.use(device, "ctdSms", key(device), 0.3);
    }
  }

  @Override
  public String statusField() {
    return "status";
  }
}

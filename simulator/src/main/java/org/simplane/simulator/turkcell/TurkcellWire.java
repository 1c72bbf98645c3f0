// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.turkcell;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.simplane.simulator.backend.Answers;
import org.simplane.simulator.backend.Life;
import org.simplane.simulator.backend.Records;
import org.simplane.simulator.backend.Resource;
import org.simplane.simulator.backend.Tokens;
import org.simplane.simulator.backend.Wire;
import org.simplane.simulator.control.Answer;
import org.simplane.simulator.control.Effect;
import org.simplane.simulator.control.Request;
import tools.jackson.databind.node.ObjectNode;

/**
 * The assumed API of Turkcell: Basic log-in, {@code /m2m/v1/lines[/{simNumber}[/barring|/usage]]}.
 * A line has a contract status and five barring flags; flags are set at once.
 */
public final class TurkcellWire implements Wire {

  private static final List<String> FLAGS =
      List.of("inSms", "outSms", "inCalls", "outCalls", "data");

  @Override
  public String name() {
    return "turkcell";
  }

  @Override
  public boolean isAuthentic(Request request, Tokens tokens) {
    return tokens.isBasic(request);
  }

  @Override
  public Answer answer(Request request, Records records) {
    Resource asked = Resource.of(request, "/m2m/v1");
    String line = asked.id();
    return switch (asked.what()) {
      case "GET lines" -> list(request, records);
      case "GET lines/*" ->
          records.find(line).map(found -> Answers.json(200, found)).orElseGet(this::unknown);
      case "PUT lines/*/barring" -> bar(line, Answers.body(request.body()), records);
      case "GET lines/*/usage" ->
          records.find(line).map(found -> usage(found, records)).orElseGet(this::unknown);
      default -> error(404, "No such resource");
    };
  }

  private static Answer list(Request request, Records records) {
    int page = Answers.number(request, "page", 1, 1, Integer.MAX_VALUE);
    int size = Answers.number(request, "pageSize", 50, 1, 100);
    ObjectNode body = Answers.object().put("total", records.size());
    body.set("lines", Answers.array(records.page((page - 1L) * size, size)));
    return Answers.json(200, body);
  }

  private Answer bar(String line, ObjectNode body, Records records) {
    Optional<ObjectNode> found = records.find(line);
    if (found.isEmpty()) {
      return unknown();
    }
    if (found.get().path("contractStatus").asString().equals("d")) {
      return error(409, "The contract has ended");
    }
    ObjectNode flags = (ObjectNode) found.get().path("barring");
    String before = flags.toString();
    for (String flag : FLAGS) {
      String wanted = body.path(flag).asString(flags.path(flag).asString());
      if (!wanted.equals("Y") && !wanted.equals("N")) {
        return error(400, flag + " is Y or N");
      }
      flags.put(flag, wanted);
    }
    records.change(line, fields -> fields.set("barring", flags));
    return Answers.json(
        200,
        records.find(line).orElseThrow(),
        new Effect(line, "barring", before, flags.toString()));
  }

  private static Answer usage(ObjectNode line, Records records) {
    ZonedDateTime month =
        records.now().atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
    return Answers.json(
        200,
        Answers.object()
            .put("from", month.toInstant().toString())
            .put("until", month.plusMonths(1).toInstant().toString())
            .put("dataMb", line.path("usedMb").asDouble(0))
            .put("sms", line.path("usedSms").asLong(0))
            .put("voiceSeconds", 0));
  }

  private Answer unknown() {
    return error(404, "No such line");
  }

  @Override
  public Answer error(int status, String message) {
    return Answers.json(status, Answers.object().put("message", message));
  }

  @Override
  public ObjectNode first(int number) {
    ObjectNode line = blank("89999103%011d".formatted(number));
    if (number % 15 == 14) {
      line.put("contractStatus", "d");
    }
    if (number % 9 == 4) {
      // Some are barred for one service alone.
      ((ObjectNode) line.path("barring")).put(FLAGS.get(number % FLAGS.size()), "Y");
    }
    return line.put("description", "Terminal " + number)
        .put("tariff", number % 5 == 0 ? "POS 500" : "POS 100")
        .put("ip", "100.98.%d.%d".formatted(number / 250, number % 250 + 1))
        .put("usedMb", number * 31 % 400 + 0.5)
        .put("usedSms", number % 4);
  }

  @Override
  public String key(ObjectNode subscription) {
    return subscription.path("simNumber").asString();
  }

  @Override
  public ObjectNode blank(String key) {
    String tail = key.substring(Math.max(0, key.length() - 8));
    ObjectNode line =
        Answers.object()
            .put("simNumber", key)
            .put("imsi", "9990303" + tail)
            .put("msisdn", "8829905" + tail)
            .put("contractStatus", "a")
            .put("contractStart", "2025-03-01T00:00:00Z")
            .put("ip", "100.98.0.1")
            .put("tariff", "POS 100")
            .put("contractOwner", "Demo Retail")
            .put("operator", "Turkcell")
            .put("technologies", "2G")
            .put("apn", "pos.example");
    ObjectNode flags = line.putObject("barring");
    FLAGS.forEach(flag -> flags.put(flag, "N"));
    return line;
  }

  @Override
  public void age(ObjectNode line, Life life) {
    if (line.path("contractStatus").asString().equals("a")
        && line.at("/barring/data").asString().equals("N")) {
      life.use(line, "usedMb", key(line), 2);
      life.use(line, "usedSms", key(line), 0.2);
    }
  }

  @Override
  public String statusField() {
    return "contractStatus";
  }
}

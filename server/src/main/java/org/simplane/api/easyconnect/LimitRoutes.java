// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Permission;
import org.simplane.usage.Measure;
import org.simplane.usage.MonthlyLimit;
import org.simplane.usage.MonthlyLimits;

/** {@code /v1/sims/limits} and {@code /v1/sims/{service}/limits}. */
final class LimitRoutes {

  private static final int LARGEST_BODY = 64 * 1024;
  private static final String UNLIMITED = "unlimited";

  /** The dialect's words. */
  private static final Map<String, Measure> MEASURES = measures();

  private final MonthlyLimits limits;

  LimitRoutes(MonthlyLimits limits) {
    this.limits = limits;
  }

  private static Map<String, Measure> measures() {
    Map<String, Measure> measures = new LinkedHashMap<>();
    measures.put("data", Measure.DATA);
    measures.put("smsMt", Measure.SMS_MT);
    measures.put("smsMo", Measure.SMS_MO);
    return measures;
  }

  /** One limit; without an id where it is none of those to choose. */
  record Wire(@Nullable Integer id, String limit, String unit) {}

  void all(Context context, Caller caller) {
    caller.require(Permission.READ_USAGE);
    Answer.json(context, 200, wire(caller));
  }

  void choose(Context context, Caller caller) {
    caller.require(Permission.CHANGE_QUOTAS);
    JsonBody body = JsonBody.of(context, LARGEST_BODY);
    Map<Measure, Integer> wanted = new EnumMap<>(Measure.class);
    MEASURES.forEach((word, measure) ->
        body.whole(word + "LimitId").ifPresent(id -> wanted.put(measure, small(word, id))));
    if (wanted.isEmpty()) {
      throw JsonBody.invalid(
          "", "at least one of dataLimitId, smsMtLimitId and smsMoLimitId is expected");
    }
    var _ = limits.choose(caller, wanted, false);
    Answer.empty(context, 201);
  }

  private static int small(String word, long id) {
    if (id < 0 || id > Integer.MAX_VALUE) {
      throw JsonBody.invalid(word + "LimitId", "there is no limit " + id + " to choose");
    }
    return (int) id;
  }

  /** The limits, and what may be chosen for one service. */
  void selectable(Context context, Caller caller) {
    caller.require(Permission.READ_USAGE);
    String service = context.pathParam("service").toLowerCase(Locale.ROOT);
    Measure measure =
        MEASURES.entrySet().stream()
            .filter(word -> word.getKey().toLowerCase(Locale.ROOT).equals(service))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(() ->
                new Refusal(
                    404, "There is no service '" + service + "'; there are data, smsMT, smsMO"));
    Map<String, Object> wire = wire(caller);
    wire.put("selectableLimits", selectable(measure));
    Answer.json(context, 200, wire);
  }

  private List<Map<String, Object>> selectable(Measure measure) {
    return limits.choices().stream()
        .filter(choice -> choice.measure() == measure)
        .map(choice -> {
          Map<String, Object> shown = new LinkedHashMap<>();
          shown.put("id", choice.id());
          shown.put(
              "description",
              choice.amount().isEmpty()
                  ? UNLIMITED
                  : amount(measure, choice.amount()) + " " + unit(measure));
          return shown;
        })
        .toList();
  }

  private Map<String, Object> wire(Caller caller) {
    Map<Measure, MonthlyLimit> present = limits.of(caller.scope());
    Map<String, Object> wire = new LinkedHashMap<>();
    MEASURES.forEach((word, measure) -> {
      MonthlyLimit limit = present.get(measure);
      if (limit != null) {
        boolean none = limit.amount().isEmpty();
        wire.put(
            word,
            new Wire(
                none
                    ? Integer.valueOf(0)
                    : limit.choice().isPresent()
                        ? Integer.valueOf(limit.choice().getAsInt())
                        : null,
                none ? UNLIMITED : amount(measure, limit.amount()),
                unit(measure)));
      }
    });
    return wire;
  }

  private static String unit(Measure measure) {
    return measure == Measure.DATA ? "MB" : "SMS";
  }

  private static String amount(Measure measure, OptionalLong amount) {
    return measure == Measure.DATA
        ? Megabytes.text(amount.orElse(0))
        : Long.toString(amount.orElse(0));
  }
}

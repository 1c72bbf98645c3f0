// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.Limits;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Outcome;

/** The organisation's monthly limits: {@code /v1/sims/limits} (contract section 5). */
final class NceLimits implements Limits {

  private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(KB|MB|GB|SMS)?.*");

  private final NceClient client;

  NceLimits(NceClient client) {
    this.client = client;
  }

  /** A limit on the wire: {@code {"id":1,"limit":"16","unit":"MB"}}. */
  record LimitWire(@Nullable Integer id, @Nullable String limit, @Nullable String unit) {}

  /** The three of them; the fields are not in snake case. */
  record LimitsWire(
      @Nullable LimitWire data,
      @JsonProperty("smsMt") @Nullable LimitWire smsMt,
      @JsonProperty("smsMo") @Nullable LimitWire smsMo,
      @JsonProperty("selectableLimits") @Nullable List<ChoiceWire> selectableLimits) {}

  /** What may be chosen, which T-Mobile's answer shows and 1NCE's document does not. */
  record ChoiceWire(@Nullable Integer id, @Nullable String description) {}

  @Override
  public List<Choice> choices(Measure measure) throws OperatorException {
    LimitsWire wire = client.get("/v1/sims/" + service(measure) + "/limits", LimitsWire.class);
    List<Choice> choices = new ArrayList<>();
    for (ChoiceWire choice :
        wire.selectableLimits() == null ? List.<ChoiceWire>of() : wire.selectableLimits()) {
      if (choice.id() != null) {
        choices.add(
            new Choice(
                String.valueOf(choice.id()),
                amount(measure, String.valueOf(choice.description()))));
      }
    }
    return choices;
  }

  @Override
  public Map<Measure, Choice> present() throws OperatorException {
    LimitsWire wire = client.get("/v1/sims/limits", LimitsWire.class);
    Map<Measure, Choice> present = new EnumMap<>(Measure.class);
    put(present, Measure.DATA, wire.data());
    put(present, Measure.SMS_MT, wire.smsMt());
    put(present, Measure.SMS_MO, wire.smsMo());
    return present;
  }

  @Override
  public Outcome<Map<Measure, String>> choose(Map<Measure, String> choices) {
    Map<String, Object> body = new LinkedHashMap<>();
    for (Map.Entry<Measure, String> choice : choices.entrySet()) {
      if (!choice.getValue().matches("\\d{1,9}")) {
        return new Outcome.Refused<>(
            new OperatorException(Kind.REJECTED, "Not a limit of 1NCE: " + choice.getValue()));
      }
      String name =
          switch (choice.getKey()) {
            case DATA -> "dataLimitId";
            case SMS_MT -> "smsMtLimitId";
            case SMS_MO -> "smsMoLimitId";
          };
      body.put(name, Integer.valueOf(choice.getValue()));
    }
    return client.create("POST", "/v1/sims/limits", body, _ -> Map.copyOf(choices));
  }

  private static void put(
      Map<Measure, Choice> present, Measure measure, @Nullable LimitWire limit) {
    if (limit != null && limit.id() != null) {
      String text = limit.limit() + " " + (limit.unit() == null ? "" : limit.unit());
      present.put(measure, new Choice(String.valueOf(limit.id()), amount(measure, text)));
    }
  }

  private static Optional<Long> amount(Measure measure, String text) {
    Matcher amount = AMOUNT.matcher(text.strip());
    if (!amount.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(amount.group(1));
    if (measure != Measure.DATA) {
      return Optional.of(number.longValue());
    }
    BigDecimal unit =
        switch (String.valueOf(amount.group(2))) {
          case "KB" -> BigDecimal.valueOf(1024);
          case "GB" -> UsageWire.MEGABYTE.multiply(BigDecimal.valueOf(1024));
          default -> UsageWire.MEGABYTE;
        };
    return Optional.of(number.multiply(unit).longValue());
  }

  private static String service(Measure measure) {
    return switch (measure) {
      case DATA -> "data";
      case SMS_MT -> "smsMT";
      case SMS_MO -> "smsMO";
    };
  }
}

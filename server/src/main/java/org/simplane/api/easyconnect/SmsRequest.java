// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.messaging.Alphabet;
import org.simplane.messaging.NewMessage;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessageSource;
import tools.jackson.databind.JsonNode;

/** Reads the body of {@code POST .../sims/{iccid}/sms} as clients write it. */
final class SmsRequest {

  private static final int LAST_CODING = 255;
  private static final int CODING_BITS = 0x0c;
  private static final int EIGHT_BIT = 4;
  private static final int UCS_2 = 8;

  /** What one client sends, having taken it from an example. */
  private static final String EXAMPLE = "string";

  private SmsRequest() {}

  static NewMessage of(JsonNode body) {
    return of(body, true);
  }

  /** Version 2 says what {@code udh} looks like, so nothing else is let pass. */
  static NewMessage ofV2(JsonNode body) {
    return of(body, false);
  }

  private static NewMessage of(JsonNode body, boolean example) {
    if (!body.isObject()) {
      throw invalid("", "a JSON object is expected");
    }
    String payload = text(body, "payload");
    if (payload.isEmpty()) {
      throw invalid("payload", "is missing or empty");
    }
    return new NewMessage(source(body), content(body, payload, example), expiry(body));
  }

  private static MessageContent content(JsonNode body, String payload, boolean example) {
    String given = text(body, "udh");
    String udh = example && given.equals(EXAMPLE) ? "" : given.toUpperCase(Locale.ROOT);
    if (!udh.matches("([0-9A-F]{2})*")) {
      throw invalid("udh", "is not hex, two digits an octet");
    }
    MessageCoding coding = coding(text(body, "dcs"), payload);
    if (coding == MessageCoding.EIGHT_BIT) {
      if (!payload.matches("([0-9A-Fa-f]{2})*")) {
        throw invalid("payload", "with dcs 4 is hex, two digits an octet");
      }
      return new MessageContent(coding, payload.toUpperCase(Locale.ROOT), udh);
    }
    return new MessageContent(coding, payload, udh);
  }

  /** Not given, the text decides. */
  private static MessageCoding coding(String dcs, String payload) {
    if (dcs.isEmpty()) {
      return Alphabet.coding(payload);
    }
    if (!dcs.matches("[0-9]{1,3}") || Integer.parseInt(dcs) > LAST_CODING) {
      throw invalid("dcs", "0, 4 or 8 is expected");
    }
    return switch (Integer.parseInt(dcs) & CODING_BITS) {
      case 0 -> MessageCoding.GSM_7;
      case EIGHT_BIT -> MessageCoding.EIGHT_BIT;
      case UCS_2 -> MessageCoding.UCS_2;
      default -> throw invalid("dcs", "0, 4 or 8 is expected");
    };
  }

  private static MessageSource source(JsonNode body) {
    MessageSource guessed = NewMessage.source(text(body, "source_address"));
    JsonNode type = body.path("source_address_type");
    JsonNode id = type.isObject() ? type.path("id") : type;
    if (id.isMissingNode() || id.isNull() || id.asString("").isEmpty()) {
      return guessed;
    }
    return new MessageSource(
        guessed.address(),
        switch (id.asString("")) {
          case "145" -> MessageSource.Kind.INTERNATIONAL;
          case "161" -> MessageSource.Kind.NATIONAL;
          case "208" -> MessageSource.Kind.ALPHANUMERIC;
          default -> throw invalid("source_address_type", "145, 161 or 208 is expected");
        });
  }

  private static Optional<Instant> expiry(JsonNode body) {
    String text = text(body, "expiry_date");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Dates.time(text)
            .orElseThrow(() ->
                invalid("expiry_date", "a time such as 2018-03-14T16:10:29.000+0000 is expected")));
  }

  /** A string or a number; empty where it is not given. */
  private static String text(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isString() && !value.isIntegralNumber()) {
      throw invalid(field, "a string is expected");
    }
    return value.asString("");
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}

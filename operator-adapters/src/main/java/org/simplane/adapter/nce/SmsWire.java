// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessageState;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.OperatorMessage;

/** SmsData of the contract, section 6: what of it the core keeps. */
record SmsWire(
    @Nullable Long id,
    @Nullable String submitDate,
    @Nullable String finalDate,
    @Nullable String deliveryDate,
    @Nullable String sourceAddress,
    @Nullable String destAddress,
    @Nullable Integer dcs,
    @Nullable String udh,
    @Nullable String payload,
    @Nullable Named status,
    @Nullable Named smsType) {

  /** Something with a number and a word. */
  record Named(@Nullable Integer id, @Nullable String description) {}

  private static final int MOBILE_ORIGINATED = 2;

  OperatorMessage message() throws OperatorException {
    if (id == null || submitDate == null) {
      throw new OperatorException(Kind.MALFORMED_REPLY, "1NCE showed an SMS without id or date");
    }
    return new OperatorMessage(
        String.valueOf(id),
        smsType != null && smsType.id() != null && smsType.id() == MOBILE_ORIGINATED,
        status == null ? MessageState.BUFFERED : state(String.valueOf(status.description())),
        content(dcs == null ? 0 : dcs, text(payload), text(udh)),
        text(sourceAddress),
        text(destAddress),
        NceDates.read(submitDate)
            .orElseThrow(() ->
                new OperatorException(Kind.MALFORMED_REPLY, "1NCE showed an SMS without a date")),
        Optional.ofNullable(finalDate != null ? finalDate : deliveryDate).flatMap(NceDates::read),
        Udh.part(text(udh)));
  }

  /** Numbers and words of several sources agree on these (contract section 6). */
  static MessageState state(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "DELIVERED" -> MessageState.DELIVERED;
      case "FAILED" -> MessageState.FAILED;
      case "EXPIRED" -> MessageState.EXPIRED;
      case "CANCELED", "CANCELLED" -> MessageState.CANCELLED;
      default -> MessageState.BUFFERED;
    };
  }

  /** What cannot be octets is taken as text: a message is never lost for its form. */
  static MessageContent content(int dcs, String payload, String udh) {
    String header = udh.matches("([0-9a-fA-F]{2})*") ? udh.toUpperCase(Locale.ROOT) : "";
    boolean octets = dcs == 4 && payload.matches("([0-9a-fA-F]{2})*");
    MessageCoding coding =
        octets ? MessageCoding.EIGHT_BIT : dcs == 8 ? MessageCoding.UCS_2 : MessageCoding.GSM_7;
    return new MessageContent(coding, octets ? payload.toUpperCase(Locale.ROOT) : payload, header);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}

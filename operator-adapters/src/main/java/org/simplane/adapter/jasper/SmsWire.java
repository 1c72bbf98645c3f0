// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessageState;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.OperatorMessage;

/** {@code GET /smsMessages/{smsMsgId}} (contract A.6). */
record SmsWire(
    @Nullable String smsMsgId,
    @Nullable String status,
    @Nullable String messageText,
    @Nullable String sentTo,
    @Nullable String sentFrom,
    @Nullable String msgType,
    @Nullable String dateSent,
    @Nullable String dateReceived,
    @Nullable String dateModified) {

  private static final String FROM_DEVICE = "mo-";

  /** Of what a device sent, the text is the same in a list and in a push; the ids are not. */
  static String idFromDevice(String iccid, Instant at, String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  (iccid + " " + at.getEpochSecond() + " " + text)
                      .getBytes(StandardCharsets.UTF_8));
      return FROM_DEVICE
          + Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  static boolean isIdFromDevice(String id) {
    return id.startsWith(FROM_DEVICE);
  }

  /** Control Center has no coding in its answer: what cannot be a text is octets. */
  boolean isText() {
    return text(messageText)
        .chars()
        .noneMatch(c -> c == 0xFFFD || (c < ' ' && c != '\n' && c != '\r' && c != '\t'));
  }

  OperatorMessage message(String iccid) throws OperatorException {
    return message(iccid, new MessageContent(coding(), text(messageText), ""));
  }

  /** The same of one whose text was asked for in Base64. */
  OperatorMessage messageOfOctets(String iccid) throws OperatorException {
    try {
      byte[] octets = Base64.getDecoder().decode(text(messageText));
      return message(
          iccid,
          new MessageContent(
              MessageCoding.EIGHT_BIT, HexFormat.of().withUpperCase().formatHex(octets), ""));
    } catch (IllegalArgumentException e) {
      throw new OperatorException(
          Kind.MALFORMED_REPLY, "Control Center showed an SMS that is not Base64", e);
    }
  }

  private OperatorMessage message(String iccid, MessageContent content) throws OperatorException {
    boolean fromDevice = "MO".equals(msgType);
    MessageState state = state(text(status));
    Optional<Instant> received = date(dateReceived);
    Instant submitted =
        (fromDevice ? received.or(() -> date(dateSent)) : date(dateSent))
            .orElseThrow(() ->
                new OperatorException(
                    Kind.MALFORMED_REPLY, "Control Center showed an SMS without a date"));
    return new OperatorMessage(
        fromDevice ? idFromDevice(iccid, submitted, content.payload()) : text(smsMsgId),
        fromDevice,
        state,
        content,
        text(sentFrom),
        text(sentTo),
        submitted,
        state.isFinal() ? received.or(() -> date(dateModified)) : Optional.empty(),
        Optional.empty());
  }

  private MessageCoding coding() {
    return text(messageText).chars().allMatch(c -> c < 0x100)
        ? MessageCoding.GSM_7
        : MessageCoding.UCS_2;
  }

  /** A cancellation that is under way, or failed, may still end as a delivery. */
  static MessageState state(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "DELIVERED", "RECEIVED" -> MessageState.DELIVERED;
      case "FAILED" -> MessageState.FAILED;
      case "CANCELLED" -> MessageState.CANCELLED;
      default -> MessageState.BUFFERED;
    };
  }

  private static Optional<Instant> date(@Nullable String text) {
    return Optional.ofNullable(text).flatMap(JasperDates::read);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.jasper;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.simplane.operator.Imei;
import org.simplane.operator.MessageCoding;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessageState;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.OperatorEvent.NetworkEvent;
import org.simplane.operator.OperatorEvent.Severity;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.OperatorMessage;
import org.simplane.operator.Push;
import org.simplane.operator.PushReceiver;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads push notifications (contract A.8): a form whose {@code data} is XML, or JSON. Only the
 * timestamp is signed, so an old one is refused; the same event told twice is known by its id. The
 * names of the event types are partly inferred, and what is not known is kept.
 */
final class JasperPushes implements PushReceiver {

  /** How long Control Center tries again is not documented. */
  private static final Duration FRESH = Duration.ofDays(1);

  private final String secret;
  private final Clock clock;

  JasperPushes(String secret, Clock clock) {
    this.secret = secret;
    this.clock = clock;
  }

  @Override
  public boolean isAuthentic(Push push) {
    if (secret.isEmpty()) {
      return true;
    }
    try {
      Map<String, String> fields = envelope(push);
      String timestamp = fields.getOrDefault("timestamp", "");
      boolean fresh =
          time(timestamp)
              .map(at -> Duration.between(at, clock.instant()).abs().compareTo(FRESH) < 0)
              .orElse(false);
      return fresh
          && MessageDigest.isEqual(
              signature(timestamp),
              fields.getOrDefault("signature2", "").getBytes(StandardCharsets.UTF_8));
    } catch (OperatorException _) {
      return false;
    }
  }

  @Override
  public List<OperatorEvent> read(Push push) throws OperatorException {
    Map<String, String> envelope = envelope(push);
    String type = envelope.getOrDefault("eventType", "");
    Map<String, String> data = JasperPushData.read(envelope.getOrDefault("data", ""));
    String id = envelope.getOrDefault("eventId", "");
    Instant at =
        Optional.ofNullable(data.get("dateChanged"))
            .or(() -> Optional.ofNullable(data.get("receivedTime")))
            .or(() -> Optional.ofNullable(envelope.get("timestamp")))
            .flatMap(JasperPushes::time)
            .orElseGet(clock::instant);
    Optional<SubscriptionRef> subscription =
        Optional.ofNullable(data.get("iccid")).map(iccid -> new SubscriptionRef(iccid, iccid));
    if (id.isEmpty() || subscription.isEmpty()) {
      return List.of(
          new OperatorEvent.Unrecognised(
              id.isEmpty() ? digest(push.body()) : id,
              subscription,
              at,
              type,
              new String(push.body(), StandardCharsets.UTF_8)));
    }
    return List.of(event(id, type, subscription.get(), at, data, push));
  }

  private static OperatorEvent event(
      String id,
      String type,
      SubscriptionRef subscription,
      Instant at,
      Map<String, String> data,
      Push push) {
    return switch (type.toUpperCase(Locale.ROOT)) {
      case "SIM_STATE_CHANGE" -> {
        String word = data.getOrDefault("currentState", "").replaceFirst("_NAME$", "");
        yield new OperatorEvent.StatusChanged(
            id, subscription, at, JasperStates.of(word), word.isEmpty() ? "unknown" : word);
      }
      case "SESSION_START" ->
          network(id, subscription, at, "SESSION_START", "Data session started", data);
      case "SESSION_STOP" ->
          network(id, subscription, at, "SESSION_END", "Data session ended", data);
      case "IMEI_CHANGE" ->
          network(id, subscription, at, "IMEI_CHANGE", "The SIM is in another device", data);
      case "SMS_MO", "SMS_MO_RECEIVED" ->
          new OperatorEvent.MessageReceived(subscription, message(subscription, at, data));
      default ->
          new OperatorEvent.Unrecognised(
              id,
              Optional.of(subscription),
              at,
              type,
              new String(push.body(), StandardCharsets.UTF_8));
    };
  }

  private static NetworkEvent network(
      String id,
      SubscriptionRef subscription,
      Instant at,
      String kind,
      String description,
      Map<String, String> data) {
    return new NetworkEvent(
        id,
        Optional.of(subscription),
        at,
        kind,
        Severity.INFO,
        false,
        description,
        Optional.empty(),
        imei(data.getOrDefault("currentImei", "")),
        Optional.empty(),
        Optional.empty(),
        JasperClient.JSON.writeValueAsString(data));
  }

  private static Optional<Imei> imei(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Imei.of(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Coding 4 is octets, which come in hex; whether they do at every operator is not known. */
  private static OperatorMessage message(
      SubscriptionRef sender, Instant at, Map<String, String> data) {
    String text = data.getOrDefault("messageContent", "");
    String coding = data.getOrDefault("smppDataCoding", "0");
    boolean octets = coding.equals("4") && text.matches("([0-9a-fA-F]{2})*");
    MessageContent content =
        octets
            ? new MessageContent(MessageCoding.EIGHT_BIT, text.toUpperCase(Locale.ROOT), "")
            : new MessageContent(
                coding.equals("8") ? MessageCoding.UCS_2 : MessageCoding.GSM_7, text, "");
    return new OperatorMessage(
        SmsWire.idFromDevice(sender.operatorKey(), at, content.payload()),
        true,
        MessageState.DELIVERED,
        content,
        data.getOrDefault("msisdn", ""),
        data.getOrDefault("shortCode", ""),
        at,
        Optional.of(at),
        Optional.empty());
  }

  /** Its form is not documented for pushes: those of the answers, or seconds or milliseconds. */
  private static Optional<Instant> time(String text) {
    if (text.matches("\\d{9,13}")) {
      long number = Long.parseLong(text);
      return Optional.of(
          text.length() > 11 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number));
    }
    return JasperDates.read(text);
  }

  private static Map<String, String> envelope(Push push) throws OperatorException {
    String body = new String(push.body(), StandardCharsets.UTF_8);
    Map<String, String> fields = new HashMap<>();
    try {
      if (push.header("Content-Type").orElse("").startsWith("application/json")) {
        if (!(JasperClient.JSON.readTree(body) instanceof ObjectNode json)) {
          throw malformed(new IllegalArgumentException("no object"));
        }
        json.properties()
            .forEach(field ->
                fields.put(
                    field.getKey(),
                    field.getValue().isValueNode()
                        ? field.getValue().asString("")
                        : field.getValue().toString()));
      } else {
        for (String pair : body.split("&")) {
          int equals = pair.indexOf('=');
          if (equals > 0) {
            fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
          }
        }
      }
    } catch (JacksonException | IllegalArgumentException e) {
      throw malformed(e);
    }
    if (fields.isEmpty()) {
      throw malformed(new IllegalArgumentException("no fields"));
    }
    return fields;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private byte[] signature(String timestamp) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signed = mac.doFinal(timestamp.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encode(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
    }
  }

  private static String digest(byte[] body) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private static OperatorException malformed(Exception cause) {
    return new OperatorException(
        Kind.MALFORMED_REPLY, "The push is not of Control Center's form", cause);
  }
}

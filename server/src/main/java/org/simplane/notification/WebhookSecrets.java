// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.simplane.db.Secrets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a webhook keeps that nobody is shown: signing secrets, values of headers, a password. Sealed
 * in the database.
 *
 * @param signing the present one first, then those that still sign beside it
 */
record WebhookSecrets(
    List<Signing> signing, Map<String, String> headers, Optional<String> password) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PREFIX = "whsec_";
  private static final int LEAST = 24;
  private static final int MOST = 64;

  /**
   * A secret of Standard Webhooks: {@code whsec_} and Base64.
   *
   * @param until it signs no more then; empty for the present one
   */
  record Signing(String secret, Optional<Instant> until) {

    @Override
    public String toString() {
      return "Signing[" + until + "]";
    }
  }

  WebhookSecrets {
    signing = List.copyOf(signing);
    headers = Map.copyOf(headers);
  }

  static String newSecret() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /** Empty for what is no secret of 24 to 64 bytes. */
  static Optional<byte[]> key(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      return key.length < LEAST || key.length > MOST ? Optional.empty() : Optional.of(key);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A new secret; the present one signs beside it until then. */
  WebhookSecrets rotated(String secret, Instant until, Instant now) {
    List<Signing> next = new ArrayList<>();
    next.add(new Signing(secret, Optional.empty()));
    for (Signing old : signing) {
      Instant end = old.until().filter(until::isAfter).orElse(until);
      if (end.isAfter(now)) {
        next.add(new Signing(old.secret(), Optional.of(end)));
      }
    }
    return new WebhookSecrets(next, headers, password);
  }

  /** The value of {@code webhook-signature}; see https://www.standardwebhooks.com. */
  String signature(String messageId, long seconds, byte[] body, Instant now) {
    List<String> signatures = new ArrayList<>();
    for (Signing one : signing) {
      if (one.until().map(now::isBefore).orElse(true)) {
        signatures.add("v1," + sign(one.secret(), messageId, seconds, body));
      }
    }
    return String.join(" ", signatures);
  }

  private static String sign(String secret, String messageId, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(secret).orElseThrow(), "HmacSHA256"));
      mac.update((messageId + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every JDK has HMAC with SHA-256", e);
    }
  }

  byte[] seal(Secrets secrets, long webhook) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Signing one : signing) {
      ObjectNode node = json.withArray("signing").addObject().put("secret", one.secret());
      one.until().ifPresent(until -> node.put("until", until.toString()));
    }
    ObjectNode values = json.putObject("headers");
    headers.forEach(values::put);
    password.ifPresent(text -> json.put("password", text));
    return secrets.seal(JSON.writeValueAsBytes(json), context(webhook));
  }

  static WebhookSecrets open(Secrets secrets, long webhook, byte[] sealed) {
    JsonNode json = JSON.readTree(secrets.open(sealed, context(webhook)));
    List<Signing> signing = new ArrayList<>();
    for (JsonNode one : json.path("signing")) {
      signing.add(
          new Signing(
              one.path("secret").asString(),
              Optional.ofNullable(one.get("until")).map(until -> Instant.parse(until.asString()))));
    }
    Map<String, String> headers = new TreeMap<>();
    json.path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asString()));
    return new WebhookSecrets(
        signing, headers, Optional.ofNullable(json.get("password")).map(JsonNode::asString));
  }

  /** Ties what is sealed to its row. */
  private static String context(long webhook) {
    return "webhook/" + webhook;
  }

  @Override
  public String toString() {
    return "WebhookSecrets[" + signing.size() + ", " + headers.keySet() + "]";
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.network;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.access.Credentials;
import org.simplane.access.Tokens;

/**
 * Lets in who is entitled. A network core sends its id and secret with every delivery; a token is
 * got for them once and used again, so that a delivery costs no proof of the secret and a withdrawn
 * entitlement ends as fast as any token's.
 */
public final class DoorKeeper {

  private static final Duration LIFE = Duration.ofHours(1);
  private static final int MOST_REMEMBERED = 1_000;

  private final Tokens tokens;
  private final Map<String, String> remembered = new ConcurrentHashMap<>();

  public DoorKeeper(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Throws {@link Failure.Denied} or {@link Failure.NotAllowed}. */
  Caller admit(@Nullable String authorization, String correlation) {
    String header = authorization == null ? "" : authorization.strip();
    String scheme = header.split(" ", 2)[0].toLowerCase(Locale.ROOT);
    String proof = header.substring(scheme.length()).strip();
    return switch (scheme) {
      case "bearer" -> tokens.authenticate(proof, NetworkDialect.NAME, correlation);
      case "basic" -> admitBasic(proof, correlation);
      default ->
          throw new FailureException(
              new Failure.Denied("HTTP Basic with a client's id and secret is needed"));
    };
  }

  private Caller admitBasic(String proof, String correlation) {
    String key = hash(proof);
    String known = remembered.get(key);
    if (known != null) {
      try {
        return tokens.authenticate(known, NetworkDialect.NAME, correlation);
      } catch (FailureException e) {
        if (!(e.failure() instanceof Failure.Denied)) {
          throw e;
        }
        // The token ended; the secret may still be good.
        remembered.remove(key);
      }
    }
    String token = tokens.issue(credentials(proof), NetworkDialect.NAME, LIFE).token();
    if (remembered.size() >= MOST_REMEMBERED) {
      remembered.clear();
    }
    remembered.put(key, token);
    return tokens.authenticate(token, NetworkDialect.NAME, correlation);
  }

  private static Credentials credentials(String proof) {
    try {
      String pair = new String(Base64.getDecoder().decode(proof), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon > 0 && pair.indexOf('\0') < 0) {
        return new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
      }
    } catch (IllegalArgumentException e) {
      throw new FailureException(new Failure.Denied("The Basic credentials are not Base64"));
    }
    throw new FailureException(
        new Failure.Denied(
            "The Basic credentials are not an id and a secret with a colon between"));
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.simplane.db.Database;
import org.simplane.db.Secrets;

/**
 * The keys that tokens are signed with, the same for all nodes. A new one is made every 30 days; it
 * is published for an hour before it signs, so that whoever keeps the published keys for less than
 * that knows it in time. Safe for use by many threads.
 */
final class SigningKeys {

  static final Duration SIGNS = Duration.ofDays(30);
  static final Duration AHEAD = Duration.ofHours(1);

  private static final int BITS = 2048;
  private static final Duration KEPT = Duration.ofMinutes(1);

  /** The keys as they stood when they were read. */
  private record Ring(RSAKey signer, JWKSet published) {}

  private final Database database;
  private final Secrets secrets;
  private final Clock clock;
  private final LoadingCache<Boolean, Ring> ring;

  SigningKeys(Database database, Secrets secrets, Clock clock, Ticker ticker) {
    this.database = database;
    this.secrets = secrets;
    this.clock = clock;
    this.ring =
        Caffeine.newBuilder().expireAfterWrite(KEPT).ticker(ticker).build(_ -> readOrMake());
  }

  RSAKey signer() {
    return ring.get(true).signer();
  }

  /** Without what is private. */
  JWKSet published() {
    return ring.get(true).published();
  }

  /** Deletes keys whose last token ended an hour ago or earlier; for a recurring task. */
  int purge() {
    Instant before = clock.instant().minus(AHEAD.plus(SignedTokens.LIFE).plusHours(1));
    return database.inTransaction(transaction -> SigningKeyStore.purge(transaction, before));
  }

  private Ring readOrMake() {
    List<SigningKeyStore.Row> rows = database.read(SigningKeyStore::all);
    return ring(isDue(rows) ? withNew() : rows);
  }

  private boolean isDue(List<SigningKeyStore.Row> rows) {
    return rows.isEmpty()
        || !clock.instant().isBefore(rows.getLast().createdAt().plus(SIGNS.minus(AHEAD)));
  }

  private List<SigningKeyStore.Row> withNew() {
    RSAKey made = make();
    SigningKeyStore.Row row =
        new SigningKeyStore.Row(
            made.getKeyID(),
            Base64.getEncoder()
                .encodeToString(
                    secrets.seal(
                        made.toJSONString().getBytes(StandardCharsets.UTF_8),
                        context(made.getKeyID()))),
            clock.instant());
    return database.inTransaction(transaction -> {
      SigningKeyStore.lock(transaction);
      if (isDue(SigningKeyStore.all(transaction.handle()))) {
        SigningKeyStore.insert(transaction, row);
      }
      return SigningKeyStore.all(transaction.handle());
    });
  }

  private Ring ring(List<SigningKeyStore.Row> rows) {
    Instant known = clock.instant().minus(AHEAD);
    SigningKeyStore.Row signer = rows.getFirst();
    for (SigningKeyStore.Row row : rows) {
      if (!row.createdAt().isAfter(known)) {
        signer = row;
      }
    }
    List<JWK> all = rows.stream().<JWK>map(this::open).toList();
    return new Ring(open(signer), new JWKSet(all).toPublicJWKSet());
  }

  private RSAKey open(SigningKeyStore.Row row) {
    try {
      return RSAKey.parse(
          new String(
              secrets.open(Base64.getDecoder().decode(row.sealed()), context(row.id())),
              StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new IllegalStateException("The signing key " + row.id() + " cannot be read", e);
    }
  }

  private static String context(String id) {
    return "signing_key/" + id + "/sealed_key";
  }

  private static RSAKey make() {
    try {
      return new RSAKeyGenerator(BITS)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("Every JDK makes RSA keys", e);
    }
  }
}

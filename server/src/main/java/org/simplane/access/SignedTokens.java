// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.db.Database;
import org.simplane.db.Secrets;

/**
 * Bearer tokens that others can read: JWTs (RFC 7519) signed with RS256, checked by others with the
 * published keys, and by us as opaque tokens are. So a revocation, a lost entitlement, a new secret
 * or a disabled client takes effect within 5 s, as it does there; what a caller may do is read
 * anew, never believed from the token. Safe for use by many threads.
 */
public final class SignedTokens {

  /** How long one lives; there is nothing to renew it with. */
  public static final Duration LIFE = Duration.ofMinutes(5);

  /** The most tenants that a token names; the right to address more does not depend on it. */
  public static final int MOST_TENANTS = 100;

  /** What the stored tokens are for, in place of one dialect. */
  private static final String SIGNED = "signed";

  private static final int LONGEST = 24 * 1024;

  private final Organisations organisations;
  private final Tenants tenants;
  private final Tokens tokens;
  private final SigningKeys keys;
  private final Clock clock;

  /**
   * Whom a token is for.
   *
   * @param name what it gave as its name: a client's id, or a user's name
   * @param dialects what it is entitled to of what takes signed tokens
   */
  public record Holder(String name, Set<Permission> permissions, Set<String> dialects) {}

  public SignedTokens(
      Database database,
      Organisations organisations,
      Tenants tenants,
      Tokens tokens,
      Secrets secrets,
      Clock clock) {
    this(database, organisations, tenants, tokens, secrets, clock, Ticker.systemTicker());
  }

  SignedTokens(
      Database database,
      Organisations organisations,
      Tenants tenants,
      Tokens tokens,
      Secrets secrets,
      Clock clock,
      Ticker ticker) {
    this.organisations = organisations;
    this.tenants = tenants;
    this.tokens = tokens;
    this.keys = new SigningKeys(database, secrets, clock, ticker);
    this.clock = clock;
  }

  /**
   * A new token; earlier ones stay valid until their own end.
   *
   * @param issuer the claim {@code iss}, a URL
   * @param dialects those that take signed tokens
   * @param claims what is said of the holder beside its subject, its tenants and the times
   * @throws FailureException {@code Denied} for wrong credentials, {@code NotAllowed} for right
   *     ones without an entitlement to any of the dialects, {@code Throttled} after many wrong
   *     passwords
   */
  public IssuedToken issue(
      Credentials credentials,
      String issuer,
      Set<String> dialects,
      Function<Holder, Map<String, Object>> claims) {
    Principal principal = tokens.identify(credentials);
    List<String> entitled =
        principal.dialects().stream().filter(dialects::contains).sorted().toList();
    if (entitled.isEmpty()) {
      throw new FailureException(
          new Failure.NotAllowed(
              principal.name()
                  + " is not entitled to any of these APIs: "
                  + String.join(", ", dialects.stream().sorted().toList())));
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    JWTClaimsSet.Builder set =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(subject(principal))
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .claim(
                "tenants",
                tenants.names(organisations.scopeOf(principal.organisation()), MOST_TENANTS));
    claims
        .apply(new Holder(credentials.name(), principal.permissions(), Set.copyOf(entitled)))
        .forEach(set::claim);
    String token = sign(set.build());
    tokens.keep(token, principal, SIGNED, now, now.plus(LIFE));
    return new IssuedToken(token, LIFE, principal.kind(), principal.id(), principal.organisation());
  }

  /**
   * Who calls. Costs no query while the token is hot. That the token is one of ours is known from
   * its hash, which is kept of each that was issued: nobody can change one or sign one in our
   * place, even with a stolen key.
   *
   * @throws FailureException {@code Denied} for no such token or one that ended; {@code NotAllowed}
   *     without an entitlement to the dialect
   */
  public Caller authenticate(String token, String dialect, String correlation) {
    if (token.length() > LONGEST) {
      throw Tokens.denied();
    }
    return tokens.caller(token, SIGNED, dialect, correlation);
  }

  /** The public keys that tokens in use were signed with, as a JWK set (RFC 7517 section 5). */
  public Map<String, Object> publicKeys() {
    return keys.published().toJSONObject(true);
  }

  /** Deletes keys that no token in use was signed with; for a recurring task. */
  public int purge() {
    return keys.purge();
  }

  /** Stable and of one meaning: a client's or user's number in this installation. */
  private static String subject(Principal principal) {
    return switch (principal.kind()) {
          case USER -> "user-";
          case CLIENT -> "client-";
          case SYSTEM -> "system-";
        }
        + principal.id();
  }

  private String sign(JWTClaimsSet claims) {
    RSAKey key = keys.signer();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build(),
            claims);
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("Cannot sign with " + key.getKeyID(), e);
    }
    return token.serialize();
  }
}

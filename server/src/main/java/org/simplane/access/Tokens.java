// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.db.Database;

/**
 * Opaque bearer tokens: given out for credentials, kept hashed, checked on every request. What was
 * read of a token serves for at most 4 s, and is read anew in the background after 2 s, so a hot
 * token costs no request a query, and a revocation, a lost entitlement or a disabled principal
 * takes effect on every node within 5 s; on the node that did it, at once. Safe for use by many
 * threads.
 */
public final class Tokens {

  /** The roles whose users may get a token with their own name and password. */
  private static final Set<Role> USER_ROLES =
      EnumSet.of(Role.API_ACCESS, Role.PORTAL_ADMINISTRATOR);

  private static final HexFormat HEX = HexFormat.of();
  private static final int TOKEN_LENGTH = 36;
  private static final int LONGEST_NAME = 200;

  /** A token as it stood when it was read. */
  record Verified(
      Principal principal, String dialect, Instant expiresAt, Set<Permission> permissions) {}

  private final Database database;
  private final Organisations organisations;
  private final Clock clock;
  private final GuessBrake brake;

  /** By the hex of the hash: the token itself is kept nowhere. */
  private final LoadingCache<String, Optional<Verified>> verified;

  public Tokens(Database database, Organisations organisations, Clock clock) {
    this(database, organisations, clock, Ticker.systemTicker());
  }

  Tokens(Database database, Organisations organisations, Clock clock, Ticker ticker) {
    this.database = database;
    this.organisations = organisations;
    this.clock = clock;
    this.brake = new GuessBrake(clock);
    this.verified =
        Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofSeconds(4))
            .refreshAfterWrite(Duration.ofSeconds(2))
            .executor(Thread::startVirtualThread)
            .ticker(ticker)
            .build(hash -> database.read(handle -> TokenStore.find(handle, HEX.parseHex(hash))));
  }

  /**
   * A new token; earlier ones stay valid until their own end.
   *
   * @param dialect whose token endpoint was asked; the token serves that dialect alone
   * @throws FailureException {@code Denied} for wrong credentials, {@code NotAllowed} for right
   *     ones that have no entitlement to the dialect or no role for an API, {@code Throttled} after
   *     many wrong passwords
   */
  public IssuedToken issue(Credentials credentials, String dialect, Duration life) {
    Principal principal = identify(credentials);
    if (!principal.dialects().contains(dialect)) {
      throw new FailureException(
          new Failure.NotAllowed(
              principal.name() + " is not entitled to this API (" + dialect + ")"));
    }
    String token = Secrets.token();
    Instant now = clock.instant();
    keep(token, principal, dialect, now, now.plus(life));
    return new IssuedToken(token, life, principal.kind(), principal.id(), principal.organisation());
  }

  /**
   * Who calls. Costs no query while the token is hot.
   *
   * @throws FailureException {@code Denied} for no such token, one that ended or one of another
   *     dialect; {@code NotAllowed} when the entitlement to the dialect, or a user's role for an
   *     API, was taken away
   */
  public Caller authenticate(String token, String dialect, String correlation) {
    if (token.length() != TOKEN_LENGTH) {
      throw denied();
    }
    return caller(token, dialect, dialect, correlation);
  }

  /** Keeps the hash of a token, so that it counts from now on. */
  void keep(
      String token, Principal principal, String issuedFor, Instant issuedAt, Instant expiresAt) {
    database.useTransaction(transaction ->
        TokenStore.insert(
            transaction, Secrets.hash(token), principal, issuedFor, issuedAt, expiresAt));
  }

  /**
   * Who calls {@code dialect} with a token that was issued for {@code issuedFor}.
   *
   * @throws FailureException as {@link #authenticate} does
   */
  Caller caller(String token, String issuedFor, String dialect, String correlation) {
    Verified found = verified.get(HEX.formatHex(Secrets.hash(token))).orElseThrow(Tokens::denied);
    Principal principal = found.principal();
    if (!found.dialect().equals(issuedFor)
        || !principal.enabled()
        || !clock.instant().isBefore(found.expiresAt())) {
      throw denied();
    }
    if (!principal.dialects().contains(dialect)) {
      throw new FailureException(
          new Failure.NotAllowed(
              principal.name() + " is not entitled to this API (" + dialect + ")"));
    }
    checkRole(principal);
    return new Caller(
        principal.kind(),
        principal.id(),
        principal.name(),
        organisations.scopeOf(principal.organisation()),
        found.permissions(),
        correlation);
  }

  /** Ends one token; an unknown one is no failure (RFC 7009 section 2.2). */
  public void revoke(String token) {
    byte[] hash = Secrets.hash(token);
    database.useTransaction(transaction -> {
      TokenStore.revoke(transaction, hash);
      transaction.afterCommit(() -> verified.invalidate(HEX.formatHex(hash)));
    });
  }

  /** Deletes tokens that ended a day ago or earlier; for a recurring task. */
  public int purge() {
    Instant before = clock.instant().minus(Duration.ofDays(1));
    return database.inTransaction(transaction -> TokenStore.purge(transaction, before));
  }

  /** Somebody's rights changed on this node: everything is to be read anew. */
  void forget() {
    verified.invalidateAll();
  }

  /** Throws {@code Denied}, {@code NotAllowed} or {@code Throttled}. */
  Principal identify(Credentials credentials) {
    if (credentials.name().length() > LONGEST_NAME
        || credentials.secret().length() > Passwords.LONGEST) {
      throw wrongCredentials();
    }
    Optional<TokenStore.Known> client =
        database.read(handle -> TokenStore.client(handle, credentials.name()));
    if (client.isPresent()) {
      byte[] hash = Secrets.hash(credentials.secret());
      if (!MessageDigest.isEqual(hash, HEX.parseHex(client.get().hash()))
          || !client.get().principal().enabled()) {
        throw wrongCredentials();
      }
      return client.get().principal();
    }
    return identifyUser(credentials);
  }

  private Principal identifyUser(Credentials credentials) {
    String name = credentials.name().toLowerCase(Locale.ROOT);
    brake.check(name);
    Optional<TokenStore.Known> user = database.read(handle -> TokenStore.user(handle, name));
    boolean right =
        user.isPresent()
            ? Passwords.matches(credentials.secret(), user.get().hash())
            : Passwords.matchesNobody(credentials.secret());
    if (!right || user.isEmpty() || !user.get().principal().enabled()) {
      brake.failed(name);
      throw wrongCredentials();
    }
    brake.succeeded(name);
    Principal principal = user.get().principal();
    checkRole(principal);
    return principal;
  }

  /** A user who lost the role since the token was given out has lost the API too. */
  private static void checkRole(Principal principal) {
    if (principal.kind() == Caller.Kind.USER
        && principal.roles().stream().noneMatch(USER_ROLES::contains)) {
      throw new FailureException(
          new Failure.NotAllowed(
              "Only users with the role API_ACCESS or PORTAL_ADMINISTRATOR have access to an API"));
    }
  }

  private static FailureException wrongCredentials() {
    return new FailureException(new Failure.Denied("Incorrect username or password"));
  }

  static FailureException denied() {
    return new FailureException(new Failure.Denied("The token is invalid or has expired"));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.rest;

import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.OperatorException;

/**
 * Holds an account's token. However many callers need a new one, one of them fetches it and the
 * others wait; if that fails they all fail with it, so that a wrong password is tried once and not
 * by each.
 */
public final class Tokens implements Credentials {

  /** A token is not used in its last moments, lest it expire on the way. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** Asks the operator for a token. */
  @FunctionalInterface
  public interface LogIn {
    Token fetch() throws OperatorException;
  }

  /**
   * A token as the operator gave it.
   *
   * @param life empty when it is good until it is refused
   */
  public record Token(String value, Optional<Duration> life) {

    /** A token is a secret. */
    @Override
    public String toString() {
      return "Token[life=" + life + "]";
    }
  }

  private record Held(String value, Instant useUntil) {

    @Override
    public String toString() {
      return "Held[until " + useUntil + "]";
    }
  }

  private final LogIn logIn;
  private final String header;
  private final String prefix;
  private final Clock clock;
  private final AtomicLong attempts = new AtomicLong();
  private final Object lock = new Object();
  private volatile @Nullable Held token;
  private @Nullable OperatorException lastFailure;

  /**
   * Logs in when a token is first needed.
   *
   * @param prefix what stands before the token in the header, such as {@code "Bearer "}
   */
  public Tokens(LogIn logIn, String header, String prefix, Clock clock) {
    this.logIn = logIn;
    this.header = header;
    this.prefix = prefix;
    this.clock = clock;
  }

  public static Tokens bearer(LogIn logIn, Clock clock) {
    return new Tokens(logIn, "Authorization", "Bearer ", clock);
  }

  @Override
  public String current() throws OperatorException {
    Held held = token;
    return held != null && clock.instant().isBefore(held.useUntil())
        ? held.value()
        : replace(held == null ? "" : held.value());
  }

  @Override
  public String replace(String refused) throws OperatorException {
    long before = attempts.get();
    synchronized (lock) {
      Held held = token;
      if (held != null && !held.value().equals(refused)) {
        return held.value();
      }
      OperatorException failure = lastFailure;
      if (attempts.get() != before && failure != null) {
        // Somebody tried while this caller waited.
        throw new OperatorException(
            failure.kind(),
            String.valueOf(failure.getMessage()),
            failure.retryAfter().orElse(null),
            failure);
      }
      attempts.incrementAndGet();
      try {
        Token fetched = logIn.fetch();
        token = new Held(fetched.value(), useUntil(fetched.life()));
        lastFailure = null;
        return fetched.value();
      } catch (OperatorException e) {
        lastFailure = e;
        throw e;
      }
    }
  }

  @Override
  public void sign(HttpRequest.Builder request, String value) {
    request.setHeader(header, prefix + value);
  }

  private Instant useUntil(Optional<Duration> life) {
    if (life.isEmpty()) {
      return Instant.MAX;
    }
    Duration tenth = life.get().dividedBy(10);
    Duration margin = tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN;
    return clock.instant().plus(life.get()).minus(margin);
  }
}

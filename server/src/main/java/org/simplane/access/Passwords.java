// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.simplane.Failure;
import org.simplane.FailureException;

/**
 * Slow hashes of passwords: Argon2id with 19 MiB, two passes and one lane, the least that OWASP's
 * password storage page asks for. A hash carries its own parameters, so that they can be raised
 * later.
 */
final class Passwords {

  static final int SHORTEST = 12;
  static final int LONGEST = 200;

  private static final Argon2Function FUNCTION =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

  /**
   * As many at once as there are processors: each takes a processor and 19 MiB, and anybody may ask
   * for one.
   */
  private static final Semaphore AT_ONCE =
      new Semaphore(Runtime.getRuntime().availableProcessors());

  /** Checked where there is no such user, so that the time does not tell who exists. */
  private static final class Nobody {
    static final String HASH = hash("nobody has this password");
  }

  private Passwords() {}

  static void check(String password) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      throw new FailureException(
          Failure.Invalid.field(
              "password", "must have " + SHORTEST + " to " + LONGEST + " characters"));
    }
  }

  static String hash(String password) {
    AT_ONCE.acquireUninterruptibly();
    try {
      return Password.hash(password).addRandomSalt(16).with(FUNCTION).getResult();
    } finally {
      AT_ONCE.release();
    }
  }

  static boolean matches(String password, String hash) {
    if (!AT_ONCE.tryAcquire()) {
      waitForTurn();
    }
    try {
      return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    } finally {
      AT_ONCE.release();
    }
  }

  /** Takes as long as {@link #matches} and is never true. */
  static boolean matchesNobody(String password) {
    return matches(password, Nobody.HASH) && password.isEmpty();
  }

  private static void waitForTurn() {
    boolean acquired = false;
    try {
      acquired = AT_ONCE.tryAcquire(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!acquired) {
      throw new FailureException(new Failure.Throttled(Duration.ofSeconds(5)));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.simplane.Caller;
import org.simplane.db.Database;

/**
 * Makes a client's repetition of a request safe: the first answer is remembered for 24 hours per
 * caller and key and given again. Held in PostgreSQL, so it does not matter which node the
 * repetition reaches.
 */
public final class IdempotencyKeys {

  private static final Duration REMEMBERED = Duration.ofHours(24);

  /**
   * No request works longer; a claim this old is of a node that died, and is given to the next who
   * asks.
   */
  private static final Duration LONGEST_WORK = Duration.ofMinutes(10);

  /** An answer to be given again. */
  public record Answer(int status, Map<String, String> headers, String body) {

    public Answer {
      headers = Map.copyOf(headers);
    }
  }

  /** What a key means for a request that carries it. */
  public sealed interface Claim {

    /**
     * The first of its kind: do the work, then {@link #finish}, or {@link #release} it when it
     * failed on our side.
     */
    record First() implements Claim {}

    /** Done before; here is what was answered. */
    record Done(Answer answer) implements Claim {}

    /** The first request with this key is still at work. */
    record AtWork() implements Claim {}

    /** The key was used for another request. */
    record Other() implements Claim {}
  }

  private final Database database;
  private final Clock clock;

  public IdempotencyKeys(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * @param requestHash of all that makes the request what it is: method, path, query, body
   */
  public Claim claim(Caller caller, String key, byte[] requestHash) {
    return database.inTransaction(transaction ->
        IdempotencyStore.claim(
            transaction,
            principal(caller),
            key,
            requestHash,
            clock.instant(),
            clock.instant().minus(REMEMBERED),
            clock.instant().minus(LONGEST_WORK)));
  }

  public void finish(Caller caller, String key, Answer answer) {
    database.useTransaction(
        transaction -> IdempotencyStore.finish(transaction, principal(caller), key, answer));
  }

  /** Forgets the claim, so that the client may try again. */
  public void release(Caller caller, String key) {
    database.useTransaction(
        transaction -> IdempotencyStore.release(transaction, principal(caller), key));
  }

  /** Deletes what is older than 24 hours; for a recurring task. */
  public int purge() {
    return database.inTransaction(
        transaction -> IdempotencyStore.purge(transaction, clock.instant().minus(REMEMBERED)));
  }

  private static String principal(Caller caller) {
    return caller.kind() + ":" + caller.id();
  }
}

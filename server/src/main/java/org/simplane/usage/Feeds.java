// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.db.Database;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The registered sources of usage records, what they delivered, and what was not taken of it. */
public final class Feeds {

  /** How long keys are remembered unless a feed says otherwise. */
  public static final Duration DEFAULT_ACCEPTANCE = Duration.ofDays(90);

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final Database database;
  private final Audit audit;
  private final Clock clock;
  private final Duration longestAcceptance;

  /**
   * @param longestAcceptance the retention of usage records, which hold the keys
   */
  public Feeds(Database database, Audit audit, Clock clock, Duration longestAcceptance) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
    this.longestAcceptance = longestAcceptance;
  }

  /**
   * Registers a feed of the caller's organisation. Names are unique over all organisations, since
   * they are folders too.
   *
   * @param acceptance whole days
   */
  public Feed add(Caller caller, String name, Duration acceptance) {
    return add(caller, name, acceptance, false);
  }

  /**
   * As {@link #add(Caller, String, Duration)}. With {@code dryRun} everything is checked and
   * nothing kept; the id of what is answered is then 0.
   */
  public Feed add(Caller caller, String name, Duration acceptance, boolean dryRun) {
    caller.require(Permission.UPLOAD_USAGE);
    if (!NAME.matcher(name).matches()) {
      throw new FailureException(
          Failure.Invalid.field(
              "name", "has to be of lower-case letters, digits and dashes, 63 at most"));
    }
    int days = days(acceptance);
    return database.inTransaction(transaction -> {
      Feed added =
          FeedStore.insert(transaction, caller.scope().organisation(), name, days, clock.instant())
              .orElseThrow(() ->
                  new FailureException(
                      new Failure.Conflict("The feed name " + name + " is taken")));
      if (dryRun) {
        transaction.handle().rollback();
        return new Feed(
            0, added.organisation(), name, added.acceptance(), added.enabled(), added.createdAt());
      }
      record(transaction, caller, "feed.add", added);
      return added;
    });
  }

  public Optional<Feed> find(Scope scope, long id) {
    return database.read(handle -> FeedStore.find(scope, handle, id));
  }

  public Optional<Feed> named(Scope scope, String name) {
    return all(scope).stream().filter(feed -> feed.name().equals(name)).findFirst();
  }

  public List<Feed> all(Scope scope) {
    return database.read(handle -> FeedStore.all(scope, handle));
  }

  public Feed update(Caller caller, long id, Duration acceptance, boolean enabled) {
    return update(caller, id, acceptance, enabled, false);
  }

  /** With {@code dryRun} everything is checked and nothing kept. */
  public Feed update(Caller caller, long id, Duration acceptance, boolean enabled, boolean dryRun) {
    caller.require(Permission.UPLOAD_USAGE);
    int days = days(acceptance);
    return database.inTransaction(transaction -> {
      Feed updated =
          FeedStore.update(caller.scope(), transaction, id, days, enabled)
              .orElseThrow(
                  () -> new FailureException(new Failure.NotFound("feed", Long.toString(id))));
      if (dryRun) {
        transaction.handle().rollback();
        return updated;
      }
      record(transaction, caller, "feed.update", updated);
      return updated;
    });
  }

  public Optional<Batch> batch(Scope scope, long id) {
    return database.read(handle -> FeedStore.batch(scope, handle, id));
  }

  /**
   * Newest first.
   *
   * @param before the last id seen; empty for the beginning
   */
  public List<Batch> batches(Scope scope, OptionalLong feed, OptionalLong before, int limit) {
    return database.read(
        handle -> FeedStore.batches(scope, handle, feed, before.orElse(Long.MAX_VALUE), limit));
  }

  /** Oldest first. */
  public List<Reject> rejects(Scope scope, RejectQuery query) {
    return database.read(handle -> FeedStore.rejects(scope, handle, query));
  }

  /** Deletes the batches that came in so long ago; their records and rejects are gone by then. */
  public int purge(Period kept) {
    Instant before = clock.instant().atOffset(ZoneOffset.UTC).minus(kept).toInstant();
    return database.inTransaction(transaction -> FeedStore.purge(transaction, before));
  }

  private int days(Duration acceptance) {
    if (acceptance.toDays() < 1 || acceptance.compareTo(longestAcceptance) > 0) {
      throw new FailureException(
          Failure.Invalid.field(
              "acceptanceDays",
              "has to be between 1 and "
                  + longestAcceptance.toDays()
                  + ", for which records are kept"));
    }
    return (int) acceptance.toDays();
  }

  private void record(Transaction transaction, Caller caller, String action, Feed feed) {
    ObjectNode after =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", feed.name())
            .put("acceptanceDays", feed.acceptance().toDays())
            .put("enabled", feed.enabled());
    audit.record(
        transaction,
        caller,
        List.of(
            new Audit.Entry(
                feed.organisation(), action, "feed", feed.id(), feed.name(), null, after)));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.db.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * What happened, written in the transaction that made it happen, and read in an order that misses
 * none.
 */
public final class Outbox {

  /**
   * Something that happened.
   *
   * @param organisation the one that had the subject at the time
   * @param kind such as {@code subscription.status-changed}
   * @param subjectKind such as {@code subscription}
   * @param subjectName what people know it by, such as the ICCID
   * @param body must be writable as JSON
   */
  public record Event(
      long organisation,
      String kind,
      String subjectKind,
      long subjectId,
      String subjectName,
      Map<String, Object> body) {}

  /**
   * Where a reader stands. Ids alone would not do: they are given out before commit, so a slow
   * transaction's event could show up behind a reader that has passed it.
   *
   * @param transaction the database's number of the transaction that wrote the event
   * @param id the event's
   */
  public record Position(long transaction, long id) {

    public static final Position START = new Position(0, 0);
  }

  /** An event as it was stored; its {@code position} is where to read on behind it. */
  public record StoredEvent(
      Position position,
      Instant at,
      long organisation,
      String kind,
      String subjectKind,
      long subjectId,
      String subjectName,
      JsonNode body) {}

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final Database database;
  private final Clock clock;
  private final OutboxListener listener;
  private final List<Runnable> readers = new CopyOnWriteArrayList<>();

  public Outbox(Database database, Clock clock) {
    this(database, clock, OutboxListener.NOOP);
  }

  public Outbox(Database database, Clock clock, OutboxListener listener) {
    this.database = database;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * To be done before anything is written or read: goes on counting where the outbox was, should
   * its database have come into another PostgreSQL cluster.
   */
  public static void settle(Database database) {
    if (database.inTransaction(OutboxStore::settle)) {
      LOG.info("The database is in another PostgreSQL cluster now; events go on where they were");
    }
  }

  /** Has {@code reader} run, shortly, whenever this node committed events. */
  void onEvents(Runnable reader) {
    readers.add(reader);
  }

  /** One statement however many events there are. */
  public void publish(Transaction transaction, Collection<Event> events) {
    if (!events.isEmpty()) {
      List<Event> all = new ArrayList<>(events);
      all.addAll(listener.published(transaction, events));
      OutboxStore.insert(transaction, clock.instant(), all);
      readers.forEach(transaction::afterCommit);
    }
  }

  /**
   * Oldest first. An event appears once every transaction that began to write before its own has
   * ended, so a reader that goes on from the last position it saw gets each event exactly once.
   *
   * @param kind only events of this kind
   */
  public List<StoredEvent> read(Scope scope, Position after, Optional<String> kind, int limit) {
    return database.read(handle -> OutboxStore.read(scope, handle, after, kind, limit));
  }
}

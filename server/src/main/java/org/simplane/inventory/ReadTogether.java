// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.simplane.Scope;
import org.simplane.db.Database;

/**
 * Reads subscriptions by ICCID; who asks while a query is under way shares the next one with all
 * others who wait. Nobody waits for company: a lone reader has its query at once. Whoever asks sees
 * what was committed before it asked. See docs/decisions/025.
 */
final class ReadTogether {

  private static final int LARGEST = 64;
  private static final int QUERIES_AT_ONCE =
      Math.max(2, Runtime.getRuntime().availableProcessors() / 2);

  /** One who waits, to be told what was found or, with {@link Turn#LEAD}, to ask for all. */
  private record Waiting(Scope scope, String core, CompletableFuture<Turn> turn) {}

  /**
   * How a wait ends.
   *
   * @param lead nothing is read yet: the one who waited is to run the next query
   * @param found absent also where the shared query failed
   */
  private record Turn(boolean lead, boolean failed, Optional<Subscription> found) {
    static final Turn LEAD = new Turn(true, false, Optional.empty());
    static final Turn FAILED = new Turn(false, true, Optional.empty());

    static Turn found(Optional<Subscription> found) {
      return new Turn(false, false, found);
    }
  }

  private final Database database;
  private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queries = new AtomicInteger();

  ReadTogether(Database database) {
    this.database = database;
  }

  /** In a transaction of the caller's alone, so that it sees what that one wrote. */
  Optional<Subscription> find(Scope scope, String core) {
    if (database.isInTransaction()) {
      return alone(scope, core);
    }
    if (mayQuery()) {
      try {
        return alone(scope, core);
      } finally {
        next();
      }
    }
    Waiting waiting = new Waiting(scope, core, new CompletableFuture<>());
    queue.add(waiting);
    if (mayQuery()) {
      // Whoever had the place left before this one was in the queue.
      next();
    }
    Turn turn = waiting.turn().join();
    if (turn.lead()) {
      return lead(waiting);
    }
    return turn.failed() ? alone(scope, core) : turn.found();
  }

  private Optional<Subscription> alone(Scope scope, String core) {
    return database.read(handle -> SubscriptionStore.find(scope, handle, core));
  }

  private boolean mayQuery() {
    int running = queries.get();
    while (running < QUERIES_AT_ONCE) {
      if (queries.compareAndSet(running, running + 1)) {
        return true;
      }
      running = queries.get();
    }
    return false;
  }

  /** Gives the place for a query, which the caller has, to the first who waits. */
  private void next() {
    do {
      Waiting first = queue.poll();
      if (first != null) {
        first.turn().complete(Turn.LEAD);
        return;
      }
      queries.decrementAndGet();
      // One who came between the look and the decrement saw no place free.
    } while (!queue.isEmpty() && mayQuery());
  }

  /** Asks for all who wait and have the same sight; the others are left in the queue. */
  private Optional<Subscription> lead(Waiting leader) {
    List<Waiting> company = new ArrayList<>();
    company.add(leader);
    while (company.size() < LARGEST) {
      Waiting other = queue.peek();
      if (other == null || !other.scope().equals(leader.scope())) {
        break;
      }
      if (queue.remove(other)) {
        company.add(other);
      }
    }
    boolean done = false;
    try {
      Map<String, Subscription> found = found(leader.scope(), company);
      for (Waiting one : company) {
        one.turn().complete(Turn.found(Optional.ofNullable(found.get(one.core()))));
      }
      done = true;
      return Optional.ofNullable(found.get(leader.core()));
    } finally {
      if (!done) {
        company.forEach(one -> one.turn().complete(Turn.FAILED));
      }
      next();
    }
  }

  private Map<String, Subscription> found(Scope scope, List<Waiting> company) {
    Set<String> cores = new LinkedHashSet<>();
    company.forEach(one -> cores.add(one.core()));
    Map<String, Subscription> found = new HashMap<>();
    for (Subscription subscription :
        database.read(handle -> SubscriptionStore.findByCores(scope, handle, cores))) {
      subscription
          .identity()
          .iccid()
          .ifPresent(iccid -> found.putIfAbsent(iccid.core(), subscription));
    }
    return found;
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.usage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.api.tmf.fleet.Fleet;
import org.simplane.api.tmf.fleet.Found;
import org.simplane.db.Database;
import org.simplane.notification.Outbox;
import org.simplane.usage.Consumptions;
import org.simplane.usage.CurrentConsumption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Questions about consumption: answered at once, or kept and answered while the client polls. A
 * kept one whose node went away is taken up by the node that is asked for it next.
 */
final class Queries {

  static final String PATH = "/tmf-api/usageConsumption/v4/queryUsageConsumption";
  static final Duration KEPT = Duration.ofDays(7);

  private static final Logger LOG = LoggerFactory.getLogger(Queries.class);

  /** So long without a sign of life, and a node is taken for gone. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private static final Duration WRITTEN_EVERY = Duration.ofSeconds(2);

  /** Of one question; operators' own limits are kept where they are asked. */
  private static final int AT_ONCE = 16;

  /** How long one product's operator may go on asking to be left alone. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /** On one node; others wait. */
  private static final int QUERIES_AT_ONCE = 16;

  private final Database database;
  private final Fleet fleet;
  private final Consumptions consumptions;
  private final Outbox outbox;
  private final Clock clock;
  private final Semaphore room = new Semaphore(QUERIES_AT_ONCE);
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  Queries(Database database, Fleet fleet, Consumptions consumptions, Outbox outbox, Clock clock) {
    this.database = database;
    this.fleet = fleet;
    this.consumptions = consumptions;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Some of a list. */
  record Page(List<String> ids, long total) {}

  /** Asks for all of these and waits for it; nothing is kept. */
  Query answer(Caller caller, List<String> products) {
    Instant now = now();
    Map<Integer, Report> reports = new ConcurrentHashMap<>();
    ask(caller, products, positions(products, Map.of()), reports);
    return new Query(
        Optional.empty(), JsonNodeFactory.instance.objectNode(), products, reports, true, now, now);
  }

  /** Keeps a question, which is answered from now on. */
  Query keep(Caller caller, ObjectNode request, List<String> products) {
    Instant now = now();
    Query query =
        new Query(
            Optional.of(UUID.randomUUID().toString()),
            request,
            products,
            Map.of(),
            false,
            now,
            now);
    database.useTransaction(transaction -> {
      QueryStore.deleteBefore(transaction, now.minus(KEPT));
      QueryStore.add(transaction, caller.scope().organisation(), query);
      tell(transaction, caller.scope(), UsageEvents.CREATED, query.id().orElseThrow());
    });
    start(caller, query);
    return query;
  }

  /**
   * @throws FailureException {@code NotFound}
   */
  Query find(Caller caller, String id) {
    Query query = known(caller.scope(), id).orElseThrow(() -> unknown(id));
    Instant silentSince = now().minus(SILENCE);
    if (!query.finished()
        && query.aliveAt().isBefore(silentSince)
        && !running.contains(id)
        && database.inTransaction(transaction ->
            QueryStore.takeUp(caller.scope(), transaction, id, silentSince, now()))) {
      start(caller, query);
    }
    return query;
  }

  /** As it stands. */
  Optional<Query> known(Scope scope, String id) {
    return id.indexOf('\0') >= 0
        ? Optional.empty()
        : database.read(handle -> QueryStore.find(scope, handle, id, now().minus(KEPT)));
  }

  /** Newest first. */
  Page page(Scope scope, long offset, int limit) {
    Instant since = now().minus(KEPT);
    return database.read(handle ->
        new Page(
            QueryStore.page(scope, handle, since, offset, limit),
            QueryStore.count(scope, handle, since)));
  }

  /**
   * @throws FailureException {@code NotFound}
   */
  void delete(Scope scope, String id) {
    boolean deleted =
        id.indexOf('\0') < 0
            && database.inTransaction(transaction -> {
              boolean there = QueryStore.delete(scope, transaction, id);
              if (there) {
                tell(transaction, scope, UsageEvents.DELETED, id);
              }
              return there;
            });
    if (!deleted) {
      throw unknown(id);
    }
  }

  private void tell(Transaction transaction, Scope scope, String kind, String id) {
    outbox.publish(transaction, List.of(UsageEvents.event(scope.organisation(), kind, id)));
  }

  private void start(Caller caller, Query query) {
    String id = query.id().orElseThrow();
    running.add(id);
    Thread.ofVirtual()
        .name("usage-query")
        .start(() -> {
          try {
            room.acquire();
            try {
              work(caller, query, id);
            } finally {
              room.release();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            // The outermost place of this thread: whoever asks next has it taken up again.
            LOG.warn("A question about usage is left for later: {}", e.toString());
          } finally {
            running.remove(id);
          }
        });
  }

  private void work(Caller caller, Query query, String id) throws InterruptedException {
    Map<Integer, Report> found = new ConcurrentHashMap<>();
    Thread asking =
        Thread.ofVirtual()
            .start(() ->
                ask(caller, query.products(), positions(query.products(), query.reports()), found));
    boolean ended;
    do {
      ended = asking.join(WRITTEN_EVERY);
      Map<Integer, Report> more = new HashMap<>(found);
      boolean last = ended;
      boolean wanted =
          database.inTransaction(transaction -> {
            boolean there = QueryStore.answer(caller.scope(), transaction, id, more, last, now());
            if (there && last) {
              tell(transaction, caller.scope(), UsageEvents.FINISHED, id);
            }
            return there;
          });
      more.keySet().forEach(found::remove);
      if (!wanted) {
        asking.interrupt();
        return;
      }
    } while (!ended);
  }

  private static List<Integer> positions(List<String> products, Map<Integer, Report> known) {
    return IntStream.range(0, products.size())
        .filter(position -> !known.containsKey(position))
        .boxed()
        .toList();
  }

  /** Several at once, since one slow operator is not to hold up the others. */
  private void ask(
      Caller caller, List<String> products, List<Integer> positions, Map<Integer, Report> reports) {
    Map<String, Found> known =
        fleet.products(caller.scope(), positions.stream().map(products::get).toList());
    Semaphore lanes = new Semaphore(AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int position : positions) {
        lanes.acquire();
        threads.execute(() -> {
          try {
            reports.put(position, report(caller, products.get(position), known));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            lanes.release();
          }
        });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nobody waits for this answer, so an operator's limit is waited out. */
  private Report report(Caller caller, String product, Map<String, Found> known)
      throws InterruptedException {
    Found found = known.get(product);
    if (found == null) {
      return Report.failed(new Failure.NotFound("product", product).message());
    }
    Instant giveUp = clock.instant().plus(LONGEST_WAIT);
    while (true) {
      try {
        CurrentConsumption current =
            consumptions.current(caller.scope(), found.member().subscription());
        return new Report(current.consumption(), Optional.of(current.asOf()), Optional.empty());
      } catch (FailureException e) {
        if (!(e.failure() instanceof Failure.Throttled limit) || clock.instant().isAfter(giveUp)) {
          return Report.failed(e.failure().message());
        }
        Thread.sleep(limit.retryAfter());
      } catch (RuntimeException e) {
        LOG.error("The consumption of {} could not be read", product, e);
        return Report.failed("Simplane failed; the log says how");
      }
    }
  }

  private static FailureException unknown(String id) {
    return new FailureException(new Failure.NotFound("query of usage consumption", id));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

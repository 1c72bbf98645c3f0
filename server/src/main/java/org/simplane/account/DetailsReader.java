// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.db.Database;
import org.simplane.inventory.DetailsQueue;
import org.simplane.inventory.DueDetails;
import org.simplane.job.NewJob;
import org.simplane.job.Progress;
import org.simplane.operator.Inventory;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Pace;
import org.simplane.operator.Sim;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads subscriptions one by one where their operator's list shows less than a single read: those
 * never read first, then those whose details are old, within the account's pace and behind whatever
 * a client waits for. What is to be read is found in the store, a few at a time, and kept with what
 * was read; so a restart, or another node, goes on from there. A first reading is shown as a job.
 */
final class DetailsReader {

  /** What such a job says it is. */
  static final String DETAILS = "details";

  private static final Logger LOG = LoggerFactory.getLogger(DetailsReader.class);
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration LATER = Duration.ofSeconds(30);
  private static final Duration BUSY = Duration.ofMinutes(1);
  private static final Duration ODD = Duration.ofHours(1);

  /** What is read before it is written down is read again after a crash: some seconds' worth. */
  private static final int SECONDS = 5;

  private static final int SMALLEST_BATCH = 25;
  private static final int LARGEST_BATCH = 200;
  private static final int USUALLY_PARALLEL = 8;
  private static final int MOST_PARALLEL = 32;
  private static final int MOST_FAULTS = 3;

  private final Database database;
  private final Accounts accounts;
  private final Progress progress;
  private final SyncReader reader;
  private final Clock clock;
  private final String node;
  private final Map<Long, Thread> readings = new ConcurrentHashMap<>();
  private volatile boolean running = true;

  DetailsReader(
      Database database,
      Accounts accounts,
      Progress progress,
      SyncReader reader,
      Clock clock,
      String node) {
    this.database = database;
    this.accounts = accounts;
    this.progress = progress;
    this.reader = reader;
    this.clock = clock;
    this.node = node;
  }

  /** Takes up the accounts of which something is due. */
  void look() {
    for (long account : database.read(handle -> ReadingStore.due(handle, clock.instant()))) {
      readings.computeIfAbsent(
          account, id -> Thread.ofVirtual().name("details-" + id).start(() -> read(id)));
    }
  }

  private void read(long account) {
    AtomicReference<ReadingStore.@Nullable Hold> hold = new AtomicReference<>();
    try {
      hold.set(
          database
              .inTransaction(
                  transaction -> ReadingStore.take(transaction, account, node, now(), lease()))
              .orElse(null));
      Course course = new Course();
      while (hold.get() != null && running) {
        readSome(hold, course);
      }
      later(hold.get(), Duration.ZERO);
    } catch (OperatorException e) {
      LOG.info("Details of account {} are read on later: {}", account, e.getMessage());
      later(hold.get(), e.retryAfter().orElse(LATER));
    } catch (FailureException e) {
      later(hold.get(), LATER);
    } catch (RuntimeException e) {
      LOG.error("Details of account {} could not be read", account, e);
      later(hold.get(), LATER);
    } finally {
      readings.remove(account);
    }
  }

  /** How an account's reading goes on, for the thread that reads. */
  private static final class Course {

    /** To count what is left takes longer than to write down what was read. */
    private static final Duration COUNTED_EVERY = Duration.ofSeconds(5);

    private final Speed speed = new Speed();
    private Instant countedAt = Instant.EPOCH;
    private long left;

    /** Some to begin with, so that there is something to see soon. */
    int batch(Pace pace) {
      if (speed.perSecond().isEmpty()) {
        return SMALLEST_BATCH;
      }
      double most = pace.callsPerSecond() > 0 ? pace.callsPerSecond() * SECONDS : LARGEST_BATCH;
      return (int) Math.clamp(most, SMALLEST_BATCH, LARGEST_BATCH);
    }

    /** How many were due when these were read. */
    long backlog(Transaction transaction, long account, Instant asOf) {
      if (countedAt.plus(COUNTED_EVERY).isBefore(asOf)) {
        left = DetailsQueue.backlog(transaction.handle(), account, asOf);
        countedAt = asOf;
      }
      return left;
    }

    void over(int more) {
      left -= more;
      speed.add(more);
    }
  }

  /** Leaves no hold when there is nothing more to do. */
  private void readSome(AtomicReference<ReadingStore.@Nullable Hold> hold, Course course)
      throws OperatorException {
    ReadingStore.Hold held = hold.get();
    if (held == null) {
      return;
    }
    Instant asOf = now();
    Pace pace = accounts.pace(held.account());
    List<DueDetails> due =
        database.read(handle -> DetailsQueue.due(handle, held.account(), asOf, course.batch(pace)));
    if (due.isEmpty()) {
      end(held);
      hold.set(null);
      return;
    }
    Findings found = new Findings();
    Inventory inventory = accounts.operator(held.account()).inventory();
    readAll(inventory, due, found, pace.inFlight());
    hold.set(keep(held, due, found, asOf, course).orElse(null));
    OperatorException stopped = found.stopped.get();
    if (stopped != null && hold.get() != null) {
      throw stopped;
    }
  }

  /** What came of some reads. */
  private static final class Findings {

    private final Map<Long, Sim> sims = new ConcurrentHashMap<>();
    private final Set<Long> odd = ConcurrentHashMap.newKeySet();
    private final AtomicInteger faults = new AtomicInteger();
    private final AtomicReference<@Nullable OperatorException> stopped = new AtomicReference<>();
  }

  private static void readAll(
      Inventory inventory, List<DueDetails> due, Findings found, int inFlight) {
    Queue<DueDetails> left = new ConcurrentLinkedQueue<>(due);
    int parallel = inFlight == 0 ? USUALLY_PARALLEL : Math.min(inFlight, MOST_PARALLEL);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < Math.min(parallel, due.size()); i++) {
        executor.execute(() -> {
          for (DueDetails one = left.poll();
              one != null && found.stopped.get() == null;
              one = left.poll()) {
            read(inventory, one, found);
          }
        });
      }
    }
  }

  private static void read(Inventory inventory, DueDetails one, Findings found) {
    try {
      Optional<Sim> sim = inventory.find(one.ref());
      if (sim.isPresent()) {
        found.sims.put(one.subscription(), sim.get());
      } else {
        found.odd.add(one.subscription());
      }
    } catch (OperatorException e) {
      switch (e.kind()) {
        // This one alone; whether it is missing is for the list to tell.
        case NOT_FOUND, REJECTED, MALFORMED_REPLY -> found.odd.add(one.subscription());
        // It may be this one, which then must not be the first to be read for ever; or the
        // operator.
        case TIMEOUT, OPERATOR_FAULT -> {
          found.odd.add(one.subscription());
          if (found.faults.incrementAndGet() >= MOST_FAULTS) {
            found.stopped.compareAndSet(null, e);
          }
        }
        case UNREACHABLE, THROTTLED, CREDENTIALS -> found.stopped.compareAndSet(null, e);
      }
    } catch (RuntimeException e) {
      LOG.error("An adapter threw when it read {}", one.ref().businessId(), e);
      found.odd.add(one.subscription());
    }
  }

  /** Empty when the account is no longer in this node's hands, or the job was called off. */
  private Optional<ReadingStore.Hold> keep(
      ReadingStore.Hold hold, List<DueDetails> due, Findings found, Instant asOf, Course course) {
    return database.inTransaction(transaction -> {
      OptionalLong job = hold.job();
      long backlog = Math.max(0, course.backlog(transaction, hold.account(), asOf) - due.size());
      // A few new ones are nothing that anybody would wait for.
      if (job.isEmpty() && due.getFirst().first() && backlog > 0) {
        job = OptionalLong.of(progress.begin(transaction, newJob(hold)).id());
      }
      Optional<ReadingStore.Hold> on = ReadingStore.advance(transaction, hold, job, lease());
      if (on.isEmpty()) {
        return on;
      }
      Set<String> leftAlone =
          reader.keep(
              transaction,
              hold.account(),
              hold.organisation(),
              List.copyOf(found.sims.values()),
              reader.single(asOf),
              asOf);
      List<Long> busy = new ArrayList<>();
      Set<Long> over = new HashSet<>(found.odd);
      for (DueDetails one : due) {
        if (leftAlone.contains(one.ref().operatorKey())) {
          busy.add(one.subscription());
        } else if (found.sims.containsKey(one.subscription())) {
          over.add(one.subscription());
        }
      }
      DetailsQueue.postpone(transaction, found.odd, asOf.plus(ODD));
      DetailsQueue.postpone(transaction, busy, asOf.plus(BUSY));
      course.over(over.size());
      course
          .speed
          .perSecond()
          .ifPresent(perSecond -> ReadingStore.speed(transaction, hold, perSecond));
      if (job.isEmpty()) {
        return on;
      }
      int left = Math.toIntExact(backlog) + due.size() - over.size();
      boolean wanted = progress.stepOf(transaction, job.getAsLong(), over.size(), left);
      if (!wanted) {
        ReadingStore.release(
            transaction, on.get(), OptionalLong.empty(), Optional.of(asOf.plus(ODD)));
        return Optional.empty();
      }
      return on;
    });
  }

  private NewJob newJob(ReadingStore.Hold hold) {
    return new NewJob(
        hold.organisation(),
        DETAILS,
        "Details of '" + accounts.open().get(hold.account()).account().name() + "'",
        Caller.system(DETAILS, Scope.of(hold.organisation())),
        Optional.empty());
  }

  private void end(ReadingStore.Hold hold) {
    database.useTransaction(transaction -> {
      if (ReadingStore.advance(transaction, hold, hold.job(), hold.leasedUntil()).isPresent()) {
        if (hold.job().isPresent() && ReadingStore.listUnderWay(transaction, hold.account())) {
          // The same job goes on with what the next page shows.
          ReadingStore.release(transaction, hold, hold.job(), Optional.empty());
          return;
        }
        hold.job().ifPresent(job -> progress.end(transaction, job));
        ReadingStore.release(transaction, hold, OptionalLong.empty(), Optional.empty());
      }
    });
  }

  private void later(ReadingStore.@Nullable Hold hold, Duration wait) {
    if (hold != null) {
      try {
        database.useTransaction(transaction ->
            ReadingStore.release(transaction, hold, hold.job(), Optional.of(now().plus(wait))));
      } catch (RuntimeException e) {
        LOG.warn("The details of account {} are left to their lease", hold.account(), e);
      }
    }
  }

  private Instant lease() {
    return now().plus(LEASE);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Ends after the reads under way. */
  void close() {
    running = false;
    for (Thread reading : readings.values()) {
      try {
        reading.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}

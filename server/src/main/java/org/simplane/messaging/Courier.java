// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.simplane.db.Database;
import org.simplane.messaging.DeliveryStore.Due;
import org.simplane.messaging.Settlement.Result;
import org.simplane.messaging.ShortMessageLink.Answer;
import org.simplane.messaging.ShortMessageLink.Submission;
import org.simplane.operator.MessageContent;
import org.simplane.operator.OperatorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries messages to the devices of the own network, a batch at a time. Nodes share the work: each
 * takes up what no other has, on a lease. After a kill in mid-delivery the lease runs out and the
 * batch is handed over again under the same ids, which the network knows.
 */
final class Courier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final long IDLE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 7;
  private static final Duration HELD_BACK = Duration.ofMinutes(5);

  private final Database database;
  private final ShortMessageLink link;
  private final Settlement settlement;
  private final MessagingConfig config;
  private final Clock clock;
  private final Semaphore bell = new Semaphore(0);
  private final List<Thread> threads = new ArrayList<>();

  Courier(
      Database database,
      ShortMessageLink link,
      Settlement settlement,
      MessagingConfig config,
      Clock clock) {
    this.database = database;
    this.link = link;
    this.settlement = settlement;
    this.config = config;
    this.clock = clock;
  }

  void start() {
    for (int i = 0; i < config.couriers(); i++) {
      Thread thread = Thread.ofPlatform().daemon().name("courier-" + i).unstarted(this::run);
      threads.add(thread);
      thread.start();
    }
  }

  void wake() {
    if (bell.availablePermits() < config.couriers()) {
      bell.release();
    }
  }

  private void run() {
    int failures = 0;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        failures = carrySome() ? 0 : idle();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (OperatorException e) {
        failures = pause(failures, e);
      } catch (RuntimeException e) {
        // Such as a database that is being restarted: the work is still there afterwards.
        if (!Thread.currentThread().isInterrupted()) {
          LOG.warn("Messages could not be delivered", e);
          failures = pause(failures, e);
        }
      }
    }
  }

  private int idle() throws InterruptedException {
    bell.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    return 0;
  }

  private static int pause(int failures, Exception why) {
    LOG.debug("Messages wait: {}", why.getMessage());
    try {
      Thread.sleep(Math.min(LONGEST_PAUSE_MILLIS, 250L << Math.min(failures, 16)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return failures + 1;
  }

  /** One batch; false when nothing was due. */
  private boolean carrySome() throws OperatorException {
    Instant now = clock.instant();
    List<Due> due =
        database.inTransaction(transaction ->
            DeliveryStore.take(
                transaction,
                config.node(),
                OptionalLong.empty(),
                now,
                now.plus(config.lease()),
                ShortMessageLink.MOST / 2));
    if (due.isEmpty()) {
      return false;
    }
    Map<Due, Result> results = new LinkedHashMap<>();
    List<Due> handed = new ArrayList<>();
    Map<Long, Long> quotas = new HashMap<>();
    for (Due one : due) {
      if (one.handedBefore()) {
        handed.add(one);
      } else if (!one.expiresAt().isAfter(now)) {
        results.put(one, new Result.Ended(MessageStatus.EXPIRED, 0, "Not delivered in its time"));
      } else if (one.barred() || !isLeft(one, quotas)) {
        results.put(
            one,
            new Result.Again(0, false, false, now.plus(HELD_BACK), "The SMS service is barred"));
      } else {
        handed.add(one);
      }
    }
    try {
      for (List<Due> some : portions(handed)) {
        hand(some, results);
      }
    } finally {
      settlement.settle(results);
    }
    return true;
  }

  /** Whether the quota holds this one beside those that go before it in the batch. */
  private static boolean isLeft(Due due, Map<Long, Long> quotas) {
    if (due.quotaLeft().isEmpty()) {
      return true;
    }
    long left = quotas.getOrDefault(due.subscription(), due.quotaLeft().getAsLong());
    if (left <= 0) {
      return false;
    }
    quotas.put(due.subscription(), left - due.segments() + Integer.bitCount(due.delivered()));
    return true;
  }

  /** As many as one call carries. */
  private static List<List<Due>> portions(List<Due> due) {
    List<List<Due>> portions = new ArrayList<>();
    List<Due> portion = new ArrayList<>();
    int size = 0;
    for (Due one : due) {
      if (size + one.segments() > ShortMessageLink.MOST) {
        portions.add(portion);
        portion = new ArrayList<>();
        size = 0;
      }
      portion.add(one);
      size += one.segments();
    }
    if (!portion.isEmpty()) {
      portions.add(portion);
    }
    return portions;
  }

  private void hand(List<Due> due, Map<Due, Result> results) throws OperatorException {
    List<Submission> submissions = new ArrayList<>();
    for (Due one : due) {
      List<MessageContent> segments = Segments.of(one.content(), one.reference());
      for (int i = 0; i < segments.size(); i++) {
        if ((one.delivered() & 1 << i) == 0) {
          submissions.add(
              new Submission(
                  name(one, i), one.card(), one.source(), segments.get(i), one.expiresAt()));
        }
      }
    }
    try {
      List<Answer> answers = link.submit(submissions);
      int next = 0;
      for (Due one : due) {
        int count = one.segments() - Integer.bitCount(one.delivered());
        results.put(one, result(one, answers.subList(next, next + count)));
        next += count;
      }
    } catch (OperatorException e) {
      boolean unknown =
          switch (e.kind()) {
            case UNREACHABLE, THROTTLED, CREDENTIALS, NOT_FOUND, REJECTED -> false;
            case TIMEOUT, OPERATOR_FAULT, MALFORMED_REPLY -> true;
          };
      Instant again = clock.instant().plusMillis(pauseMillis(due.getFirst().attempts()));
      for (Due one : due) {
        results.put(
            one,
            new Result.Again(
                0, unknown || one.handedBefore(), true, again, String.valueOf(e.getMessage())));
      }
      throw e;
    }
  }

  /** What the network knows a segment by; with its time, since another database counts from 1. */
  private static String name(Due due, int segment) {
    return due.id() + "." + (segment + 1) + "-" + Long.toString(due.at().toEpochMilli(), 36);
  }

  private static long pauseMillis(int attempts) {
    return Math.min(LONGEST_PAUSE_MILLIS, 250L << Math.min(attempts, 16));
  }

  /** Of the segments that were missing. */
  private Result result(Due due, List<Answer> answers) {
    int arrived = 0;
    String absent = "";
    String failed = "";
    int segment = 0;
    for (Answer answer : answers) {
      while ((due.delivered() & 1 << segment) != 0) {
        segment++;
      }
      switch (answer.result()) {
        case DELIVERED -> arrived |= 1 << segment;
        case ABSENT -> absent = answer.message().isEmpty() ? "Off the air" : answer.message();
        case FAILED -> failed = answer.message().isEmpty() ? "Refused" : answer.message();
      }
      segment++;
    }
    Instant now = clock.instant();
    if (!failed.isEmpty()) {
      boolean late = !due.expiresAt().isAfter(now);
      return new Result.Ended(late ? MessageStatus.EXPIRED : MessageStatus.FAILED, arrived, failed);
    }
    return absent.isEmpty()
        ? new Result.Arrived(arrived)
        : new Result.Again(arrived, false, true, now.plus(retry(due.attempts())), absent);
  }

  /** 30 s, doubled with each attempt up to about an hour; spread, so that not all come at once. */
  private static Duration retry(int attempts) {
    Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    return wait.plusMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() / 10 + 1));
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

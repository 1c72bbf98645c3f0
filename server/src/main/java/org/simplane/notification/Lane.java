// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.simplane.Scope;
import org.simplane.notification.Outbox.Position;
import org.simplane.notification.Outbox.StoredEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one webhook, on a thread of its own, so that a slow or dead one is in nobody's way. Events
 * are read in blocks and sent side by side; how far it has come is written down a few times a
 * second, with a row for each event that was not taken, and none for those that were.
 */
final class Lane {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final int BLOCK = 200;
  private static final Duration WRITE_EVERY = Duration.ofMillis(200);
  private static final Duration QUIET_WRITE_EVERY = Duration.ofSeconds(5);
  private static final long TIMER_MILLIS = 250;
  private static final int GONE = 410;

  private final LaneParts parts;
  private final long id;
  private final LinkedBlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
  private final Pending pending = new Pending();
  private final Health health;
  private final Thread thread;
  private final Tail tail;
  private final Deque<DeadLetter> dueLetters = new ArrayDeque<>();
  private final Map<Long, DeadLetter> lettersUnderWay = new TreeMap<>();

  private volatile Served served;
  private volatile boolean over;
  private Position written;
  private boolean stopping;
  private int underWay;
  private long writtenNanos = System.nanoTime();
  private @Nullable Instant nextLetter;
  private @Nullable String failed;

  Lane(LaneParts parts, Served served, long horizon, Optional<Instant> nextLetter) {
    this.parts = parts;
    this.served = served;
    this.id = served.webhook().id();
    this.health = new Health(served);
    this.tail = new Tail(this::read, served.done(), horizon);
    this.written = served.done();
    this.nextLetter = nextLetter.orElse(null);
    this.thread = Thread.ofVirtual().name("webhook-" + id).unstarted(this::run);
  }

  void start() {
    mailbox.add(() -> tail.rewind());
    thread.start();
  }

  /** Whether it has ended by itself: failed, or another node's. */
  boolean over() {
    return over;
  }

  Scope scope() {
    Webhook webhook = served.webhook();
    return webhook.below()
        ? parts.organisations().scopeOf(webhook.organisation())
        : Scope.of(webhook.organisation());
  }

  /** There is something new, from transactions before that one. */
  void wake(long newHorizon) {
    mailbox.add(() -> tail.wake(newHorizon));
  }

  /** What is stored of it now; after a change it is tried at once. */
  void refresh(Served now, Optional<Instant> letter) {
    if (letter.isPresent() || now.webhook().version() != served.webhook().version()) {
      mailbox.add(() -> {
        letter.ifPresent(this::letterAt);
        if (now.webhook().version() != served.webhook().version()) {
          served = now;
          health.forget();
          rewind();
        }
      });
    }
  }

  /** Ends when what is under way has ended, at most after a while. */
  void stop() {
    mailbox.add(() -> stopping = true);
  }

  /** Whether it has ended. */
  boolean join(Duration limit) throws InterruptedException {
    return thread.join(limit);
  }

  /** Ends without a word: what is still under way is told again by who has the webhook next. */
  void abandon() {
    mailbox.add(() -> over = true);
  }

  private void run() {
    while (!over) {
      try {
        Runnable message = mailbox.poll(patience(), TimeUnit.MILLISECONDS);
        for (; message != null; message = mailbox.poll()) {
          message.run();
        }
        if (!over) {
          work();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Webhook {} is told on in a moment", id, e);
        Lanes.rest();
      }
    }
  }

  private long patience() {
    if (pending.pressing() || stopping) {
      return WRITE_EVERY.toMillis();
    }
    boolean timers = health.waits() || nextLetter != null || !tail.done().equals(written);
    return timers ? TIMER_MILLIS : TimeUnit.HOURS.toMillis(1);
  }

  private void work() {
    Instant now = parts.clock().instant();
    if (failed == null && !stopping) {
      if (health.resting()) {
        if (underWay == 0 && health.mayTry(now)) {
          expire(now);
          tryOne(now);
        }
      } else {
        fill(now);
      }
    }
    boolean last = (failed != null || stopping) && underWay == 0;
    long since = System.nanoTime() - writtenNanos;
    if (last
        || pending.pressing() && since > WRITE_EVERY.toNanos()
        || !tail.done().equals(written) && since > QUIET_WRITE_EVERY.toNanos()) {
      write(now);
    }
    over |= last;
  }

  private void fill(Instant now) {
    int concurrency = served.format().maximumBatch() > 1 ? 1 : parts.config().concurrency();
    dueLetters(now);
    while (lettersUnderWay.size() < Math.max(1, concurrency / 2)
        && underWay < concurrency
        && !dueLetters.isEmpty()) {
      send(dueLetters.remove());
    }
    while (underWay < concurrency && tail.hasNext(served)) {
      sendNext();
    }
  }

  /** One request tells whether it works again. */
  private void tryOne(Instant now) {
    dueLetters(now);
    if (!dueLetters.isEmpty()) {
      send(dueLetters.remove());
    } else if (tail.hasNext(served)) {
      sendNext();
    }
  }

  private void dueLetters(Instant now) {
    if (dueLetters.isEmpty() && nextLetter != null && !now.isBefore(nextLetter)) {
      dueLetters.addAll(
          inTurn(() ->
              parts
                  .database()
                  .read(handle -> LetterStore.due(handle, id, now, busyLetters(), BLOCK))));
      if (dueLetters.size() < BLOCK) {
        nextLetter =
            inTurn(() -> parts.database().read(handle -> LetterStore.next(handle, id, now)))
                .orElse(null);
      }
    }
  }

  /** Under way, or tried and not written down yet. */
  private Set<Long> busyLetters() {
    Set<Long> busy = new HashSet<>(pending.letters());
    busy.addAll(lettersUnderWay.keySet());
    return busy;
  }

  private void letterAt(Instant at) {
    if (nextLetter == null || at.isBefore(nextLetter)) {
      nextLetter = at;
    }
  }

  private List<StoredEvent> read(Position after, long until, int limit) {
    Scope scope = scope();
    return inTurn(() ->
        parts
            .database()
            .read(handle ->
                LaneStore.read(scope, handle, served.webhook().kinds(), after, until, limit)));
  }

  private void sendNext() {
    Tail.Slot slot = tail.next(served);
    send(slot.events(), attempt -> arrived(slot, attempt));
  }

  private void send(DeadLetter letter) {
    lettersUnderWay.put(letter.id(), letter);
    send(List.of(letter.event()), attempt -> arrived(letter, attempt));
  }

  private void send(List<StoredEvent> events, Consumer<Optional<Attempt>> then) {
    underWay++;
    Served to = served;
    Thread.ofVirtual()
        .name("webhook-request-" + id)
        .start(() -> {
          Optional<Attempt> attempt = Sending.send(parts.sender(), to, events, parts.clock());
          mailbox.add(() -> {
            underWay--;
            then.accept(attempt);
          });
        });
  }

  private void arrived(Tail.Slot slot, Optional<Attempt> attempt) {
    if (attempt.isEmpty()) {
      slot.done();
      return;
    }
    Attempt result = attempt.get();
    Instant now = parts.clock().instant();
    StoredEvent first = slot.events().getFirst();
    pending.log(
        new Delivery(0, first.position().id(), first.kind(), slot.events().size(), 1, result));
    if (result.delivered()) {
      slot.done();
      worked(slot.events(), now);
    } else if (served.format().maximumBatch() > 1) {
      // In order: it is tried again as a whole.
      tail.restart();
      failed(result, now);
    } else {
      slot.done();
      Patience patience = served.format().patience();
      DeadLetter letter =
          DeadLetter.fresh(first, first.at().plus(patience.giveUpAfter()), now)
              .tried(result, patience, chance(), now);
      letterAt(letter.nextAt());
      pending.failed(letter);
      failed(result, now);
    }
  }

  private void arrived(DeadLetter letter, Optional<Attempt> attempt) {
    lettersUnderWay.remove(letter.id());
    Instant now = parts.clock().instant();
    if (attempt.isPresent()) {
      Attempt result = attempt.get();
      pending.log(
          new Delivery(
              0,
              letter.event().position().id(),
              letter.event().kind(),
              1,
              letter.attempts() + 1,
              result));
      if (!result.delivered()) {
        DeadLetter tried = letter.tried(result, served.format().patience(), chance(), now);
        letterAt(tried.nextAt());
        pending.failed(tried);
        failed(result, now);
        return;
      }
      worked(List.of(letter.event()), now);
    }
    pending.gone(letter.id());
  }

  private void worked(List<StoredEvent> events, Instant now) {
    pending.taken(events, now);
    if (health.worked()) {
      pending.recovered();
      letterAt(now);
    }
  }

  private void failed(Attempt attempt, Instant now) {
    Format format = served.format();
    if (health.failed(attempt, format.patience(), format.maximumBatch() > 1, now)) {
      rewind();
    }
    if (format.signed() && attempt.status().filter(status -> status == GONE).isPresent()) {
      failed = "It answered 410: gone for good";
    } else if (health.failingFor(parts.config().failAfter(), now)) {
      failed =
          "Nothing was taken for %d hours; the last problem: %s"
              .formatted(parts.config().failAfter().toHours(), attempt.problem().orElse(""));
    }
  }

  /** What is not sent yet is read anew when its time comes. */
  private void rewind() {
    tail.rewind();
    dueLetters.clear();
    nextLetter = parts.clock().instant();
  }

  /** What has waited for too long is given up, tried or not. */
  private void expire(Instant now) {
    Optional<String> why = health.standing(Optional.empty()).problem();
    inTurn(() -> parts.database().read(handle -> LetterStore.overdue(handle, id, now, BLOCK)))
        .forEach(letter -> pending.failed(letter.dead(now, why)));
    if (served.format().maximumBatch() == 1) {
      Instant oldest = now.minus(served.format().patience().giveUpAfter());
      tail.before(oldest, served)
          .forEach(event -> pending.failed(DeadLetter.fresh(event, oldest, now).dead(now, why)));
    }
    nextLetter = now;
  }

  private void write(Instant now) {
    Position upTo = tail.done();
    Webhook.Standing standing = health.standing(pending.deliveredAt());
    boolean ours =
        inTurn(() ->
            parts
                .database()
                .inTransaction(transaction -> {
                  LaneStore.loosely(transaction);
                  if (!LaneStore.advance(
                      transaction,
                      parts.config().node(),
                      id,
                      upTo,
                      pending.delivered(),
                      standing,
                      health.failures())) {
                    return false;
                  }
                  pending.write(transaction, served, parts.outbox(), parts.listeners(), now);
                  if (failed != null && underWay == 0) {
                    Endings.fail(transaction, parts, served.webhook(), failed, now);
                  }
                  return true;
                }));
    pending.clear();
    written = upTo;
    writtenNanos = System.nanoTime();
    over |= !ours;
  }

  private <T> T inTurn(Supplier<T> work) {
    parts.turns().acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      parts.turns().release();
    }
  }

  private static double chance() {
    return ThreadLocalRandom.current().nextDouble();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Transaction;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.inventory.Subscription;
import org.simplane.messaging.DeliveryStore.Receiver;
import org.simplane.messaging.MessageStore.NewRow;
import org.simplane.operator.Msisdn;
import org.simplane.operator.Status;

/**
 * Accepts messages. What many callers send at the same moment is written in one transaction, and
 * each waits until it is committed: one commit for hundreds of messages is what makes thousands a
 * second possible.
 */
final class Intake implements AutoCloseable {

  private static final int MOST_AT_ONCE = 500;
  private static final int WRITERS = 2;
  private static final long PATIENCE_SECONDS = 30;

  private final Database database;
  private final Partitions partitions;
  private final MessageGate gate;
  private final LongPredicate takesMessages;
  private final Runnable accepted;
  private final Clock clock;
  private final BlockingQueue<Wish> queue = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @param takesMessages whether an operator account does
   * @param accepted run after messages were committed
   */
  Intake(
      Database database,
      Partitions partitions,
      MessageGate gate,
      LongPredicate takesMessages,
      Runnable accepted,
      Clock clock) {
    this.database = database;
    this.partitions = partitions;
    this.gate = gate;
    this.takesMessages = takesMessages;
    this.accepted = accepted;
    this.clock = clock;
  }

  /** A message that waits to be accepted. */
  private record Wish(
      Subscription receiver,
      NewMessage message,
      Instant expiresAt,
      String sentBy,
      CompletableFuture<Long> id) {}

  void start() {
    for (int i = 0; i < WRITERS; i++) {
      threads.add(Thread.ofPlatform().daemon().name("messages-" + i).start(this::run));
    }
  }

  /** Gives the message's id once it is committed. */
  long accept(Subscription receiver, NewMessage message, Instant expiresAt, String sentBy) {
    Wish wish = new Wish(receiver, message, expiresAt, sentBy, new CompletableFuture<>());
    if (threads.isEmpty()) {
      accept(List.of(wish));
    } else {
      queue.add(wish);
    }
    try {
      return wish.id().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof FailureException failure
          ? new FailureException(failure.failure())
          : new CompletionException(e.getCause());
    } catch (TimeoutException e) {
      throw new FailureException(
          new Failure.TimedOut("The message waits for the database; it may still be sent"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(
          new Failure.TimedOut("Simplane is stopping; the message may still be sent"));
    }
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        List<Wish> wishes = new ArrayList<>();
        wishes.add(queue.take());
        queue.drainTo(wishes, MOST_AT_ONCE - 1);
        accept(wishes);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void accept(List<Wish> wishes) {
    try {
      Instant now = clock.instant();
      partitions.ensure("message", List.of(now));
      Map<Wish, Object> answers = new HashMap<>();
      database.useTransaction(transaction -> write(transaction, wishes, now, answers));
      answers.forEach((wish, answer) -> {
        if (answer instanceof Long id) {
          wish.id().complete(id);
        } else {
          wish.id().completeExceptionally(new FailureException((Failure) answer));
        }
      });
      accepted.run();
    } catch (RuntimeException e) {
      if (wishes.size() > 1) {
        // One that the database does not take must not refuse the others.
        wishes.forEach(wish -> accept(List.of(wish)));
      } else {
        wishes.getFirst().id().completeExceptionally(e);
      }
    }
  }

  /** Puts an id or a failure for each. */
  private void write(
      Transaction transaction, List<Wish> wishes, Instant now, Map<Wish, Object> answers) {
    Map<Long, Receiver> receivers =
        DeliveryStore.receivers(
            transaction.handle(),
            wishes.stream().map(wish -> wish.receiver().id()).distinct().toList());
    List<Wish> good = new ArrayList<>();
    for (Wish wish : wishes) {
      Optional<Failure> refusal = refusal(wish, receivers.get(wish.receiver().id()));
      if (refusal.isPresent()) {
        answers.put(wish, refusal.get());
      } else {
        good.add(wish);
      }
    }
    good = limited(transaction, good, answers);
    if (good.isEmpty()) {
      return;
    }
    List<Long> ids = MessageStore.ids(transaction.handle(), good.size());
    List<NewRow> rows = new ArrayList<>(good.size());
    List<Boolean> own = new ArrayList<>(good.size());
    for (int i = 0; i < good.size(); i++) {
      Wish wish = good.get(i);
      Receiver receiver = Objects.requireNonNull(receivers.get(wish.receiver().id()));
      rows.add(row(wish, receiver, ids.get(i), now));
      own.add(receiver.own());
      answers.put(wish, ids.get(i));
    }
    MessageStore.insert(transaction, rows);
    DeliveryStore.insert(transaction, rows, own);
  }

  private static NewRow row(Wish wish, Receiver receiver, long id, Instant now) {
    NewMessage message = wish.message();
    return new NewRow(
        id,
        now,
        receiver.id(),
        receiver.organisation(),
        receiver.account(),
        MessageDirection.MT,
        message.content(),
        message.source(),
        wish.receiver().identity().msisdnData().map(Msisdn::digits).orElse(""),
        Segments.part(message.content().udh()),
        Segments.count(message.content()),
        Optional.of(wish.expiresAt()),
        Optional.empty(),
        wish.sentBy());
  }

  private Optional<Failure> refusal(Wish wish, @Nullable Receiver receiver) {
    if (receiver == null || receiver.organisation() != wish.receiver().organisation()) {
      return Optional.of(new Failure.NotFound("SIM", Long.toString(wish.receiver().id())));
    }
    if (receiver.status().equals(Status.TERMINATED.name())
        || receiver.status().equals(Status.DELETED.name())) {
      return Optional.of(new Failure.Conflict("The SIM is terminated"));
    }
    if (!receiver.causes().isEmpty()) {
      return Optional.of(
          new Failure.Conflict("The SMS service of this SIM is barred: " + receiver.causes()));
    }
    return receiver.own() || takesMessages.test(receiver.account())
        ? Optional.empty()
        : Optional.of(new Failure.NotSupported("The operator of this SIM takes no messages"));
  }

  /** Those that the monthly limits of their organisations allow. */
  private List<Wish> limited(
      Transaction transaction, List<Wish> wishes, Map<Wish, Object> answers) {
    Map<Long, List<Wish>> byOrganisation = new TreeMap<>();
    wishes.forEach(wish ->
        byOrganisation
            .computeIfAbsent(wish.receiver().organisation(), _ -> new ArrayList<>())
            .add(wish));
    List<Wish> allowed = new ArrayList<>();
    byOrganisation.forEach((organisation, theirs) -> {
      try {
        gate.takeMt(
            transaction,
            organisation,
            theirs.stream().mapToInt(wish -> Segments.count(wish.message().content())).sum());
        allowed.addAll(theirs);
      } catch (FailureException all) {
        for (Wish wish : theirs) {
          try {
            gate.takeMt(transaction, organisation, Segments.count(wish.message().content()));
            allowed.add(wish);
          } catch (FailureException one) {
            answers.put(wish, one.failure());
          }
        }
      }
    });
    return allowed;
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}

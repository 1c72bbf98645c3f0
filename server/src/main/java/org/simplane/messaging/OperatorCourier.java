// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.messaging.DeliveryStore.Due;
import org.simplane.messaging.Settlement.Result;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessagePage;
import org.simplane.operator.MessageState;
import org.simplane.operator.Messaging;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorMessage;
import org.simplane.operator.Outcome;
import org.simplane.operator.OutgoingMessage;
import org.simplane.operator.SubscriptionRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives messages to the operators whose SIMs they are for, and follows what becomes of them. The
 * accounts' own governors set the pace. A segment is a message of its own at the operator; of
 * several the last one stands for all.
 */
final class OperatorCourier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorCourier.class);
  private static final long LOOK_SECONDS = 2;
  private static final int AT_ONCE = 10;
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration FIRST_POLL = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Duration LOST_AFTER = Duration.ofHours(24);

  private final Messages messages;
  private final Database database;
  private final Subscriptions subscriptions;
  private final Accounts accounts;
  private final Settlement settlement;
  private final MessagingConfig config;
  private final Clock clock;
  private final Semaphore bell = new Semaphore(0);
  private final Set<Long> busy = ConcurrentHashMap.newKeySet();
  private volatile boolean running = true;
  private final Thread thread = Thread.ofVirtual().name("operator-messages").unstarted(this::run);

  OperatorCourier(
      Messages messages,
      Messages.Tools tools,
      Settlement settlement,
      MessagingConfig config,
      Clock clock) {
    this.messages = messages;
    this.database = tools.database();
    this.subscriptions = tools.subscriptions();
    this.accounts = tools.accounts();
    this.settlement = settlement;
    this.config = config;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  void wake() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  private void run() {
    while (running) {
      try {
        var _ = bell.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS);
        bell.drainPermits();
        for (long account :
            database.read(handle -> DeliveryStore.dueAccounts(handle, clock.instant()))) {
          if (busy.add(account)) {
            Thread.ofVirtual().name("messages-" + account).start(() -> serve(account));
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.warn("Operators' messages will be looked at again", e);
      }
    }
  }

  private void serve(long account) {
    try {
      while (running && serveSome(account)) {
        // as long as something is due
      }
    } catch (RuntimeException e) {
      LOG.warn("Messages of account {} will be tried again", account, e);
    } finally {
      busy.remove(account);
    }
  }

  private boolean serveSome(long account) {
    Instant now = clock.instant();
    List<Due> due =
        database.inTransaction(transaction ->
            DeliveryStore.take(
                transaction,
                config.node(),
                OptionalLong.of(account),
                now,
                now.plus(LEASE),
                AT_ONCE));
    for (Due one : due) {
      settlement.settle(Map.of(one, serve(account, one)));
    }
    return due.size() == AT_ONCE;
  }

  private Result serve(long account, Due due) {
    try {
      Optional<Messaging> messaging = messages.messaging(account);
      if (messaging.isEmpty()) {
        return new Result.Ended(
            MessageStatus.FAILED, 0, "The operator of this SIM takes no messages");
      }
      Instant now = clock.instant();
      if (due.operatorId().isPresent()) {
        return follow(messaging.get(), due, due.operatorId().get());
      }
      if (due.handedBefore()) {
        return lookUp(messaging.get(), due);
      }
      return due.expiresAt().isAfter(now)
          ? submit(messaging.get(), due)
          : new Result.Ended(MessageStatus.EXPIRED, 0, "Not delivered in its time");
    } catch (OperatorException e) {
      return again(true, e.retryAfter().orElse(PAUSE), e);
    } catch (FailureException e) {
      return again(due.handedBefore(), PAUSE, e); // paused or broken
    }
  }

  private Result again(boolean handed, Duration after, Exception why) {
    return new Result.Again(
        0, handed, true, clock.instant().plus(after), String.valueOf(why.getMessage()));
  }

  private Result submit(Messaging messaging, Due due) {
    List<MessageContent> segments = Segments.of(due.content(), due.reference());
    String operatorId = "";
    int done = 0;
    for (int i = 0; i < segments.size(); i++) {
      if ((due.delivered() & 1 << i) != 0) {
        continue;
      }
      Outcome<String> outcome =
          messaging.submit(
              due.ref(),
              new OutgoingMessage(
                  due.id() + "." + (i + 1), due.source(), segments.get(i), due.expiresAt()));
      switch (outcome) {
        case Outcome.Done<String>(String id) -> {
          operatorId = id;
          done++;
        }
        case Outcome.Pending<String> pending -> {
          operatorId = pending.requestId();
          done++;
        }
        case Outcome.Refused<String> refused -> {
          return new Result.Ended(
              MessageStatus.FAILED, 0, String.valueOf(refused.cause().getMessage()));
        }
        case Outcome.NotSent<String> notSent -> {
          return again(done > 0, notSent.cause().retryAfter().orElse(PAUSE), notSent.cause());
        }
        case Outcome.Unknown<String> unknown -> {
          return again(true, PAUSE, unknown.cause());
        }
      }
    }
    return sent(due, operatorId);
  }

  private Result sent(Due due, String operatorId) {
    database.useTransaction(
        transaction -> MessageStore.sent(transaction, due.id(), due.at(), operatorId));
    return new Result.Again(0, true, true, clock.instant().plus(FIRST_POLL), "");
  }

  /**
   * Whether the operator took it before the answer was lost; what it does not list is sent again.
   */
  private Result lookUp(Messaging messaging, Due due) throws OperatorException {
    MessageContent last = Segments.of(due.content(), due.reference()).getLast();
    MessagePage page = messaging.list(due.ref(), Optional.empty());
    Optional<OperatorMessage> found =
        page.messages().stream()
            .filter(message -> !message.fromDevice())
            .filter(message -> message.content().payload().equals(last.payload()))
            .filter(message -> !message.submittedAt().isBefore(due.at().minusSeconds(5)))
            .findFirst();
    if (found.isPresent()) {
      return sent(due, found.get().id());
    }
    return due.expiresAt().isAfter(clock.instant())
        ? submit(messaging, due)
        : new Result.Ended(MessageStatus.EXPIRED, 0, "Not delivered in its time");
  }

  /** Asks for the newest messages, which tells of those that the device sent as well. */
  private Result follow(Messaging messaging, Due due, String operatorId) throws OperatorException {
    MessagePage page = messaging.list(due.ref(), Optional.empty());
    subscriptions
        .find(Scope.of(due.organisation()), due.subscription())
        .ifPresent(subscription -> messages.received(subscription, page.messages()));
    Optional<OperatorMessage> found =
        page.messages().stream()
            .filter(message -> message.id().equals(operatorId) && !message.fromDevice())
            .findFirst();
    if (found.isEmpty()) {
      found = messaging.find(due.ref(), operatorId);
    }
    if (found.isEmpty() && due.expiresAt().plus(LOST_AFTER).isBefore(clock.instant())) {
      return new Result.Ended(MessageStatus.FAILED, 0, "The operator knows it no more");
    }
    MessageState state = found.map(OperatorMessage::state).orElse(MessageState.BUFFERED);
    return result(due, state);
  }

  private Result result(Due due, MessageState state) {
    return switch (state) {
      case DELIVERED -> new Result.Arrived(due.whole());
      case FAILED -> new Result.Ended(MessageStatus.FAILED, 0, "Failed at the operator");
      case EXPIRED -> new Result.Ended(MessageStatus.EXPIRED, 0, "Not delivered in its time");
      case CANCELLED -> new Result.Ended(MessageStatus.CANCELLED, 0, "");
      case BUFFERED -> {
        Duration wait = FIRST_POLL.multipliedBy(1L << Math.min(Math.max(due.attempts(), 1), 10));
        yield new Result.Again(
            0,
            true,
            true,
            clock.instant().plus(wait.compareTo(config.poll()) > 0 ? config.poll() : wait),
            "");
      }
    };
  }

  /** Takes a report that came by itself. */
  boolean reported(long account, String operatorId, MessageState state) {
    Optional<Due> due = due(account, operatorId);
    if (due.isEmpty()) {
      return false;
    }
    if (state.isFinal()) {
      settlement.settle(Map.of(due.get(), result(due.get(), state)));
    }
    return true;
  }

  /** A message of ours by the operator's id; one that has ended is settled by nobody any more. */
  private Optional<Due> due(long account, String operatorId) {
    return database
        .inTransaction(transaction -> MessageStore.ofOperator(transaction, account, operatorId))
        .filter(message -> message.direction() == MessageDirection.MT)
        .map(message ->
            new Due(
                message.id(),
                message.at(),
                message.subscription(),
                message.organisation(),
                account,
                false,
                message.attempts(),
                0,
                0,
                true,
                message.expiresAt().orElse(clock.instant()),
                message.segments(),
                0,
                message.content(),
                message.source(),
                new SubscriptionRef("-", "-"),
                "",
                false,
                OptionalLong.empty(),
                message.operatorId()));
  }

  /** Has the operator cancel a message that it holds. */
  void cancel(Message message) {
    Subscription receiver =
        subscriptions
            .find(Scope.of(message.organisation()), message.subscription())
            .orElseThrow(() ->
                new FailureException(
                    new Failure.NotFound("SIM", Long.toString(message.subscription()))));
    String operatorId = message.operatorId().orElseThrow();
    Outcome<MessageState> outcome =
        accounts.ask(
            receiver.account(),
            operator ->
                operator
                    .messaging()
                    .orElseThrow(() ->
                        new FailureException(
                            new Failure.NotSupported("The operator takes no messages")))
                    .cancel(receiver.ref(), operatorId));
    switch (outcome) {
      case Outcome.Done<MessageState>(MessageState state) -> {
        var _ = reported(receiver.account(), operatorId, state);
        if (state != MessageState.CANCELLED) {
          throw new FailureException(
              new Failure.Conflict("The message is " + state + " and cannot be cancelled"));
        }
      }
      case Outcome.Refused<MessageState> refused ->
          throw new FailureException(
              new Failure.Conflict("The operator: " + refused.cause().getMessage()));
      case Outcome.Pending<MessageState> _ -> {
        // Its status will tell.
      }
      case Outcome.NotSent<MessageState> notSent ->
          throw new FailureException(
              new Failure.OperatorDown("The operator: " + notSent.cause().getMessage()));
      case Outcome.Unknown<MessageState> unknown ->
          throw new FailureException(
              new Failure.OperatorDown("The operator: " + unknown.cause().getMessage()));
    }
  }

  @Override
  public void close() {
    running = false;
    bell.release();
  }
}

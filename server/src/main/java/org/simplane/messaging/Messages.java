// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.lifecycle.Restriction;
import org.simplane.lifecycle.RestrictionListener;
import org.simplane.notification.Outbox;
import org.simplane.operator.MessageState;
import org.simplane.operator.Messaging;
import org.simplane.operator.OperatorMessage;
import org.simplane.operator.Service;
import org.simplane.usage.MessageMeter;

/**
 * Short messages to and from devices, whatever network they are on. Safe for use by many threads.
 */
public final class Messages implements RestrictionListener, AutoCloseable {

  private static final String SENT = "sms.status";

  private final Database database;
  private final Subscriptions subscriptions;
  private final Accounts accounts;
  private final MessageGate gate;
  private final MessagingConfig config;
  private final Clock clock;
  private final Settlement settlement;
  private final Courier courier;
  private final OperatorCourier operators;
  private final Intake intake;
  private final Inbox inbox;

  /**
   * What messages are sent with.
   *
   * @param link the own network's way to its devices
   */
  public record Tools(
      Database database,
      Partitions partitions,
      Subscriptions subscriptions,
      Accounts accounts,
      MessageMeter meter,
      MessageGate gate,
      Outbox outbox,
      ShortMessageLink link) {}

  public Messages(Tools tools, MessagingConfig config, Clock clock) {
    this.database = tools.database();
    this.subscriptions = tools.subscriptions();
    this.accounts = tools.accounts();
    this.gate = tools.gate();
    this.config = config;
    this.clock = clock;
    this.settlement = new Settlement(database, tools.meter(), gate, tools.outbox(), clock);
    this.courier = new Courier(database, tools.link(), settlement, config, clock);
    this.operators = new OperatorCourier(this, tools, settlement, config, clock);
    this.inbox = new Inbox(tools, settlement);
    this.intake =
        new Intake(
            database,
            tools.partitions(),
            gate,
            this::takesMessages,
            () -> {
              courier.wake();
              operators.wake();
            },
            clock);
  }

  /**
   * Begins to accept in bulk and to deliver. Only one at a time may be at work under the name of
   * its node.
   */
  public void start() {
    database.useTransaction(
        transaction -> DeliveryStore.letGo(transaction, config.node(), clock.instant()));
    intake.start();
    courier.start();
    operators.start();
  }

  @Override
  public void close() {
    intake.close();
    operators.close();
    courier.close();
  }

  /**
   * Accepts a message for a device and returns when it is stored; what becomes of it is told by its
   * status, by {@link #find} and as event {@code sms.status}. Takes {@link
   * Permission#SEND_MESSAGES}.
   *
   * @return the message's id
   * @throws FailureException {@code NotFound}; {@code Invalid}; {@code Conflict} where the SMS
   *     service is barred or used up, or the month's limit is reached; {@code NotSupported} where
   *     the operator takes no messages
   */
  public long send(Caller caller, long subscription, NewMessage message) {
    caller.require(Permission.SEND_MESSAGES);
    Subscription receiver =
        subscriptions
            .find(caller.scope(), subscription)
            .orElseThrow(() ->
                new FailureException(new Failure.NotFound("SIM", Long.toString(subscription))));
    return send(caller, receiver, message);
  }

  /**
   * As {@link #send(Caller, long, NewMessage)}, of a SIM that was just read in the caller's scope.
   */
  public long send(Caller caller, Subscription receiver, NewMessage message) {
    check(caller, receiver, message);
    return intake.accept(receiver, message, expiry(message), caller.name());
  }

  /** Refuses what {@link #send} would refuse for its content. */
  public void check(Caller caller, Subscription receiver, NewMessage message) {
    caller.require(Permission.SEND_MESSAGES);
    if (receiver.kind() != Subscription.Kind.SIM) {
      throw new FailureException(
          new Failure.NotSupported("Messages go to SIMs, and this is a satellite terminal"));
    }
    MessageChecks.check(message);
    var _ = expiry(message);
  }

  private Instant expiry(NewMessage message) {
    Instant now = clock.instant();
    Instant expiry = message.expiresAt().orElse(now.plus(config.validity()));
    if (!expiry.isAfter(now)) {
      throw invalid("expiresAt", "lies in the past");
    }
    Instant latest = now.plus(config.longestValidity());
    return expiry.isAfter(latest) ? latest : expiry;
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }

  public Optional<Message> find(Scope scope, long id) {
    return database.read(handle -> MessageStore.find(scope, handle, id));
  }

  /**
   * Newest first.
   *
   * @param before the last id seen; empty for the beginning
   */
  public List<Message> list(Scope scope, MessageQuery query, OptionalLong before, int limit) {
    return database.read(
        handle -> MessageStore.page(scope, handle, query, before.orElse(Long.MAX_VALUE), limit));
  }

  /** A page by number, counted from 1. */
  public List<Message> page(
      Scope scope, MessageQuery query, MessageSort sort, boolean descending, int page, int size) {
    long skip = (page - 1L) * size;
    return database.read(
        handle -> MessageStore.sorted(scope, handle, query, sort, descending, skip, size));
  }

  public long count(Scope scope, MessageQuery query) {
    return database.read(handle -> MessageStore.count(scope, handle, query));
  }

  /**
   * Cancels a message that is not delivered yet; takes {@link Permission#SEND_MESSAGES}. Whether
   * delivery or cancellation was first is settled by the database.
   *
   * @throws FailureException {@code NotFound}; {@code Conflict} where it is delivered or being
   *     delivered, or has ended otherwise
   */
  public Message cancel(Caller caller, long id) {
    caller.require(Permission.SEND_MESSAGES);
    Message message = found(caller.scope(), id);
    if (message.direction() == MessageDirection.MO) {
      throw conflict("The message came from the device; there is nothing to cancel");
    }
    if (message.status() == MessageStatus.SENT) {
      operators.cancel(message);
      return found(caller.scope(), id);
    }
    if (message.status() == MessageStatus.CANCELLED) {
      return message;
    }
    boolean cancelled =
        !message.status().isFinal()
            && database.inTransaction(
                transaction -> cancelled(caller.scope(), transaction, message));
    Message now = found(caller.scope(), id);
    if (!cancelled && now.status() != MessageStatus.CANCELLED) {
      throw conflict(
          now.status().isFinal()
              ? "The message is " + now.status() + " and cannot be cancelled"
              : "The message is just being delivered and cannot be cancelled");
    }
    return now;
  }

  private boolean cancelled(Scope scope, Transaction transaction, Message message) {
    if (!DeliveryStore.cancel(scope, transaction, message.id())) {
      return false;
    }
    Instant now = clock.instant();
    MessageStore.settle(
        transaction,
        List.of(
            new MessageStore.Settled(
                message.id(),
                message.at(),
                MessageStatus.CANCELLED,
                now,
                message.attempts(),
                Optional.empty())));
    settlement.tell(transaction, SENT, List.of(message.id()));
    gate.giveBackMt(transaction, message.organisation(), message.segments());
    return true;
  }

  private Message found(Scope scope, long id) {
    return find(scope, id)
        .orElseThrow(
            () -> new FailureException(new Failure.NotFound("message", Long.toString(id))));
  }

  private static FailureException conflict(String message) {
    return new FailureException(new Failure.Conflict(message));
  }

  /**
   * What waits for these devices is delivered now: they have shown themselves on the network. To be
   * called in the transaction that stored it.
   */
  public void attached(Transaction transaction, Collection<Long> ids) {
    if (!ids.isEmpty() && DeliveryStore.wake(transaction, ids, clock.instant()) > 0) {
      transaction.afterCommit(courier::wake);
    }
  }

  @Override
  public void restricted(Transaction transaction, Collection<Restriction> added) {
    // What waits is held back when its turn comes.
  }

  @Override
  public void lifted(Transaction transaction, Collection<Restriction> lifted) {
    attached(
        transaction,
        lifted.stream()
            .filter(restriction -> restriction.service() == Service.SMS)
            .map(Restriction::subscription)
            .toList());
  }

  /**
   * Takes messages that devices sent: stored, counted and told of once, however often they come.
   *
   * @param messages of subscriptions of which those out of scope are passed over
   */
  public Inbox.Intaken receive(Scope scope, List<ReceivedMessage> messages) {
    return inbox.receive(scope, messages);
  }

  /**
   * An operator tells of messages that a device sent. Once each, however often told.
   *
   * @param subscription the SIM of that operator account
   */
  public void received(Subscription subscription, List<OperatorMessage> messages) {
    List<ReceivedMessage> received =
        messages.stream()
            .filter(OperatorMessage::fromDevice)
            .map(message ->
                new ReceivedMessage(
                    message.id(),
                    subscription.id(),
                    // One told twice may be told more exactly the second time.
                    message.submittedAt().truncatedTo(ChronoUnit.SECONDS),
                    message.content(),
                    message.source(),
                    message.destination(),
                    message.part()))
            .toList();
    if (!received.isEmpty()) {
      var _ = receive(Scope.of(subscription.organisation()), received);
    }
  }

  /**
   * An operator tells what became of a message that it was given. Once each, however often told;
   * what is not known here, or has ended, is passed over.
   *
   * @param operatorId the operator's id of the message
   * @return whether the message is known
   */
  public boolean reported(long account, String operatorId, MessageState state) {
    return operators.reported(account, operatorId, state);
  }

  /** One that cannot be asked now, since it is paused or broken, may. */
  private boolean takesMessages(long account) {
    try {
      return messaging(account).isPresent();
    } catch (FailureException e) {
      return true;
    }
  }

  /** What an operator account's platform does for messages; empty where it takes none. */
  Optional<Messaging> messaging(long account) {
    return accounts.operator(account).messaging();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.access.Organisations;
import org.simplane.db.Database;
import org.simplane.notification.Outbox.StoredEvent;

/**
 * What was tried of webhooks, what was given up, and how to have it told again. Every write takes
 * {@link Permission#MANAGE_WEBHOOKS}.
 */
public final class WebhookLog {

  private static final int MOST_REPLAYED = 100_000;

  private final Webhooks webhooks;
  private final Database database;
  private final Organisations organisations;
  private final WebhookSender sender;
  private final WebhookConfig config;
  private final Clock clock;

  WebhookLog(
      Webhooks webhooks,
      Database database,
      Organisations organisations,
      WebhookSender sender,
      WebhookConfig config,
      Clock clock) {
    this.webhooks = webhooks;
    this.database = database;
    this.organisations = organisations;
    this.sender = sender;
    this.config = config;
    this.clock = clock;
  }

  /** Sends a made-up event and waits for the answer. */
  public Attempt ping(Caller caller, long id) {
    caller.require(Permission.MANAGE_WEBHOOKS);
    Webhook webhook = webhooks.known(caller.scope(), id);
    Format format = webhooks.format(webhook);
    WebhookSecrets kept = database.inTransaction(transaction -> webhooks.open(transaction, id));
    Served served = new Served(webhook, kept, format, Outbox.Position.START, 0);
    StoredEvent sample = format.sample(webhook.organisation(), id, clock.instant());
    Attempt attempt =
        Sending.send(sender, served, List.of(sample), clock)
            .orElseThrow(() -> new IllegalStateException("A sample is always written"));
    database.useTransaction(transaction ->
        DeliveryStore.insert(
            transaction, id, List.of(new Delivery(0, 0, sample.kind(), 1, 1, attempt))));
    return attempt;
  }

  /** What was tried, newest first; one more than {@code limit} where there are more. */
  public List<Delivery> deliveries(
      Scope scope, long id, Optional<Boolean> delivered, OptionalLong before, int limit) {
    webhooks.known(scope, id);
    return database.read(handle -> DeliveryStore.page(handle, id, delivered, before, limit + 1));
  }

  /** Oldest first; one more than {@code limit} where there are more. */
  public List<DeadLetter> deadLetters(Scope scope, long id, OptionalLong after, int limit) {
    webhooks.known(scope, id);
    return database.read(handle -> LetterStore.dead(handle, id, after.orElse(0), limit + 1));
  }

  /**
   * Tries dead letters anew. Answers how many.
   *
   * @param letters all when empty; each must be a dead letter of this webhook
   */
  public int retry(Caller caller, long id, Optional<Set<Long>> letters, boolean dryRun) {
    caller.require(Permission.MANAGE_WEBHOOKS);
    return database.inTransaction(transaction -> {
      Webhook webhook = Webhooks.lock(transaction, caller, id, OptionalLong.empty());
      if (letters.isPresent()
          && LetterStore.deadAmong(transaction.handle(), id, letters.get())
              < letters.get().size()) {
        throw new FailureException(
            Failure.Invalid.field("deadLetters", "holds one that is none of this webhook's"));
      }
      Instant now = clock.instant();
      int count =
          LetterStore.revive(
              transaction,
              id,
              letters,
              now,
              now.plus(webhooks.format(webhook).patience().giveUpAfter()));
      if (dryRun) {
        transaction.handle().rollback();
      } else {
        webhooks.changed(transaction);
      }
      return count;
    });
  }

  /** Tells once more what happened in a range of time. Answers how many events. */
  public int replay(
      Caller caller,
      long id,
      Instant from,
      Instant until,
      Optional<Set<String>> kinds,
      boolean dryRun) {
    caller.require(Permission.MANAGE_WEBHOOKS);
    if (!from.isBefore(until)) {
      throw new FailureException(Failure.Invalid.field("until", "must be after 'from'"));
    }
    return database.inTransaction(transaction -> {
      Webhook webhook = Webhooks.lock(transaction, caller, id, OptionalLong.empty());
      Format format = webhooks.format(webhook);
      if (format.maximumBatch() > 1) {
        throw new FailureException(
            new Failure.Conflict(
                "The format '" + format.name() + "' goes in order; make a webhook with 'since'"));
      }
      WebhookRules rules = new WebhookRules(config.privateAddresses());
      kinds.ifPresent(wanted -> rules.kinds(wanted, format));
      rules.check();
      Instant now = clock.instant();
      int count =
          LetterStore.replay(
              scope(webhook),
              transaction,
              id,
              kinds.orElse(webhook.kinds()),
              from,
              until,
              now,
              now.plus(format.patience().giveUpAfter()),
              MOST_REPLAYED + 1);
      if (count > MOST_REPLAYED) {
        throw new FailureException(
            Failure.Invalid.field(
                "until", "At most " + MOST_REPLAYED + " events at once; choose a shorter time"));
      }
      if (dryRun) {
        transaction.handle().rollback();
      } else {
        webhooks.changed(transaction);
      }
      return count;
    });
  }

  private Scope scope(Webhook webhook) {
    return webhook.below()
        ? organisations.scopeOf(webhook.organisation())
        : Scope.of(webhook.organisation());
  }
}

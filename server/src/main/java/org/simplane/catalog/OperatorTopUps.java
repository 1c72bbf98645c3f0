// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import org.simplane.job.Progress;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Outcome;
import org.simplane.operator.TopUps;
import org.simplane.usage.Quotas;

/**
 * Top-ups at the operators that SIMs come from. They cost money, so nothing is ordered a second
 * time unless the first certainly did not go out: SIMs count as sent before the call, and where its
 * answer was lost the operator's own list of orders is read; what does not show there is told as
 * failed, for a person to decide.
 */
final class OperatorTopUps {

  private static final int LOOKS = 4;

  private final Database database;
  private final Accounts accounts;
  private final Quotas quotas;
  private final Progress progress;
  private final Clock clock;

  OperatorTopUps(
      Database database, Accounts accounts, Quotas quotas, Progress progress, Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.quotas = quotas;
    this.progress = progress;
    this.clock = clock;
  }

  /** Does what can be done now; zero when nothing is left, else after how long to come back. */
  Duration some(WorkStore.Claimed claimed) {
    long order = claimed.order();
    database.useTransaction(transaction -> WorkStore.doubt(transaction, order));
    OptionalInt doubtful = database.read(handle -> WorkStore.doubtful(handle, order));
    if (doubtful.isPresent()) {
      return lookFor(claimed, doubtful.getAsInt());
    }
    Optional<Long> account = database.read(handle -> WorkStore.nextAccount(handle, order));
    if (account.isEmpty()) {
      return Duration.ZERO;
    }
    return order(claimed, account.get());
  }

  private Duration order(WorkStore.Claimed claimed, long account) {
    TopUps topUps;
    try {
      topUps = topUps(account);
    } catch (FailureException e) {
      return AtOperators.AGAIN.multipliedBy(4); // the account is paused or broken; nothing was sent
    }
    WorkStore.Batch batch =
        database.inTransaction(transaction ->
            WorkStore.send(
                transaction,
                claimed.order(),
                account,
                Math.max(1, topUps.maximumBatch()),
                clock.instant()));
    if (batch.refs().isEmpty()) {
      return Duration.ofSeconds(1);
    }
    Outcome<String> outcome =
        topUps.order(new TopUps.TopUpRequest(claimed.order(), batch.refs(), payment(claimed)));
    return database.inTransaction(transaction ->
        switch (outcome) {
          case Outcome.Done<String>(String number) -> done(transaction, claimed, batch, number);
          case Outcome.Pending<String>(String request, _) ->
              done(transaction, claimed, batch, request);
          case Outcome.Refused<String>(OperatorException cause) ->
              failed(transaction, claimed, batch, AtOperators.text(cause));
          case Outcome.NotSent<String>(OperatorException cause) ->
              notSent(transaction, claimed, batch, cause);
          case Outcome.Unknown<String>(OperatorException cause) -> {
            WorkStore.doubtful(
                transaction, claimed.order(), batch.number(), AtOperators.text(cause));
            yield AtOperators.AGAIN;
          }
        });
  }

  private Optional<String> payment(WorkStore.Claimed claimed) {
    return database
        .read(handle -> OrderStore.find(Scope.of(claimed.organisation()), handle, claimed.order()))
        .flatMap(Order::paymentMethod);
  }

  private Duration done(
      Transaction transaction, WorkStore.Claimed claimed, WorkStore.Batch batch, String number) {
    WorkStore.ordered(transaction, claimed.order(), batch.number(), number);
    quotas.topUps().askAnew(transaction, batch.subscriptions());
    return counted(transaction, claimed, batch);
  }

  private Duration failed(
      Transaction transaction, WorkStore.Claimed claimed, WorkStore.Batch batch, String why) {
    WorkStore.failed(transaction, claimed.order(), batch.number(), why);
    return counted(transaction, claimed, batch);
  }

  private Duration counted(
      Transaction transaction, WorkStore.Claimed claimed, WorkStore.Batch batch) {
    // Where the job was called off, what is open is called off at the next step.
    var _ = progress.step(transaction, claimed.job(), batch.subscriptions().size(), 0);
    return Duration.ofMillis(1);
  }

  private Duration notSent(
      Transaction transaction,
      WorkStore.Claimed claimed,
      WorkStore.Batch batch,
      OperatorException cause) {
    Instant placed =
        OrderStore.find(Scope.of(claimed.organisation()), transaction.handle(), claimed.order())
            .map(Order::orderedAt)
            .orElse(Instant.EPOCH);
    if (placed.plus(AtOperators.GIVE_UP).isBefore(clock.instant())) {
      return failed(transaction, claimed, batch, AtOperators.text(cause));
    }
    WorkStore.notSent(transaction, claimed.order(), batch.number(), AtOperators.text(cause));
    return cause.retryAfter().orElse(AtOperators.AGAIN);
  }

  private Duration lookFor(WorkStore.Claimed claimed, int number) {
    WorkStore.Batch batch =
        database.read(handle -> WorkStore.batch(handle, claimed.order(), number));
    List<String> placed;
    try {
      placed =
          topUps(batch.account())
              .placed(batch.refs(), batch.sentAt().minus(AtOperators.CLOCKS_DIFFER));
    } catch (FailureException | OperatorException e) {
      return AtOperators.AGAIN; // nobody knows yet
    }
    return database.inTransaction(transaction -> {
      List<String> known = WorkStore.known(transaction.handle(), batch.account(), placed);
      Optional<String> ours = placed.stream().filter(found -> !known.contains(found)).findFirst();
      if (ours.isPresent()) {
        return done(transaction, claimed, batch, ours.get());
      }
      if (batch.checks() >= LOOKS) {
        return failed(transaction, claimed, batch, AtOperators.NOT_SHOWN);
      }
      WorkStore.doubtful(transaction, claimed.order(), number, AtOperators.NOT_SHOWN);
      return AtOperators.AGAIN;
    });
  }

  private TopUps topUps(long account) {
    Operator operator = accounts.operator(account);
    return operator.topUps().orElseThrow(() -> unsold());
  }

  private static FailureException unsold() {
    return new FailureException(new Failure.NotSupported("The operator sells no top-ups"));
  }
}

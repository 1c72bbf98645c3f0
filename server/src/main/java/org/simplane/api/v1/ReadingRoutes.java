// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.simplane.Permission;
import org.simplane.account.Account;
import org.simplane.account.AccountState;
import org.simplane.account.Accounts;
import org.simplane.account.Freshness;
import org.simplane.account.ReadingProgress;
import org.simplane.account.Synchroniser;

/** How far operators have been read, and how old what is shown of them is. */
final class ReadingRoutes {

  private final Accounts accounts;
  private final Synchroniser synchroniser;

  ReadingRoutes(Accounts accounts, Synchroniser synchroniser) {
    this.accounts = accounts;
    this.synchroniser = synchroniser;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/accounts/freshness", Permission.READ_ACCOUNTS, this::freshness),
        Route.get("/accounts/{id}/progress", Permission.READ_ACCOUNTS, this::progress));
  }

  /** How far what is shown of an account's SIMs can be relied on. */
  record FreshnessWire(
      String account,
      String platform,
      String name,
      AccountState state,
      boolean fresh,
      Optional<String> reason,
      Optional<Instant> asOf,
      Optional<Long> ageSeconds,
      long callsHeldMilliseconds) {

    static FreshnessWire of(Freshness freshness, Ids ids) {
      Account account = freshness.account();
      return new FreshnessWire(
          ids.show(Ids.Kind.ACCOUNT, account.id()),
          account.platform(),
          account.name(),
          account.state(),
          freshness.fresh(),
          freshness.reason(),
          freshness.asOf(),
          freshness.age().map(Duration::toSeconds),
          freshness.callsHeld().toMillis());
    }
  }

  /** How far the reading of an account's operator is. */
  record ProgressWire(
      String account,
      ReadingProgress.Phase phase,
      Optional<StepWire> list,
      Optional<StepWire> details,
      Optional<Instant> readAt,
      Optional<String> error) {

    static ProgressWire of(long account, ReadingProgress progress, Ids ids) {
      return new ProgressWire(
          ids.show(Ids.Kind.ACCOUNT, account),
          progress.phase(),
          progress.list().map(step -> StepWire.of(step, ids)),
          progress.details().map(step -> StepWire.of(step, ids)),
          progress.readAt(),
          progress.error());
    }
  }

  /** A part of a reading. */
  record StepWire(
      Optional<String> job,
      long done,
      Optional<Long> total,
      Optional<Double> perSecond,
      Optional<Instant> estimatedEnd) {

    static StepWire of(ReadingProgress.Step step, Ids ids) {
      return new StepWire(
          step.job().isPresent()
              ? Optional.of(ids.show(Ids.Kind.JOB, step.job().getAsLong()))
              : Optional.empty(),
          step.done(),
          step.total().stream().boxed().findFirst(),
          step.perSecond().stream().mapToObj(rate -> Math.round(rate * 10) / 10.0).findFirst(),
          step.end());
    }
  }

  private Answer freshness(Request request) {
    return Answer.ok(
        new ListWire<>(
            accounts.freshness(request.caller().scope()).stream()
                .map(freshness -> FreshnessWire.of(freshness, request.ids()))
                .toList(),
            Optional.empty()));
  }

  private Answer progress(Request request) {
    long account = request.id(Ids.Kind.ACCOUNT);
    return Answer.ok(
        ProgressWire.of(
            account,
            synchroniser
                .progress(request.caller().scope(), account)
                .orElseThrow(() -> request.unknown(Ids.Kind.ACCOUNT)),
            request.ids()));
  }
}

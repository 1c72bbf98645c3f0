// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.db.Database;
import org.simplane.inventory.StandingChange;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.lifecycle.ChangeRequest;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.lifecycle.Target;
import org.simplane.lifecycle.Wish;
import org.simplane.operator.Status;
import org.simplane.operator.StatusTarget;
import org.simplane.usage.Quotas;
import tools.jackson.databind.node.JsonNodeFactory;

/** The end of SIMs' lives: what comes then, and how it is put off. */
final class Lives {

  /** Why a SIM was suspended: beside its status, where whoever extends it looks. */
  static final String ENDED = "End of life";

  private static final int MONTHS_BEFORE = 3;
  private static final int MONTHS_AFTER = 18;
  private static final int STEP = 1_000;

  private final Database database;
  private final Subscriptions subscriptions;
  private final Lifecycle lifecycle;
  private final Quotas quotas;
  private final Audit audit;
  private final Clock clock;

  Lives(
      Database database,
      Subscriptions subscriptions,
      Lifecycle lifecycle,
      Quotas quotas,
      Audit audit,
      Clock clock) {
    this.database = database;
    this.subscriptions = subscriptions;
    this.lifecycle = lifecycle;
    this.quotas = quotas;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Puts the end off, from three months before it until eighteen after: counted from the end where
   * that is still ahead, else from now. Quotas last as long, and a SIM that its end had suspended
   * is to be active again.
   *
   * @return what hindered, by subscription
   */
  Map<Long, String> extend(
      Transaction transaction, Caller caller, List<Subscription> sims, int months) {
    Instant now = clock.instant();
    Map<Long, String> hindered = new HashMap<>();
    Map<Long, Instant> ends = new HashMap<>();
    List<StandingChange> standings = new ArrayList<>();
    List<Audit.Entry> entries = new ArrayList<>();
    List<Long> back = new ArrayList<>();
    for (Subscription sim : sims) {
      Optional<String> hindrance = hindrance(sim, now);
      if (hindrance.isPresent()) {
        hindered.put(sim.id(), hindrance.get());
        continue;
      }
      Instant end = sim.standing().endsAt().orElseThrow();
      Instant later = utc(end.isAfter(now) ? end : now).plusMonths(months).toInstant();
      ends.put(sim.id(), later);
      standings.add(new StandingChange(sim.id(), sim.standing().ending(later), sim.asOf()));
      entries.add(
          new Audit.Entry(
              sim.organisation(),
              "subscription.extend",
              "subscription",
              sim.id(),
              sim.businessId(),
              JsonNodeFactory.instance.objectNode().put("endsAt", end.toString()),
              JsonNodeFactory.instance.objectNode().put("endsAt", later.toString())));
      if (sim.standing().status() == Status.SUSPENDED
          && sim.standing().reason().filter(ENDED::equals).isPresent()) {
        back.add(sim.id());
      }
    }
    subscriptions.applyStandings(transaction, standings);
    quotas.topUps().extend(transaction, caller, ends);
    audit.record(transaction, caller, entries);
    if (!back.isEmpty()) {
      var _ =
          lifecycle.request(
              transaction,
              Caller.system("extension of life", caller.scope()),
              new ChangeRequest(
                  "Back after extension",
                  new Target.Same(back, new Wish.ToStatus(StatusTarget.of(Status.ACTIVE))),
                  Optional.of("Extension of life"),
                  Optional.empty()));
    }
    return hindered;
  }

  private static Optional<String> hindrance(Subscription sim, Instant now) {
    Optional<Instant> end = sim.standing().endsAt();
    if (end.isEmpty()) {
      return Optional.of("The SIM " + sim.businessId() + " has no end that could be put off");
    }
    if (now.isBefore(utc(end.get()).minusMonths(MONTHS_BEFORE).toInstant())) {
      return Optional.of(
          "The SIM %s ends at %s and can be extended from %d months before"
              .formatted(sim.businessId(), end.get(), MONTHS_BEFORE));
    }
    if (now.isAfter(utc(end.get()).plusMonths(MONTHS_AFTER).toInstant())) {
      return Optional.of(
          "The SIM %s ended at %s, more than %d months ago"
              .formatted(sim.businessId(), end.get(), MONTHS_AFTER));
    }
    return Optional.empty();
  }

  /** Has SIMs of the own network suspended whose end has come; gives how many. */
  int suspendEnded() {
    int suspended = 0;
    while (true) {
      int some = database.inTransaction(this::suspendSome);
      suspended += some;
      if (some < STEP) {
        return suspended;
      }
    }
  }

  private int suspendSome(Transaction transaction) {
    Map<Long, List<Long>> ended = WorkStore.ended(transaction, clock.instant(), STEP);
    ended.forEach((organisation, ids) -> {
      var _ =
          lifecycle.request(
              transaction,
              Caller.system("end of life", Scope.of(organisation)),
              new ChangeRequest(
                  ENDED,
                  new Target.Same(ids, new Wish.ToStatus(StatusTarget.of(Status.SUSPENDED))),
                  Optional.of(ENDED),
                  Optional.empty()));
    });
    return ended.values().stream().mapToInt(List::size).sum();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

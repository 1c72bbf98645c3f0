// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.access.Organisations;
import org.simplane.db.Database;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Job;
import org.simplane.job.NewJob;
import org.simplane.job.Progress;
import org.simplane.job.Reports;
import org.simplane.notification.Outbox;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * SIMs go to another organisation: to one below as its parent likes, to any other when it has
 * handed out a number for that. Label, quota, restrictions and the rest of a SIM go along; usage,
 * events and audit stay where they came about; automatic top-ups end. Safe for use by many threads.
 */
public final class Transfers {

  /** The kind of these jobs. */
  public static final String JOB = "transfer";

  private static final int STEP = 500;
  private static final Duration LONGEST = Duration.ofDays(90);
  private static final long SMALLEST_NUMBER = 1_000_000_000_000_000L;

  private final Database database;
  private final Organisations organisations;
  private final Subscriptions subscriptions;
  private final Progress progress;
  private final Reports reports;
  private final Audit audit;
  private final Outbox outbox;
  private final Runnable bell;
  private final Clock clock;
  private final SecureRandom chance = new SecureRandom();

  Transfers(
      Database database,
      Organisations organisations,
      Subscriptions subscriptions,
      Progress progress,
      Reports reports,
      Audit audit,
      Outbox outbox,
      Runnable bell,
      Clock clock) {
    this.database = database;
    this.organisations = organisations;
    this.subscriptions = subscriptions;
    this.progress = progress;
    this.reports = reports;
    this.audit = audit;
    this.outbox = outbox;
    this.bell = bell;
    this.clock = clock;
  }

  /**
   * Takes the transfer on; takes {@link Permission#CHANGE_SUBSCRIPTIONS}. The job tells how far it
   * is.
   *
   * @return empty for a dry run
   * @throws FailureException {@code NotFound} for a SIM or a target that the caller may not know of
   */
  public Optional<Job> begin(Caller caller, Transfer wanted, boolean dryRun) {
    caller.require(Permission.CHANGE_SUBSCRIPTIONS);
    return database.inTransaction(transaction -> {
      long target = target(transaction, caller, wanted.target());
      Set<Long> ids = ids(transaction, caller, wanted);
      if (dryRun) {
        return Optional.empty();
      }
      Job job =
          progress.begin(
              transaction,
              new NewJob(
                  caller.scope().organisation(),
                  JOB,
                  "Transfer of " + ids.size() + " SIMs",
                  caller,
                  Optional.empty()));
      TransferStore.insert(transaction, caller, target, job.id(), ids, clock.instant());
      transaction.afterCommit(bell);
      return Optional.of(job);
    });
  }

  private long target(Transaction transaction, Caller caller, long named) {
    if (caller.scope().contains(named)) {
      return named;
    }
    return TransferStore.inviter(transaction.handle(), named, clock.instant())
        .orElseThrow(
            () -> new FailureException(new Failure.NotFound("organisation", Long.toString(named))));
  }

  private static Set<Long> ids(Transaction transaction, Caller caller, Transfer wanted) {
    Set<Long> ids = new LinkedHashSet<>(wanted.subscriptions());
    List<Long> single = List.copyOf(ids);
    for (int from = 0; from < single.size(); from += STEP) {
      List<Long> part = single.subList(from, Math.min(single.size(), from + STEP));
      Set<Long> known = new HashSet<>();
      OrderSimStore.candidates(caller.scope(), transaction.handle(), part)
          .forEach(sim -> known.add(sim.id()));
      for (long id : part) {
        if (!known.contains(id)) {
          throw new FailureException(new Failure.NotFound("SIM", Long.toString(id)));
        }
      }
    }
    for (Transfer.Range range : wanted.ranges()) {
      if (range.from().core().length() != range.to().core().length()
          || range.from().core().compareTo(range.to().core()) > 0) {
        throw invalid("ranges", "the end of a range is as long as its beginning and not before it");
      }
      List<Long> found =
          TransferStore.inRange(
              caller.scope(),
              transaction.handle(),
              range.from(),
              range.to(),
              SimPurchases.MOST + 1);
      if (found.isEmpty()) {
        throw new FailureException(
            new Failure.NotFound("SIM", range.from().digits() + " to " + range.to().digits()));
      }
      ids.addAll(found);
    }
    if (ids.isEmpty() || ids.size() > SimPurchases.MOST) {
      throw invalid("sims", "are 1 to " + SimPurchases.MOST + " in one transfer");
    }
    return ids;
  }

  /**
   * Makes a number that SIMs can be sent to from organisations that do not see the caller's; takes
   * {@link Permission#MANAGE_ACCESS}.
   */
  public Transfer.Invitation invite(Caller caller, Duration life, boolean dryRun) {
    caller.require(Permission.MANAGE_ACCESS);
    if (!life.isPositive() || life.compareTo(LONGEST) > 0) {
      throw invalid("days", "are 1 to " + LONGEST.toDays());
    }
    // Nobody guesses one of nine quadrillions, and every JSON reader holds it exactly.
    long number = SMALLEST_NUMBER + chance.nextLong(8_000_000_000_000_000L);
    Instant now = clock.instant();
    TransferStore.Code code = new TransferStore.Code(number, now.plus(life));
    if (!dryRun) {
      database.useTransaction(transaction -> {
        TransferStore.invite(transaction, caller.scope(), code, now);
        record(transaction, caller, "transfer.invite");
      });
    }
    return new Transfer.Invitation(number, code.expiresAt());
  }

  /** Those of the caller's own organisation that are still good. */
  public List<Transfer.Invitation> invitations(Caller caller) {
    caller.require(Permission.MANAGE_ACCESS);
    return database
        .read(handle -> TransferStore.invitations(caller.scope(), handle, clock.instant()))
        .stream()
        .map(code -> new Transfer.Invitation(code.code(), code.expiresAt()))
        .toList();
  }

  public void withdraw(Caller caller, long number, boolean dryRun) {
    caller.require(Permission.MANAGE_ACCESS);
    database.useTransaction(transaction -> {
      boolean there =
          dryRun
              ? TransferStore.invitations(caller.scope(), transaction.handle(), clock.instant())
                  .stream()
                  .anyMatch(code -> code.code() == number)
              : TransferStore.withdraw(transaction, caller.scope(), number);
      if (!there) {
        throw new FailureException(new Failure.NotFound("invitation", Long.toString(number)));
      }
      if (!dryRun) {
        record(transaction, caller, "transfer.withdraw");
      }
    });
  }

  private void record(Transaction transaction, Caller caller, String action) {
    long organisation = caller.scope().organisation();
    audit.record(
        transaction,
        caller,
        List.of(
            new Audit.Entry(organisation, action, "organisation", organisation, "", null, null)));
  }

  /** Moves some SIMs of a transfer that nobody else is at; false when there is none. */
  boolean workOnSome() {
    return database.inTransaction(transaction -> {
      Optional<TransferStore.Open> taken = TransferStore.take(transaction, STEP);
      taken.ifPresent(open -> work(transaction, open));
      return taken.isPresent();
    });
  }

  private void work(Transaction transaction, TransferStore.Open open) {
    boolean wanted = progress.step(transaction, open.job(), open.next().size(), open.total());
    if (!wanted || open.next().isEmpty()) {
      TransferStore.end(transaction, open.id(), clock.instant());
      reports.end(
          transaction,
          open.job(),
          open.failed(),
          JsonNodeFactory.instance.objectNode().put("moved", open.done() - open.failed()));
      return;
    }
    Scope own = organisations.scopeOf(open.organisation());
    Caller caller =
        new Caller(
            open.kind(),
            open.by(),
            open.name(),
            with(own, open.target()),
            Set.of(Permission.values()),
            open.correlation());
    // Only those that the organisation still has; what went elsewhere since is not fetched back.
    List<Subscription> before = subscriptions.findAll(own, open.next());
    List<Long> ids = before.stream().map(Subscription::id).toList();
    List<Subscription> moved = subscriptions.move(transaction, caller, ids, open.target());
    AutoTopUpStore.disable(transaction, moved.stream().map(Subscription::id).toList());
    publish(transaction, before, moved, open.target());
    TransferStore.step(
        transaction, open.id(), open.next().size(), open.next().size() - before.size());
  }

  private void publish(
      Transaction transaction, List<Subscription> before, List<Subscription> moved, long target) {
    Set<Long> gone = new HashSet<>();
    moved.forEach(sim -> gone.add(sim.id()));
    List<Outbox.Event> events = new ArrayList<>();
    for (Subscription sim : before) {
      if (gone.contains(sim.id())) {
        Map<String, Object> body =
            Map.of(
                "iccid", sim.businessId(),
                "from", Map.of("organisation", sim.organisation()),
                "to", Map.of("organisation", target));
        for (long told : List.of(sim.organisation(), target)) {
          events.add(
              new Outbox.Event(
                  told,
                  "subscription.transferred",
                  "subscription",
                  sim.id(),
                  sim.businessId(),
                  body));
        }
      }
    }
    outbox.publish(transaction, events);
  }

  private static Scope with(Scope scope, long target) {
    Set<Long> all = new HashSet<>(scope.organisations());
    all.add(target);
    return Scope.of(scope.organisation(), all);
  }

  private static FailureException invalid(String field, String message) {
    return new FailureException(Failure.Invalid.field(field, message));
  }
}

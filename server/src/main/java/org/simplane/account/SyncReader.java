// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.db.Database;
import org.simplane.inventory.ReadDepth;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.inventory.SyncReport;
import org.simplane.job.Progress;
import org.simplane.notification.Outbox;
import org.simplane.operator.Inventory;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.SubscriptionRef;

/** Brings one page of an operator's list into the inventory. */
final class SyncReader {

  /** Clocks differ, and operators note a change a little after it. */
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  private final Database database;
  private final Subscriptions subscriptions;
  private final Progress progress;
  private final Audit audit;
  private final Outbox outbox;
  private final ReadingConfig config;
  private final Clock clock;

  SyncReader(
      Database database,
      Subscriptions subscriptions,
      Progress progress,
      Audit audit,
      Outbox outbox,
      ReadingConfig config,
      Clock clock) {
    this.database = database;
    this.subscriptions = subscriptions;
    this.progress = progress;
    this.audit = audit;
    this.outbox = outbox;
    this.config = config;
    this.clock = clock;
  }

  /** The pass as it goes on; empty when it is over, called off, or in another node's hands. */
  Optional<SyncStore.Pass> readPage(
      SyncStore.Pass pass, Operator operator, RollCall seen, Instant lease)
      throws OperatorException {
    // What the operator says is true of some moment after this one.
    Instant asOf = clock.instant();
    Inventory inventory = operator.inventory();
    Optional<Inventory.ChangedList> changed =
        pass.since().isPresent() ? inventory.changedList() : Optional.empty();
    SimPage page =
        changed.isPresent()
            ? changed.get().list(pass.since().orElseThrow().minus(OVERLAP), pass.from())
            : inventory.list(pass.from());
    page.sims().forEach(sim -> seen.add(sim.ref().operatorKey()));
    ReadDepth depth =
        inventory.listsWhole() ? new ReadDepth.Whole() : new ReadDepth.Listed(changed.isPresent());
    Read read = new Read(page, depth, changed.isEmpty(), asOf);
    return database.inTransaction(transaction -> keep(transaction, pass, read, seen, lease));
  }

  /**
   * A page as it was read.
   *
   * @param whole of the whole list
   */
  private record Read(SimPage page, ReadDepth depth, boolean whole, Instant asOf) {}

  /** Brings some of the operator's subscriptions into the inventory as they stand now. */
  void read(long account, long organisation, Operator operator, List<SubscriptionRef> refs)
      throws OperatorException {
    Instant asOf = clock.instant();
    List<Sim> sims = new ArrayList<>();
    for (SubscriptionRef ref : refs) {
      operator.inventory().find(ref).ifPresent(sims::add);
    }
    if (!sims.isEmpty()) {
      ReadDepth depth = operator.inventory().listsWhole() ? new ReadDepth.Whole() : single(asOf);
      database.useTransaction(
          transaction -> keep(transaction, account, organisation, sims, depth, asOf));
    }
  }

  /** Read by itself. */
  ReadDepth single(Instant asOf) {
    return new ReadDepth.Single(asOf.plus(config.detailsAge()));
  }

  /**
   * @return by the operator's key, those that were left alone since a change of them is under way
   */
  Set<String> keep(
      Transaction transaction,
      long account,
      long organisation,
      List<Sim> sims,
      ReadDepth depth,
      Instant asOf) {
    Caller caller = Caller.system(Synchroniser.SYNCHRONISATION, Scope.of(organisation));
    Set<String> leftAlone = leftAlone(transaction, account, sims);
    tell(
        transaction,
        caller,
        take(transaction, organisation, account, sims, leftAlone, depth, asOf));
    return leftAlone;
  }

  private Optional<SyncStore.Pass> keep(
      Transaction transaction, SyncStore.Pass pass, Read read, RollCall seen, Instant lease) {
    SimPage page = read.page();
    if (!SyncStore.advance(transaction, pass, page.next().orElse(null), lease)) {
      return Optional.empty();
    }
    if (read.whole()) {
      seen.speed().add(page.sims().size());
      SyncStore.count(
          transaction,
          pass,
          new SyncStore.Listed(page.sims().size(), page.total(), seen.speed().perSecond()));
    }
    SyncStore.Pass going =
        new SyncStore.Pass(
            pass.account(),
            pass.organisation(),
            pass.job(),
            page.next(),
            pass.since(),
            pass.startedAt(),
            lease);
    Caller caller = Caller.system(Synchroniser.SYNCHRONISATION, Scope.of(pass.organisation()));
    SyncReport report =
        take(
            transaction,
            pass.organisation(),
            pass.account(),
            page.sims(),
            leftAlone(transaction, pass.account(), page.sims()),
            read.depth(),
            read.asOf());
    tell(transaction, caller, report);
    seen.changed(report.added().size() + report.changed().size() + report.details().size());
    int total = page.total().map(Math::toIntExact).orElse(0);
    boolean wanted =
        progress.step(transaction, pass.job().orElseThrow(), page.sims().size(), total);
    if (wanted && page.next().isPresent()) {
      return Optional.of(going);
    }
    if (wanted && seen.isWhole() && read.whole()) {
      tellAbsent(transaction, going, seen);
    }
    SyncStore.ended(transaction, going, wanted, read.whole(), clock.instant());
    if (wanted && seen.isWhole() && seen.changes() == 0 && nobodyAsked(transaction, pass)) {
      progress.forget(transaction, pass.job().orElseThrow());
    } else if (wanted) {
      progress.end(transaction, pass.job().orElseThrow());
    }
    return Optional.empty();
  }

  private static boolean nobodyAsked(Transaction transaction, SyncStore.Pass pass) {
    return SyncStore.isSystemJob(transaction, pass.job().orElseThrow());
  }

  /** SIMs with a change under way: what comes of that is newer than what was read. */
  private static Set<String> leftAlone(Transaction transaction, long account, List<Sim> sims) {
    return SyncStore.withOpenChange(
        transaction, account, sims.stream().map(sim -> sim.ref().operatorKey()).toList());
  }

  private SyncReport take(
      Transaction transaction,
      long organisation,
      long account,
      List<Sim> sims,
      Set<String> leftAlone,
      ReadDepth depth,
      Instant asOf) {
    List<Sim> taken =
        sims.stream().filter(sim -> !leftAlone.contains(sim.ref().operatorKey())).toList();
    return subscriptions.upsertFromOperator(transaction, organisation, account, taken, depth, asOf);
  }

  private void tell(Transaction transaction, Caller caller, SyncReport report) {
    List<Audit.Entry> entries = new ArrayList<>();
    List<Outbox.Event> events = new ArrayList<>();
    for (Told told : Told.of(report)) {
      Subscription after = told.subscription();
      String name = after.businessId();
      String action = told.status() ? "subscription.status" : "subscription.synchronised";
      entries.add(
          new Audit.Entry(
              after.organisation(),
              action,
              "subscription",
              after.id(),
              name,
              told.was(),
              told.is()));
      String kind = told.status() ? "subscription.status-changed" : "subscription.synchronised";
      events.add(
          new Outbox.Event(
              after.organisation(), kind, "subscription", after.id(), name, told.body()));
    }
    audit.record(transaction, caller, entries);
    outbox.publish(transaction, events);
  }

  private void tellAbsent(Transaction transaction, SyncStore.Pass pass, RollCall seen) {
    List<Outbox.Event> events = new ArrayList<>();
    for (SyncStore.Absent absent :
        SyncStore.noteAbsent(
            transaction, pass, SyncStore.absent(transaction, pass, seen), clock.instant())) {
      events.add(
          new Outbox.Event(
              absent.organisation(),
              "subscription.missing-at-operator",
              "subscription",
              absent.id(),
              absent.name(),
              Map.of("account", pass.account())));
    }
    seen.changed(events.size());
    outbox.publish(transaction, events);
  }
}

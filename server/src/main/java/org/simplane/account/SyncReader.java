// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.db.Database;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.inventory.SyncReport;
import org.simplane.job.Progress;
import org.simplane.notification.Outbox;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.SubscriptionRef;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Brings one page of an operator's list into the inventory. */
final class SyncReader {

  private final Database database;
  private final Subscriptions subscriptions;
  private final Progress progress;
  private final Audit audit;
  private final Outbox outbox;
  private final Clock clock;

  SyncReader(
      Database database,
      Subscriptions subscriptions,
      Progress progress,
      Audit audit,
      Outbox outbox,
      Clock clock) {
    this.database = database;
    this.subscriptions = subscriptions;
    this.progress = progress;
    this.audit = audit;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** The pass as it goes on; empty when it is over, called off, or in another node's hands. */
  Optional<SyncStore.Pass> readPage(
      SyncStore.Pass pass, Operator operator, RollCall seen, Instant lease)
      throws OperatorException {
    // What the operator says is true of some moment after this one.
    Instant asOf = clock.instant();
    SimPage page = operator.inventory().list(pass.from());
    page.sims().forEach(sim -> seen.add(sim.ref().operatorKey()));
    return database.inTransaction(transaction -> keep(transaction, pass, page, seen, asOf, lease));
  }

  /** Brings some of the operator's subscriptions into the inventory as they stand now. */
  void read(long account, long organisation, Operator operator, List<SubscriptionRef> refs)
      throws OperatorException {
    Instant asOf = clock.instant();
    List<Sim> sims = new ArrayList<>();
    for (SubscriptionRef ref : refs) {
      operator.inventory().find(ref).ifPresent(sims::add);
    }
    if (!sims.isEmpty()) {
      Caller caller = Caller.system(Synchroniser.SYNCHRONISATION, Scope.of(organisation));
      database.useTransaction(transaction ->
          tell(transaction, caller, take(transaction, organisation, account, sims, asOf)));
    }
  }

  private Optional<SyncStore.Pass> keep(
      Transaction transaction,
      SyncStore.Pass pass,
      SimPage page,
      RollCall seen,
      Instant asOf,
      Instant lease) {
    if (!SyncStore.advance(transaction, pass, page.next().orElse(null), lease)) {
      return Optional.empty();
    }
    SyncStore.Pass going =
        new SyncStore.Pass(
            pass.account(), pass.organisation(), pass.job(), page.next(), pass.startedAt(), lease);
    Caller caller = Caller.system(Synchroniser.SYNCHRONISATION, Scope.of(pass.organisation()));
    SyncReport report = take(transaction, pass.organisation(), pass.account(), page.sims(), asOf);
    tell(transaction, caller, report);
    seen.changed(report.added().size() + report.changed().size());
    int total = page.total().map(Math::toIntExact).orElse(0);
    boolean wanted =
        progress.step(transaction, pass.job().orElseThrow(), page.sims().size(), total);
    if (wanted && page.next().isPresent()) {
      return Optional.of(going);
    }
    if (wanted && seen.isWhole()) {
      tellAbsent(transaction, going, seen);
    }
    SyncStore.ended(transaction, going, wanted, clock.instant());
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

  /**
   * SIMs with a change under way are left alone: what comes of that is newer than what was read.
   */
  private SyncReport take(
      Transaction transaction, long organisation, long account, List<Sim> sims, Instant asOf) {
    Set<String> leftAlone =
        SyncStore.withOpenChange(
            transaction, account, sims.stream().map(sim -> sim.ref().operatorKey()).toList());
    List<Sim> taken =
        sims.stream().filter(sim -> !leftAlone.contains(sim.ref().operatorKey())).toList();
    return subscriptions.upsertFromOperator(transaction, organisation, account, taken, asOf);
  }

  private void tell(Transaction transaction, Caller caller, SyncReport report) {
    List<Audit.Entry> entries = new ArrayList<>();
    List<Outbox.Event> events = new ArrayList<>();
    for (SyncReport.Changed changed : report.changed()) {
      Subscription after = changed.after();
      String name = name(after);
      ObjectNode was = JsonNodeFactory.instance.objectNode();
      ObjectNode is = JsonNodeFactory.instance.objectNode();
      Map<String, @Nullable String> before = values(changed.before());
      values(after)
          .forEach((key, value) -> {
            if (!Objects.equals(value, before.get(key))) {
              was.put(key, before.get(key));
              is.put(key, value);
            }
          });
      String action =
          changed.hasOtherStatus() ? "subscription.status" : "subscription.synchronised";
      entries.add(
          new Audit.Entry(after.organisation(), action, "subscription", after.id(), name, was, is));
      Map<String, Object> body = new LinkedHashMap<>();
      if (changed.hasOtherStatus()) {
        body.put("before", status(changed.before()));
        body.put("after", status(after));
      }
      body.put("reason", "Read from the operator");
      String kind =
          changed.hasOtherStatus() ? "subscription.status-changed" : "subscription.synchronised";
      events.add(
          new Outbox.Event(after.organisation(), kind, "subscription", after.id(), name, body));
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

  private static Map<String, @Nullable String> values(Subscription subscription) {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    values.put("status", status(subscription));
    values.put("operatorStatus", subscription.standing().operatorStatus());
    values.put("label", subscription.label().orElse(null));
    values.put("imeiLock", Boolean.toString(subscription.imeiLock()));
    values.put("imei", subscription.identity().imei().map(Object::toString).orElse(null));
    values.put("imsi", subscription.identity().imsi().map(Object::toString).orElse(null));
    values.put("msisdn", subscription.identity().msisdnData().map(Object::toString).orElse(null));
    values.put("eid", subscription.identity().eid().map(Object::toString).orElse(null));
    values.put("ipAddress", subscription.identity().ipAddress().orElse(null));
    return values;
  }

  private static String status(Subscription subscription) {
    return subscription.standing().status()
        + subscription.standing().phase().map(phase -> "/" + phase).orElse("");
  }

  private static String name(Subscription subscription) {
    return subscription
        .identity()
        .iccid()
        .map(Object::toString)
        .or(() -> subscription.identity().terminalSerial())
        .orElse(subscription.operatorKey());
  }
}

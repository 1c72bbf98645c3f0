// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.connectivity.DeviceStore.BarredSim;
import org.simplane.connectivity.DeviceStore.ImeiChange;
import org.simplane.connectivity.DeviceStore.WatchedSim;
import org.simplane.db.Database;
import org.simplane.inventory.Subscriptions;
import org.simplane.inventory.ValueChange;
import org.simplane.lifecycle.Restriction;
import org.simplane.lifecycle.Restriction.Cause;
import org.simplane.lifecycle.Restrictions;
import org.simplane.notification.Outbox;
import org.simplane.operator.Imei;
import org.simplane.operator.Service;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Follows which device a SIM is in. A locked SIM takes the first device that it attaches with; in
 * any other its services are barred until it is back in its own, or the lock is taken away.
 */
public final class DeviceWatch {

  private static final int BATCH = 1_000;

  private final Subscriptions subscriptions;
  private final Restrictions restrictions;
  private final Audit audit;
  private final Outbox outbox;

  public DeviceWatch(
      Subscriptions subscriptions, Restrictions restrictions, Audit audit, Outbox outbox) {
    this.subscriptions = subscriptions;
    this.restrictions = restrictions;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** A SIM was seen in a device. */
  record Sighting(long subscription, Imei imei, Instant at) {}

  /** What a batch of sightings comes to. */
  private record Findings(
      List<ValueChange> changes,
      List<Restriction> barred,
      List<Restriction> freed,
      List<Outbox.Event> events,
      List<ImeiChange> history,
      List<Audit.Entry> audited) {

    Findings() {
      this(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }
  }

  /** Draws the consequences of what the network saw, oldest first. */
  void seen(Transaction transaction, Caller caller, List<Sighting> sightings) {
    Map<Long, List<Sighting>> bySim = new LinkedHashMap<>();
    sightings.forEach(
        one -> bySim.computeIfAbsent(one.subscription(), _ -> new ArrayList<>()).add(one));
    Map<Long, String> last = new HashMap<>();
    Set<Long> mixed = new HashSet<>();
    sightings.forEach(one -> {
      String before = last.put(one.subscription(), one.imei().core());
      if (before != null && !before.equals(one.imei().core())) {
        mixed.add(one.subscription());
      }
    });
    Set<Long> suspects = DeviceStore.changed(caller.scope(), transaction, last);
    suspects.addAll(mixed);
    if (suspects.isEmpty()) {
      return;
    }
    Findings findings = new Findings();
    for (WatchedSim sim : DeviceStore.watched(caller.scope(), transaction, suspects)) {
      judge(sim, bySim.getOrDefault(sim.id(), List.of()), findings);
    }
    subscriptions.applyValues(transaction, findings.changes());
    restrictions.lift(transaction, caller, findings.freed());
    restrictions.add(transaction, caller, findings.barred());
    audit.record(transaction, caller, findings.audited());
    outbox.publish(transaction, findings.events());
    DeviceStore.remember(transaction, findings.history());
  }

  private static void judge(WatchedSim sim, List<Sighting> sightings, Findings findings) {
    Optional<Imei> known = sim.imei();
    Optional<Imei> own = sim.lockedImei();
    for (Sighting sighting : sightings) {
      Imei imei = sighting.imei();
      if (known.isEmpty() || !known.get().isSameDeviceAs(imei)) {
        changed(sim, known, sighting, findings);
        findings.history().add(history(sim, "CHANGED", sighting, known));
        known = Optional.of(imei);
      }
      if (sim.own() && sim.locked() && own.isEmpty()) {
        findings.history().add(history(sim, "LOCKED", sighting, Optional.empty()));
        own = Optional.of(imei);
        findings.changes().add(new ValueChange.ToImeiLock(sim.id(), true, own));
        findings.events().add(event("subscription.imei-locked", sim, Optional.empty(), sighting));
      }
    }
    // Where another operator has the lock, it bars by itself.
    if (!sim.own() || !sim.locked() || own.isEmpty() || known.isEmpty()) {
      return;
    }
    boolean foreign = !own.get().isSameDeviceAs(known.get());
    if (foreign && !sim.barred()) {
      findings.history().add(history(sim, "VIOLATED", sightings.getLast(), own));
      findings.barred().addAll(restrictions(sim.id()));
      findings
          .events()
          .add(event("subscription.imei-lock-violated", sim, own, sightings.getLast()));
    } else if (!foreign && sim.barred()) {
      findings.history().add(history(sim, "RETURNED", sightings.getLast(), own));
      findings.freed().addAll(restrictions(sim.id()));
    }
  }

  private static void changed(
      WatchedSim sim, Optional<Imei> before, Sighting sighting, Findings findings) {
    findings.changes().add(new ValueChange.ToImei(sim.id(), Optional.of(sighting.imei())));
    findings.events().add(event("subscription.imei-changed", sim, before, sighting));
    JsonNodeFactory json = JsonNodeFactory.instance;
    findings
        .audited()
        .add(
            new Audit.Entry(
                sim.organisation(),
                "subscription.imei",
                "subscription",
                sim.id(),
                sim.name(),
                before.isEmpty() ? null : json.objectNode().put("imei", before.get().digits()),
                json.objectNode().put("imei", sighting.imei().digits())));
  }

  private static ImeiChange history(
      WatchedSim sim, String kind, Sighting sighting, Optional<Imei> before) {
    return new ImeiChange(
        sighting.at(), sim.id(), sim.organisation(), kind, sighting.imei(), before);
  }

  private static Outbox.Event event(
      String kind, WatchedSim sim, Optional<Imei> before, Sighting sighting) {
    Map<String, Object> body = new LinkedHashMap<>();
    before.ifPresent(imei -> body.put("before", imei.digits()));
    body.put("imei", sighting.imei().digits());
    body.put("at", sighting.at().toString());
    return new Outbox.Event(sim.organisation(), kind, "subscription", sim.id(), sim.name(), body);
  }

  private static List<Restriction> restrictions(long subscription) {
    return EnumSet.allOf(Service.class).stream()
        .map(service -> new Restriction(subscription, service, Cause.IMEI_LOCK))
        .toList();
  }

  /**
   * Frees SIMs that are still barred for a lock that was taken away, or that is open for the next
   * device.
   */
  public static void release(Database database, Restrictions restrictions) {
    for (BarredSim sim : database.read(handle -> DeviceStore.wronglyBarred(handle, BATCH))) {
      Caller caller = Caller.system("network", Scope.of(sim.organisation()));
      database.useTransaction(
          transaction -> restrictions.lift(transaction, caller, restrictions(sim.id())));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.simplane.Transaction;
import org.simplane.operator.Iccid;
import org.simplane.operator.Sim;

/** Brings what an operator says of its subscriptions into the store. */
final class OperatorReading {

  /**
   * A subscription that is as it was has its {@code asOf} written at most so often: whole fleets
   * are read again and again.
   */
  private static final Duration CONFIRM_AFTER = Duration.ofHours(1);

  private final Transaction transaction;
  private final long organisation;
  private final WriteStore.Account account;
  private final Instant asOf;
  private final Instant now;
  private final DetailsReading details;

  private final List<Subscription> added = new ArrayList<>();
  private final List<SyncReport.Changed> changed = new ArrayList<>();
  private final List<Subscription> confirmed = new ArrayList<>();
  private int unchanged;
  private int outdated;

  OperatorReading(
      Transaction transaction,
      long organisation,
      WriteStore.Account account,
      ReadDepth depth,
      Instant asOf,
      Instant now) {
    this.transaction = transaction;
    this.organisation = organisation;
    this.account = account;
    this.asOf = asOf;
    this.now = now;
    this.details = new DetailsReading(transaction, depth, CONFIRM_AFTER, asOf);
  }

  SyncReport take(Collection<Sim> sims) {
    Map<String, Sim> byKey = new LinkedHashMap<>();
    sims.forEach(sim -> byKey.put(sim.ref().operatorKey(), sim));
    List<String> cores =
        byKey.values().stream()
            .flatMap(sim -> sim.iccid().stream())
            .map(Iccid::core)
            .distinct()
            .toList();
    Map<String, Subscription> known = new HashMap<>();
    Map<String, Subscription> knownCards = new HashMap<>();
    for (Subscription s :
        WriteStore.lockOfAccount(transaction, account.id(), byKey.keySet(), cores)) {
      known.put(s.operatorKey(), s);
      s.identity().iccid().ifPresent(iccid -> knownCards.put(iccid.core(), s));
    }
    List<Sim> strangers = new ArrayList<>();
    for (Sim sim : byKey.values()) {
      Subscription before = known.get(sim.ref().operatorKey());
      if (before == null && sim.iccid().isPresent()) {
        before = knownCards.get(sim.iccid().get().core());
      }
      if (before == null) {
        strangers.add(sim);
      } else {
        compare(before, sim);
      }
    }
    addAll(strangers);
    Set<IdentifierKind> kinds = EnumSet.noneOf(IdentifierKind.class);
    changed.forEach(change -> kinds.addAll(touched(change.before(), change.after())));
    List<Subscription> written =
        new ArrayList<>(changed.stream().map(SyncReport.Changed::after).toList());
    WriteStore.update(transaction, written, kinds);
    WriteStore.update(transaction, confirmed, Set.of());
    return new SyncReport(added, changed, details.keep(written), unchanged, outdated);
  }

  private void compare(Subscription before, Sim sim) {
    if (before.asOf().isAfter(asOf)) {
      outdated++;
      return;
    }
    Subscription read = merged(before, sim);
    details.add(before, sim);
    if (sameButForTimes(before, read)) {
      unchanged++;
      if (before.asOf().plus(CONFIRM_AFTER).isBefore(asOf)) {
        confirmed.add(read);
      }
    } else {
      changed.add(new SyncReport.Changed(before, stamped(read, now)));
    }
  }

  /** What the operator does not say stays; what it knows better than we is taken over. */
  private Subscription merged(Subscription s, Sim sim) {
    Identity was = s.identity();
    Identity identity =
        new Identity(
            sim.iccid().or(was::iccid),
            was.terminalSerial(),
            was.serialNumber(),
            sim.eid().or(was::eid),
            sim.imsi().or(was::imsi),
            was.imsi2(),
            sim.msisdn().or(was::msisdnData),
            was.msisdnVoice(),
            was.msisdnFax(),
            sim.imei().or(was::imei),
            sim.ipAddress().or(was::ipAddress));
    Standing stood = s.standing();
    boolean moved = stood.status() != sim.status() || !stood.phase().equals(sim.billingPhase());
    boolean arrived = stood.intended().isPresent() && stood.intended().get() == sim.status();
    Standing standing =
        new Standing(
            sim.status(),
            sim.operatorStatus(),
            sim.billingPhase(),
            arrived ? Optional.empty() : stood.intended(),
            stood.reason(),
            stood.requestedAt(),
            moved ? Optional.of(asOf) : stood.changedAt(),
            sim.activatedAt().or(stood::activatedAt),
            stood.endsAt());
    return new Subscription(
        s.id(),
        s.organisation(),
        s.account(),
        s.kind(),
        sim.ref().operatorKey(),
        identity,
        standing,
        sim.imeiLock().orElse(s.imeiLock()),
        s.lockedImei(),
        sim.label().or(s::label),
        s.subscriber(),
        s.device(),
        s.machine(),
        s.tags(),
        s.attributes(),
        s.allowances(),
        asOf,
        s.createdAt(),
        s.updatedAt(),
        s.version());
  }

  private void addAll(List<Sim> strangers) {
    if (strangers.isEmpty()) {
      return;
    }
    List<Long> ids = WriteStore.nextIds(transaction.handle(), strangers.size());
    List<Subscription> fresh = new ArrayList<>(strangers.size());
    for (int i = 0; i < strangers.size(); i++) {
      fresh.add(fresh(ids.get(i), strangers.get(i)));
    }
    added.addAll(WriteStore.insert(transaction, account.own(), fresh));
    Map<Long, Sim> byId = new HashMap<>();
    for (int i = 0; i < strangers.size(); i++) {
      byId.put(ids.get(i), strangers.get(i));
    }
    for (Subscription s : added) {
      Sim sim = byId.get(s.id());
      if (sim != null) {
        details.add(s, sim);
      }
    }
  }

  private Subscription fresh(long id, Sim sim) {
    boolean terminal = sim.iccid().isEmpty();
    Identity none =
        new Identity(
            sim.iccid(),
            terminal ? Optional.of(sim.ref().businessId()) : Optional.empty(),
            Optional.empty(),
            sim.eid(),
            sim.imsi(),
            Optional.empty(),
            sim.msisdn(),
            Optional.empty(),
            Optional.empty(),
            sim.imei(),
            sim.ipAddress());
    return new Subscription(
        id,
        organisation,
        account.id(),
        terminal ? Subscription.Kind.TERMINAL : Subscription.Kind.SIM,
        sim.ref().operatorKey(),
        none,
        new Standing(
            sim.status(),
            sim.operatorStatus(),
            sim.billingPhase(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            sim.activatedAt(),
            Optional.empty()),
        sim.imeiLock().orElse(false),
        Optional.empty(),
        sim.label(),
        Subscriber.NONE,
        Device.NONE,
        Machine.NONE,
        List.of(),
        Map.of(),
        Map.of(),
        asOf,
        now,
        now,
        1);
  }

  /** As it is after a change: newer by one version. */
  static Subscription stamped(Subscription s, Instant now) {
    return with(s, s.asOf(), now, s.version() + 1);
  }

  static boolean sameButForTimes(Subscription one, Subscription other) {
    return with(one, Instant.EPOCH, Instant.EPOCH, 0)
        .equals(with(other, Instant.EPOCH, Instant.EPOCH, 0));
  }

  private static Subscription with(Subscription s, Instant asOf, Instant updatedAt, long version) {
    return new Subscription(
        s.id(),
        s.organisation(),
        s.account(),
        s.kind(),
        s.operatorKey(),
        s.identity(),
        s.standing(),
        s.imeiLock(),
        s.lockedImei(),
        s.label(),
        s.subscriber(),
        s.device(),
        s.machine(),
        s.tags(),
        s.attributes(),
        s.allowances(),
        asOf,
        s.createdAt(),
        updatedAt,
        version);
  }

  /** Of which kinds the index must be written anew. */
  static Set<IdentifierKind> touched(Subscription before, Subscription after) {
    Set<IdentifierKind> kinds = EnumSet.noneOf(IdentifierKind.class);
    Identity was = before.identity();
    Identity is = after.identity();
    note(kinds, IdentifierKind.ICCID, was.iccid(), is.iccid());
    note(kinds, IdentifierKind.TERMINAL_SERIAL, was.terminalSerial(), is.terminalSerial());
    note(kinds, IdentifierKind.SERIAL_NUMBER, was.serialNumber(), is.serialNumber());
    note(kinds, IdentifierKind.EID, was.eid(), is.eid());
    note(kinds, IdentifierKind.IMSI, was.imsi(), is.imsi());
    note(kinds, IdentifierKind.IMSI, was.imsi2(), is.imsi2());
    note(kinds, IdentifierKind.MSISDN_DATA, was.msisdnData(), is.msisdnData());
    note(kinds, IdentifierKind.MSISDN_VOICE, was.msisdnVoice(), is.msisdnVoice());
    note(kinds, IdentifierKind.MSISDN_FAX, was.msisdnFax(), is.msisdnFax());
    note(kinds, IdentifierKind.IMEI, was.imei(), is.imei());
    note(kinds, IdentifierKind.IP_ADDRESS, was.ipAddress(), is.ipAddress());
    note(kinds, IdentifierKind.LABEL, before.label(), after.label());
    // The operator's key has an entry of its own only where it differs from the business id.
    note(kinds, IdentifierKind.OPERATOR_KEY, before.operatorKey(), after.operatorKey());
    note(kinds, IdentifierKind.OPERATOR_KEY, before.businessId(), after.businessId());
    note(
        kinds,
        IdentifierKind.SUBSCRIBER,
        before.subscriber().identifier(),
        after.subscriber().identifier());
    note(kinds, IdentifierKind.USER, before.subscriber().user(), after.subscriber().user());
    note(
        kinds,
        IdentifierKind.USER_REFERENCE,
        before.subscriber().userReference(),
        after.subscriber().userReference());
    note(
        kinds,
        IdentifierKind.DEVICE_UNIQUE_IDENTIFIER,
        before.device().uniqueIdentifier(),
        after.device().uniqueIdentifier());
    note(
        kinds,
        IdentifierKind.DEVICE_SERIAL_NUMBER,
        before.device().serialNumber(),
        after.device().serialNumber());
    note(
        kinds,
        IdentifierKind.MACHINE_SERIAL_NUMBER,
        before.machine().serialNumber(),
        after.machine().serialNumber());
    return kinds;
  }

  private static void note(
      Set<IdentifierKind> kinds, IdentifierKind kind, @Nullable Object was, @Nullable Object is) {
    if (!Objects.equals(was, is)) {
      kinds.add(kind);
    }
  }
}

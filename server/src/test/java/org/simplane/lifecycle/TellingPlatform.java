// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.simplane.operator.Change;
import org.simplane.operator.CharacteristicControl;
import org.simplane.operator.ConsumptionReports;
import org.simplane.operator.DataConnectivity;
import org.simplane.operator.Details;
import org.simplane.operator.EventReports;
import org.simplane.operator.Iccid;
import org.simplane.operator.Imei;
import org.simplane.operator.Inventory;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Outcome;
import org.simplane.operator.Pace;
import org.simplane.operator.Push;
import org.simplane.operator.PushReceiver;
import org.simplane.operator.QuotaReports;
import org.simplane.operator.Setting;
import org.simplane.operator.Sim;
import org.simplane.operator.SimPage;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.operator.Telling;

/** An operator in this process whose list shows less than a single read, as Control Center's. */
final class TellingPlatform
    implements OperatorPlatform,
        Operator,
        Inventory,
        Inventory.ChangedList,
        CharacteristicControl,
        ConsumptionReports,
        QuotaReports,
        EventReports,
        PushReceiver {

  /** A SIM at the operator. */
  record Kept(String customer, Optional<Imei> imei, Instant modified) {}

  final Map<String, Kept> sims = new ConcurrentSkipListMap<>();
  final Map<String, Integer> reads = new ConcurrentHashMap<>();
  final List<Instant> since = new CopyOnWriteArrayList<>();
  final AtomicInteger lists = new AtomicInteger();
  final AtomicInteger changes = new AtomicInteger();
  final AtomicInteger asked = new AtomicInteger();
  final Map<String, OperatorException.Kind> odd = new ConcurrentHashMap<>();
  final Queue<Boolean> lost = new ConcurrentLinkedQueue<>();
  final List<Consumption> consumption = new CopyOnWriteArrayList<>();
  final AtomicInteger readsLeft = new AtomicInteger(Integer.MAX_VALUE);
  volatile boolean down;
  volatile Set<Telling> tells = Set.of();
  volatile Status status = Status.ACTIVE;
  volatile Optional<QuotaReport> quota = Optional.empty();
  volatile List<OperatorEvent> pushed = List.of();

  /** Happens while an answer about consumption, quotas or events is on its way. */
  volatile Runnable meanwhile = () -> {};

  /** All but the first page of a list wait for it. */
  volatile CountDownLatch furtherPages = new CountDownLatch(0);

  void put(String iccid, String customer) {
    sims.compute(
        iccid,
        (_, before) ->
            new Kept(customer, before == null ? Optional.empty() : before.imei(), Instant.now()));
  }

  int readsOfAll() {
    return reads.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public String name() {
    return "telling";
  }

  @Override
  public String title() {
    return "Telling";
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public Pace defaultPace() {
    return new Pace(0, 1);
  }

  @Override
  public Operator open(Map<String, String> settings, OperatorContext context) {
    return this;
  }

  @Override
  public void check() {}

  @Override
  public Inventory inventory() {
    return this;
  }

  @Override
  public Optional<CharacteristicControl> characteristicControl() {
    return Optional.of(this);
  }

  @Override
  public Optional<ConsumptionReports> consumptionReports() {
    return Optional.of(this);
  }

  @Override
  public Optional<QuotaReports> quotaReports() {
    return quota.isEmpty() ? Optional.empty() : Optional.of(this);
  }

  @Override
  public List<QuotaReport> quotas(SubscriptionRef ref) {
    meanwhile.run();
    return quota.stream().toList();
  }

  @Override
  public Optional<EventReports> eventReports() {
    return Optional.of(this);
  }

  @Override
  public List<OperatorEvent> events(SubscriptionRef ref, Instant from) {
    meanwhile.run();
    return pushed;
  }

  @Override
  public Optional<PushReceiver> pushes() {
    return Optional.of(this);
  }

  @Override
  public boolean isAuthentic(Push push) {
    return true;
  }

  @Override
  public List<OperatorEvent> read(Push push) {
    return pushed;
  }

  @Override
  public Set<Telling> tells() {
    return tells;
  }

  @Override
  public void close() {}

  @Override
  public boolean listsWhole() {
    return false;
  }

  @Override
  public Optional<ChangedList> changedList() {
    return Optional.of(this);
  }

  @Override
  public Optional<Sim> find(SubscriptionRef ref) throws OperatorException {
    if (readsLeft.getAndDecrement() <= 0) {
      throw new OperatorException(OperatorException.Kind.UNREACHABLE, "Nobody there");
    }
    reads.merge(ref.operatorKey(), 1, Integer::sum);
    OperatorException.Kind fault = odd.get(ref.operatorKey());
    if (fault != null) {
      throw new OperatorException(fault, "Not to be read");
    }
    return Optional.ofNullable(sims.get(ref.operatorKey()))
        .map(kept -> sim(ref.operatorKey(), kept, details(kept)));
  }

  @Override
  public SimPage list(Optional<String> from) {
    lists.incrementAndGet();
    if (from.isPresent()) {
      try {
        furtherPages.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return page(Instant.EPOCH, from);
  }

  @Override
  public SimPage list(Instant since, Optional<String> from) {
    this.since.add(since);
    return page(since, from);
  }

  private SimPage page(Instant since, Optional<String> from) {
    List<Sim> page = new ArrayList<>();
    sims.forEach((key, kept) -> {
      if (from.map(last -> key.compareTo(last) > 0).orElse(true)
          && page.size() < 50
          && !kept.modified().isBefore(since)) {
        page.add(sim(key, kept, Details.NONE));
      }
    });
    Optional<String> next =
        page.size() < 50 ? Optional.empty() : Optional.of(page.getLast().ref().operatorKey());
    return new SimPage(page, next, Optional.empty());
  }

  private static Details details(Kept kept) {
    return new Details(
        Optional.of(DataConnectivity.NONE),
        Optional.empty(),
        Optional.of(kept.customer()),
        Optional.empty(),
        Map.of());
  }

  private Sim sim(String key, Kept kept, Details details) {
    return new Sim(
        new SubscriptionRef(key, key),
        status,
        status.name(),
        Optional.empty(),
        Optional.of(new Iccid(key)),
        Optional.empty(),
        Optional.empty(),
        details.equals(Details.NONE) ? Optional.empty() : kept.imei(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        details);
  }

  @Override
  public Set<Kind> kinds() {
    return EnumSet.of(Kind.CUSTOMER);
  }

  @Override
  public int maximumBatch() {
    return 10;
  }

  @Override
  public List<Outcome<Characteristic>> change(List<Change<Characteristic>> wanted) {
    List<Outcome<Characteristic>> outcomes = new ArrayList<>();
    for (Change<Characteristic> one : wanted) {
      changes.incrementAndGet();
      Boolean effect = lost.poll();
      if (effect == null || effect) {
        put(one.subscription().operatorKey(), one.target().value());
      }
      outcomes.add(
          effect == null
              ? new Outcome.Done<>(one.target())
              : new Outcome.Unknown<>(
                  new OperatorException(OperatorException.Kind.TIMEOUT, "No answer")));
    }
    return outcomes;
  }

  @Override
  public Outcome<Characteristic> follow(String requestId) {
    return new Outcome.Pending<>(requestId, Duration.ofSeconds(1));
  }

  @Override
  public List<Consumption> current(SubscriptionRef ref) throws OperatorException {
    asked.incrementAndGet();
    if (down) {
      throw new OperatorException(OperatorException.Kind.UNREACHABLE, "Nobody there");
    }
    OperatorException.Kind fault = odd.get(ref.operatorKey());
    if (fault != null) {
      throw new OperatorException(fault, "Not to be read");
    }
    meanwhile.run();
    return List.copyOf(consumption);
  }
}

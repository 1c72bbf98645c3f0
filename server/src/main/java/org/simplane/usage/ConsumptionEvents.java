// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.simplane.Transaction;
import org.simplane.inventory.Subscription;
import org.simplane.notification.Listening;
import org.simplane.notification.Outbox;
import org.simplane.operator.ConsumptionReports.Consumption;
import org.simplane.operator.ConsumptionReports.Counted;
import org.simplane.operator.ConsumptionReports.Level;
import org.simplane.operator.Service;

/**
 * Tells what follows from consumption that was read: that an allowance is low, used up, or there
 * again, as of quotas; and, where somebody listens, what was used. What was found by the first
 * reading of a SIM is told of nobody.
 */
public final class ConsumptionEvents implements ConsumptionListener {

  /** What the outbox calls consumption. */
  public static final String OUTBOX_KIND = "usage.consumption";

  private static final int THRESHOLD_PERCENT = 20;

  private final Outbox outbox;
  private final Listening listening;

  public ConsumptionEvents(Outbox outbox, Listening listening) {
    this.outbox = outbox;
    this.listening = listening;
  }

  @Override
  public void kept(
      Transaction transaction,
      Subscription subscription,
      Optional<CurrentConsumption> before,
      CurrentConsumption after) {
    if (before.isEmpty()) {
      return;
    }
    List<Outbox.Event> events = new ArrayList<>();
    for (Consumption one : after.consumption()) {
      Optional<Consumption> was = same(before.get(), one);
      if (one.level() == Level.GLOBAL && was.isPresent()) {
        quota(subscription, was.get(), one).ifPresent(events::add);
      }
    }
    boolean heard =
        !after.consumption().equals(before.get().consumption())
            && listening.anyone(subscription.organisation(), OUTBOX_KIND);
    if (heard) {
      after.consumption().forEach(one -> events.add(used(subscription, one)));
    }
    outbox.publish(transaction, events);
  }

  private static Optional<Consumption> same(CurrentConsumption before, Consumption one) {
    return before.consumption().stream()
        .filter(was -> was.level() == one.level() && was.counted() == one.counted())
        .findFirst();
  }

  private static Optional<Outbox.Event> quota(
      Subscription subscription, Consumption was, Consumption is) {
    Optional<QuotaState> before = state(was);
    Optional<QuotaState> after = state(is);
    Optional<Service> service = service(is.counted());
    if (before.isEmpty() || after.isEmpty() || before.equals(after) || service.isEmpty()) {
      return Optional.empty();
    }
    long total = is.allowance().orElse(0L);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("service", service.get().name());
    body.put("state", after.get().name());
    body.put("before", before.get().name());
    body.put("total", total);
    body.put("used", is.used());
    body.put("remaining", total - is.used());
    body.put("thresholdPercent", THRESHOLD_PERCENT);
    body.put("reason", "Read from the operator");
    return Optional.of(
        event(subscription, "quota." + after.get().name().toLowerCase(Locale.ROOT), body));
  }

  private static Outbox.Event used(Subscription subscription, Consumption one) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("counted", one.counted().name());
    body.put("level", one.level().name());
    body.put("used", one.used());
    one.allowance().ifPresent(allowance -> body.put("allowance", allowance));
    one.from().ifPresent(from -> body.put("from", from.toString()));
    one.until().ifPresent(until -> body.put("until", until.toString()));
    return event(subscription, OUTBOX_KIND, body);
  }

  private static Outbox.Event event(
      Subscription subscription, String kind, Map<String, Object> body) {
    return new Outbox.Event(
        subscription.organisation(),
        kind,
        "subscription",
        subscription.id(),
        subscription.businessId(),
        body);
  }

  /** Empty where there is no allowance. */
  private static Optional<QuotaState> state(Consumption one) {
    return one.allowance()
        .filter(total -> total > 0)
        .map(total ->
            one.used() >= total
                ? QuotaState.EXHAUSTED
                : (total - one.used()) * 100.0 < (double) total * THRESHOLD_PERCENT
                    ? QuotaState.LOW
                    : QuotaState.AVAILABLE);
  }

  private static Optional<Service> service(Counted counted) {
    return switch (counted) {
      case DATA -> Optional.of(Service.DATA);
      case SMS -> Optional.of(Service.SMS);
      case VOICE -> Optional.empty();
    };
  }
}

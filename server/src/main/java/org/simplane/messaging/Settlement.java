// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.simplane.Transaction;
import org.simplane.db.Database;
import org.simplane.messaging.DeliveryStore.Due;
import org.simplane.messaging.DeliveryStore.Later;
import org.simplane.messaging.DeliveryStore.Present;
import org.simplane.messaging.MessageStore.Settled;
import org.simplane.messaging.MessageStore.Told;
import org.simplane.notification.Outbox;
import org.simplane.usage.CountedMessage;
import org.simplane.usage.MessageMeter;

/**
 * Writes down what became of messages: status, quota, usage record and event in one transaction. A
 * message leaves the queue once, so it is counted and told of once, whoever comes second.
 */
final class Settlement {

  private final Database database;
  private final MessageMeter meter;
  private final MessageGate gate;
  private final Outbox outbox;
  private final Clock clock;

  Settlement(Database database, MessageMeter meter, MessageGate gate, Outbox outbox, Clock clock) {
    this.database = database;
    this.meter = meter;
    this.gate = gate;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** What an attempt came to. */
  sealed interface Result {

    /** The device has these segments now; a bit for each. */
    record Arrived(int segments) implements Result {}

    /**
     * To be tried again.
     *
     * @param arrived the segments that the device has all the same
     * @param handed the network may have it, and has to be asked
     * @param attempt false: nothing was tried
     */
    record Again(int arrived, boolean handed, boolean attempt, Instant at, String why)
        implements Result {}

    /** It ends undelivered: the status says how. */
    record Ended(MessageStatus status, int arrived, String why) implements Result {}
  }

  /** Writes down a batch. */
  void settle(Map<Due, Result> results) {
    Instant now = clock.instant();
    meter.prepare(List.of(now));
    database.useTransaction(transaction -> settle(transaction, results, now));
  }

  private void settle(Transaction transaction, Map<Due, Result> results, Instant now) {
    Map<Long, Present> present =
        DeliveryStore.lock(transaction, results.keySet().stream().map(Due::id).toList());
    List<Settled> settled = new ArrayList<>();
    List<Later> later = new ArrayList<>();
    List<CountedMessage> counted = new ArrayList<>();
    Map<Long, Integer> undelivered = new TreeMap<>();
    results.forEach((due, result) -> {
      Present row = present.get(due.id());
      if (row == null) {
        return; // settled by somebody else
      }
      int arrived =
          row.delivered()
              | switch (result) {
                case Result.Arrived(int segments) -> segments;
                case Result.Again again -> again.arrived();
                case Result.Ended ended -> ended.arrived();
              };
      if (due.own()) {
        counted.addAll(counted(due, arrived & ~row.delivered(), now));
      } // other operators count themselves
      if (arrived == due.whole()) {
        settled.add(ended(due, MessageStatus.DELIVERED, now, ""));
      } else {
        switch (result) {
          case Result.Arrived _ ->
              later.add(later(due, arrived, new Result.Again(0, false, true, now, ""), now));
          case Result.Again again -> later.add(later(due, arrived, again, now));
          case Result.Ended ended -> {
            settled.add(ended(due, ended.status(), now, ended.why()));
            undelivered.merge(
                due.organisation(), due.segments() - Integer.bitCount(arrived), Integer::sum);
          }
        }
      }
    });
    if (!later.isEmpty()) {
      DeliveryStore.postpone(transaction, later, now);
    }
    if (!settled.isEmpty()) {
      DeliveryStore.delete(transaction, settled.stream().map(Settled::id).toList());
      MessageStore.settle(transaction, settled);
      tell(transaction, "sms.status", settled.stream().map(Settled::id).toList());
    }
    meter.count(transaction, counted);
    undelivered.forEach(
        (organisation, messages) -> gate.giveBackMt(transaction, organisation, messages));
  }

  private static Settled ended(Due due, MessageStatus status, Instant now, String why) {
    return new Settled(
        due.id(),
        due.at(),
        status,
        now,
        due.attempts(),
        why.isEmpty() ? Optional.empty() : Optional.of(why));
  }

  private static Later later(Due due, int arrived, Result.Again again, Instant now) {
    return new Later(
        due.id(),
        due.wakes(),
        arrived,
        again.handed(),
        again.at(),
        again.attempt() ? Optional.of(now) : Optional.empty(),
        again.why().isEmpty() ? Optional.empty() : Optional.of(again.why()));
  }

  private static List<CountedMessage> counted(Due due, int segments, Instant now) {
    List<CountedMessage> counted = new ArrayList<>();
    for (int i = 0; i < due.segments(); i++) {
      if ((segments & 1 << i) != 0) {
        counted.add(
            new CountedMessage(
                "sms-" + due.id() + "-" + (i + 1),
                due.subscription(),
                due.organisation(),
                now,
                false));
      }
    }
    return counted;
  }

  /** Tells of messages whose status was written in this transaction. */
  List<Told> tell(Transaction transaction, String kind, Collection<Long> ids) {
    List<Told> told = MessageStore.told(transaction, ids);
    outbox.publish(transaction, told.stream().map(one -> event(kind, one)).toList());
    return told;
  }

  private static Outbox.Event event(String kind, Told told) {
    Message message = told.message();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("message", message.id());
    body.put("direction", message.direction().name());
    body.put("status", message.status().name());
    body.put("iccid", told.iccid());
    body.put("imsi", told.imsi());
    body.put("msisdn", told.msisdn());
    body.put("submittedAt", message.at().toString());
    message.finalAt().ifPresent(at -> body.put("finalAt", at.toString()));
    message.error().ifPresent(why -> body.put("reason", why));
    body.put("segments", message.segments());
    body.put("coding", message.content().coding().name());
    body.put("source", message.source().address());
    body.put("destination", message.destination());
    if (message.direction() == MessageDirection.MO) {
      body.put("payload", message.content().payload());
      body.put("udh", message.content().udh());
      message
          .part()
          .ifPresent(part ->
              body.put(
                  "part",
                  Map.of(
                      "reference", part.reference(),
                      "number", part.number(),
                      "total", part.total())));
    }
    return new Outbox.Event(
        message.organisation(), kind, "subscription", message.subscription(), told.name(), body);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.db.Database;
import org.simplane.db.Partitions;
import org.simplane.messaging.DeliveryStore.Receiver;
import org.simplane.messaging.MessageStore.NewRow;
import org.simplane.operator.MessageSource;
import org.simplane.usage.CountedMessage;
import org.simplane.usage.MessageMeter;

/** Takes messages that devices sent: stored, counted and told of in one transaction. */
public final class Inbox {

  static final String RECEIVED = "sms.received";

  private final Database database;
  private final Partitions partitions;
  private final MessageMeter meter;
  private final MessageGate gate;
  private final Settlement settlement;

  Inbox(Messages.Tools tools, Settlement settlement) {
    this.database = tools.database();
    this.partitions = tools.partitions();
    this.meter = tools.meter();
    this.gate = tools.gate();
    this.settlement = settlement;
  }

  /**
   * What became of messages that devices sent, by the sender's ids; what is in neither was there
   * before.
   *
   * @param refused over the month's limit
   */
  public record Intaken(Set<String> fresh, Set<String> refused) {

    public Intaken {
      fresh = Set.copyOf(fresh);
      refused = Set.copyOf(refused);
    }
  }

  Intaken receive(Scope scope, List<ReceivedMessage> messages) {
    List<Instant> times = messages.stream().map(ReceivedMessage::at).toList();
    partitions.ensure("message", times);
    meter.prepare(times);
    return database.inTransaction(transaction -> receive(transaction, scope, messages));
  }

  private Intaken receive(Transaction transaction, Scope scope, List<ReceivedMessage> messages) {
    Map<Long, Receiver> senders =
        DeliveryStore.receivers(
            transaction.handle(),
            messages.stream().map(ReceivedMessage::subscription).distinct().toList());
    List<ReceivedMessage> known =
        messages.stream()
            .filter(message -> {
              Receiver sender = senders.get(message.subscription());
              return sender != null && scope.contains(sender.organisation());
            })
            .toList();
    List<Long> ids = MessageStore.ids(transaction.handle(), known.size());
    List<NewRow> rows = new ArrayList<>(known.size());
    for (int i = 0; i < known.size(); i++) {
      ReceivedMessage message = known.get(i);
      Receiver sender = Objects.requireNonNull(senders.get(message.subscription()));
      rows.add(row(message, sender, ids.get(i)));
    }
    Set<Long> written = new HashSet<>(MessageStore.insert(transaction, rows));
    Set<Long> over = overLimit(transaction, rows, written);
    MessageStore.withdraw(transaction, over);
    Set<String> fresh = new HashSet<>();
    Set<String> refused = new HashSet<>();
    List<CountedMessage> counted = new ArrayList<>();
    for (NewRow row : rows) {
      if (over.contains(row.id())) {
        refused.add(row.operatorId().orElseThrow());
      } else if (written.contains(row.id())) {
        fresh.add(row.operatorId().orElseThrow());
        if (Objects.requireNonNull(senders.get(row.subscription())).own()) {
          counted.add(
              new CountedMessage(
                  "sms-" + row.id() + "-1",
                  row.subscription(),
                  row.organisation(),
                  row.at(),
                  true));
        }
      }
    }
    meter.count(transaction, counted);
    written.removeAll(over);
    settlement.tell(transaction, RECEIVED, written);
    return new Intaken(fresh, refused);
  }

  private static NewRow row(ReceivedMessage message, Receiver sender, long id) {
    return new NewRow(
        id,
        message.at(),
        sender.id(),
        sender.organisation(),
        sender.account(),
        MessageDirection.MO,
        message.content(),
        new MessageSource(message.source(), MessageSource.Kind.INTERNATIONAL),
        message.destination(),
        message.part().or(() -> Segments.part(message.content().udh())),
        1,
        Optional.empty(),
        Optional.of(message.id()),
        "");
  }

  private Set<Long> overLimit(Transaction transaction, List<NewRow> rows, Set<Long> written) {
    Map<Long, List<Long>> byOrganisation = new TreeMap<>();
    rows.stream()
        .filter(row -> written.contains(row.id()))
        .forEach(row ->
            byOrganisation
                .computeIfAbsent(row.organisation(), _ -> new ArrayList<>())
                .add(row.id()));
    Set<Long> over = new HashSet<>();
    byOrganisation.forEach((organisation, ids) -> {
      if (!gate.takesMo(transaction, organisation, ids.size())) {
        ids.stream().filter(_ -> !gate.takesMo(transaction, organisation, 1)).forEach(over::add);
      }
    });
    return over;
  }
}

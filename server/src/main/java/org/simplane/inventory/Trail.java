// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.simplane.Caller;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.notification.Outbox;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is left behind by a change: its audit entry and its event. PUKs are in neither. */
final class Trail {

  private static final String SUBJECT = "subscription";

  private final Audit audit;
  private final Outbox outbox;

  Trail(Audit audit, Outbox outbox) {
    this.audit = audit;
    this.outbox = outbox;
  }

  void added(Transaction transaction, Caller caller, List<Subscription> added) {
    List<Audit.Entry> entries = new ArrayList<>(added.size());
    List<Outbox.Event> events = new ArrayList<>(added.size());
    for (Subscription s : added) {
      ObjectNode shown = show(s);
      entries.add(
          new Audit.Entry(
              s.organisation(), "subscription.add", SUBJECT, s.id(), s.businessId(), null, shown));
      events.add(event(s, "subscription.added", Map.of("subscription", shown)));
    }
    audit.record(transaction, caller, entries);
    outbox.publish(transaction, events);
  }

  void updated(Transaction transaction, Caller caller, List<SyncReport.Changed> changed) {
    leave(transaction, caller, changed, "subscription.update", "subscription.updated");
  }

  void moved(Transaction transaction, Caller caller, List<SyncReport.Changed> moved) {
    leave(transaction, caller, moved, "subscription.move", "subscription.moved");
  }

  void pukChanged(Transaction transaction, Caller caller, List<Subscription> changed) {
    audit.record(transaction, caller, named(changed, "subscription.puks-change"));
  }

  void pukRead(Transaction transaction, Caller caller, List<Subscription> read) {
    audit.record(transaction, caller, named(read, "subscription.puks-read"));
  }

  private static List<Audit.Entry> named(List<Subscription> subscriptions, String action) {
    return subscriptions.stream()
        .map(s ->
            new Audit.Entry(s.organisation(), action, SUBJECT, s.id(), s.businessId(), null, null))
        .toList();
  }

  private void leave(
      Transaction transaction,
      Caller caller,
      List<SyncReport.Changed> changed,
      String action,
      String kind) {
    List<Audit.Entry> entries = new ArrayList<>(changed.size());
    List<Outbox.Event> events = new ArrayList<>(changed.size());
    for (SyncReport.Changed change : changed) {
      Subscription s = change.after();
      ObjectNode before = show(change.before());
      ObjectNode after = show(s);
      ObjectNode was = differing(before, after);
      ObjectNode is = differing(after, before);
      entries.add(
          new Audit.Entry(s.organisation(), action, SUBJECT, s.id(), s.businessId(), was, is));
      events.add(event(s, kind, Map.of("before", was, "after", is)));
    }
    audit.record(transaction, caller, entries);
    outbox.publish(transaction, events);
  }

  private static Outbox.Event event(Subscription s, String kind, Map<String, Object> body) {
    return new Outbox.Event(s.organisation(), kind, SUBJECT, s.id(), s.businessId(), body);
  }

  /** What {@code one} has that {@code other} has not, or otherwise. */
  private static ObjectNode differing(ObjectNode one, ObjectNode other) {
    ObjectNode differing = JsonNodeFactory.instance.objectNode();
    one.properties()
        .forEach(e -> {
          if (!e.getValue().equals(other.get(e.getKey()))) {
            differing.set(e.getKey(), e.getValue());
          }
        });
    return differing;
  }

  private static ObjectNode show(Subscription s) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("organisation", s.organisation());
    shown.put("account", s.account());
    Draft draft = Draft.of(s);
    for (Field field : Field.values()) {
      draft.get(field).ifPresent(value -> shown.put(field.column(), value));
    }
    if (!s.tags().isEmpty()) {
      s.tags().forEach(shown.putArray("tags")::add);
    }
    if (!s.attributes().isEmpty()) {
      shown.set("attributes", StoredJson.tree(s.attributes()));
    }
    return shown;
  }
}

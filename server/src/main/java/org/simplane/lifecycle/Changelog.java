// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.simplane.Caller;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.job.Job;
import org.simplane.notification.Outbox;
import org.simplane.operator.CharacteristicControl;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects what changed, and writes it to audit and outbox, each in one statement per one who
 * asked.
 */
final class Changelog {

  private static final String SUBSCRIPTION = "subscription";

  private final Map<Caller, List<Audit.Entry>> entries = new LinkedHashMap<>();
  private final List<Outbox.Event> events = new ArrayList<>();

  /** A value went from {@code before} to {@code after}. */
  void changed(
      Caller caller,
      Present present,
      Values before,
      Values after,
      Wish.Kind kind,
      Optional<String> reason,
      Optional<Long> job) {
    ObjectNode was = JsonNodeFactory.instance.objectNode();
    ObjectNode is = JsonNodeFactory.instance.objectNode();
    Map<String, Object> body = new LinkedHashMap<>();
    put(was, body, "before", before, after, kind);
    put(is, body, "after", after, before, kind);
    reason.ifPresent(text -> {
      is.put("reason", text);
      body.put("reason", text);
    });
    job.ifPresent(id -> body.put("job", id));
    entry(
        caller,
        new Audit.Entry(
            present.organisation(),
            "subscription." + kind.text(),
            SUBSCRIPTION,
            present.id(),
            present.name(),
            was,
            is));
    events.add(
        new Outbox.Event(
            present.organisation(),
            "subscription." + kind.text() + "-changed",
            SUBSCRIPTION,
            present.id(),
            present.name(),
            body));
  }

  /** The connection was reset; the device comes back by itself. */
  void reset(Caller caller, Present present, Optional<String> reason, long job) {
    ObjectNode is = JsonNodeFactory.instance.objectNode().put("job", job);
    reason.ifPresent(text -> is.put("reason", text));
    entry(
        caller,
        new Audit.Entry(
            present.organisation(),
            "subscription.reset",
            SUBSCRIPTION,
            present.id(),
            present.name(),
            null,
            is));
    events.add(
        new Outbox.Event(
            present.organisation(),
            "subscription.reset",
            SUBSCRIPTION,
            present.id(),
            present.name(),
            Map.of("job", job)));
  }

  /** A change that was asked for will not come about. */
  void failed(Present present, Wish wish, String code, String error, long job) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("kind", wish.kind().text());
    body.put("target", wish.text());
    body.put("errorCode", code);
    body.put("error", error);
    body.put("job", job);
    events.add(
        new Outbox.Event(
            present.organisation(),
            "subscription.change-failed",
            SUBSCRIPTION,
            present.id(),
            present.name(),
            body));
  }

  void over(Job job) {
    events.add(
        new Outbox.Event(
            job.organisation(),
            "job.finished",
            "job",
            job.id(),
            job.title(),
            Map.of(
                "state",
                job.state().name(),
                "total",
                job.total(),
                "done",
                job.done(),
                "failed",
                job.failed(),
                "cancelled",
                job.cancelled())));
  }

  void restricted(Caller caller, Present present, Restriction restriction, boolean added) {
    JsonNode what =
        JsonNodeFactory.instance
            .objectNode()
            .put("service", restriction.service().name())
            .put("cause", restriction.cause().name());
    String action = added ? "subscription.restricted" : "subscription.restriction-lifted";
    entry(
        caller,
        new Audit.Entry(
            present.organisation(),
            action,
            SUBSCRIPTION,
            present.id(),
            present.name(),
            added ? null : what,
            added ? what : null));
    events.add(
        new Outbox.Event(
            present.organisation(),
            action,
            SUBSCRIPTION,
            present.id(),
            present.name(),
            Map.of("service", restriction.service().name(), "cause", restriction.cause().name())));
  }

  private void entry(Caller caller, Audit.Entry entry) {
    entries.computeIfAbsent(caller, _ -> new ArrayList<>()).add(entry);
  }

  void write(Transaction transaction, Audit audit, Outbox outbox) {
    entries.forEach((caller, list) -> audit.record(transaction, caller, list));
    if (!events.isEmpty()) {
      outbox.publish(transaction, events);
    }
  }

  private static void put(
      ObjectNode json,
      Map<String, Object> body,
      String side,
      Values values,
      Values other,
      Wish.Kind kind) {
    switch (kind) {
      case STATUS -> {
        json.put("status", values.status().name());
        values.phase().ifPresent(phase -> json.put("phase", phase.name()));
        body.put(side, values.statusTarget().toString());
      }
      case LABEL -> {
        json.put("label", values.label());
        body.put(side, values.label());
      }
      case RESET -> {
        // Nothing stands otherwise than before.
      }
      case IMEI_LOCK -> {
        json.put("imeiLock", values.imeiLock());
        body.put(side, values.imeiLock());
      }
      case CHARACTERISTIC -> {
        Map<String, String> differing = new TreeMap<>();
        values
            .characteristics()
            .forEach((characteristic, value) -> {
              if (!value.equals(other.characteristics().get(characteristic))) {
                differing.put(name(characteristic), value);
              }
            });
        differing.forEach(json::put);
        body.put(side, differing);
      }
    }
  }

  /** As details are named everywhere. */
  private static String name(CharacteristicControl.Kind characteristic) {
    return switch (characteristic) {
      case SERVICE_PLAN -> "servicePlan";
      case COMMUNICATION_PLAN -> "communicationPlan";
      case CUSTOMER -> "customer";
      case SIM_PROFILE -> "simProfile";
    };
  }
}

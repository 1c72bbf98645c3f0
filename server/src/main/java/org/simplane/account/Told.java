// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.simplane.inventory.DetailFacts;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SyncReport;
import org.simplane.operator.Details;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an operator told otherwise than it was known of one subscription, for audit and events.
 *
 * @param status whether its status is another
 * @param was what differs, as it was
 * @param is the same, as it is
 * @param body of the event
 */
record Told(
    Subscription subscription,
    boolean status,
    ObjectNode was,
    ObjectNode is,
    Map<String, Object> body) {

  /** One for each subscription of which something changed, in the order of their ids. */
  static List<Told> of(SyncReport report) {
    Map<Long, SyncReport.Changed> changed = new TreeMap<>();
    Map<Long, SyncReport.DetailsChange> details = new TreeMap<>();
    report.changed().forEach(change -> changed.put(change.after().id(), change));
    report.details().forEach(change -> details.put(change.subscription().id(), change));
    List<Told> told = new ArrayList<>();
    changed.forEach((id, change) -> told.add(of(change, details.remove(id))));
    details
        .values()
        .forEach(change ->
            told.add(
                of(new SyncReport.Changed(change.subscription(), change.subscription()), change)));
    return told;
  }

  private static Told of(SyncReport.Changed change, SyncReport.@Nullable DetailsChange details) {
    Map<String, @Nullable String> before = values(change.before());
    Map<String, @Nullable String> after = values(change.after());
    if (details != null) {
      put(before, details.before());
      put(after, details.after());
    }
    ObjectNode was = JsonNodeFactory.instance.objectNode();
    ObjectNode is = JsonNodeFactory.instance.objectNode();
    Map<String, @Nullable String> names = new LinkedHashMap<>(before);
    names.putAll(after);
    for (String name : names.keySet()) {
      String one = before.get(name);
      String other = after.get(name);
      if (!Objects.equals(one, other)) {
        was.put(name, one);
        is.put(name, other);
      }
    }
    Map<String, Object> body = new LinkedHashMap<>();
    boolean status = change.hasOtherStatus();
    if (status) {
      body.put("before", status(change.before()));
      body.put("after", status(change.after()));
    } else if (details != null) {
      body.put("before", was);
      body.put("after", is);
    }
    body.put("reason", "Read from the operator");
    return new Told(change.after(), status, was, is, body);
  }

  private static void put(Map<String, @Nullable String> values, Details details) {
    DetailFacts.of(details).forEach((name, all) -> values.put(name, String.join(", ", all)));
    details
        .terminal()
        .filter(terminal -> terminal.latitude().isPresent() && terminal.longitude().isPresent())
        .ifPresent(terminal ->
            values.put(
                "position",
                terminal.latitude().getAsDouble() + " " + terminal.longitude().getAsDouble()));
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
}

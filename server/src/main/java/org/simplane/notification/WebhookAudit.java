// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the audit shows of webhooks: no secrets. */
final class WebhookAudit {

  private WebhookAudit() {}

  static void record(
      Audit audit,
      Transaction transaction,
      Caller caller,
      String action,
      @Nullable Webhook before,
      @Nullable Webhook after) {
    Webhook subject = after != null ? after : before;
    if (subject != null) {
      audit.record(
          transaction,
          caller,
          List.of(
              new Audit.Entry(
                  subject.organisation(),
                  action,
                  "webhook",
                  subject.id(),
                  subject.description(),
                  before == null ? null : show(before),
                  after == null ? null : show(after))));
    }
  }

  static ObjectNode show(Webhook webhook) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("description", webhook.description());
    shown.put("url", webhook.url().toString());
    webhook.kinds().stream().sorted().forEach(shown.putArray("kinds")::add);
    shown.put("below", webhook.below());
    shown.put("format", webhook.format());
    shown.put("state", webhook.state().name());
    webhook.headerNames().stream().sorted().forEach(shown.putArray("headers")::add);
    webhook.username().ifPresent(name -> shown.put("username", name));
    webhook.query().ifPresent(query -> shown.put("query", query));
    return shown;
  }

  /** The next version, in that state. */
  static Webhook in(Webhook before, WebhookState state, Instant now) {
    return new Webhook(
        before.id(),
        before.organisation(),
        before.description(),
        before.url(),
        before.kinds(),
        before.below(),
        before.format(),
        state,
        state == WebhookState.FAILED ? before.stateReason() : Optional.empty(),
        before.headerNames(),
        before.username(),
        before.query(),
        before.standing(),
        before.createdAt(),
        now,
        before.version() + 1);
  }
}

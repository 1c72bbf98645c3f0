// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import tools.jackson.databind.node.JsonNodeFactory;

/** A webhook that took nothing for too long is told no more, and its owners hear of it. */
final class Endings {

  private Endings() {}

  static void fail(
      Transaction transaction, LaneParts parts, Webhook webhook, String reason, Instant now) {
    LaneStore.fail(transaction, webhook.id(), reason, now);
    parts
        .outbox()
        .publish(
            transaction,
            List.of(
                new Outbox.Event(
                    webhook.organisation(),
                    "webhook.failed",
                    "webhook",
                    webhook.id(),
                    webhook.description(),
                    Map.of("url", webhook.url().toString(), "reason", reason))));
    parts
        .audit()
        .record(
            transaction,
            Caller.system("webhooks", Scope.of(webhook.organisation())),
            List.of(
                new Audit.Entry(
                    webhook.organisation(),
                    "webhook.fail",
                    "webhook",
                    webhook.id(),
                    webhook.description(),
                    JsonNodeFactory.instance.objectNode().put("state", "ACTIVE"),
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("state", "FAILED")
                        .put("reason", reason))));
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Instant;
import java.util.Optional;
import org.simplane.notification.Outbox.Position;

/**
 * A webhook with all that is needed to tell it.
 *
 * @param done all of the outbox up to here is delivered, or is a letter
 * @param failures of its tries since {@code failingSince}
 */
record Served(Webhook webhook, WebhookSecrets secrets, Format format, Position done, int failures) {

  Optional<Instant> failingSince() {
    return webhook.standing().failingSince();
  }

  Optional<Instant> tryAt() {
    return webhook.standing().tryAt();
  }

  /** It is not told of itself, which could go on for ever. */
  boolean isTold(Outbox.StoredEvent event) {
    boolean itself = event.subjectKind().equals("webhook") && event.subjectId() == webhook.id();
    return !itself && Kinds.matches(format.kinds(), event.kind());
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.simplane.notification.Attempt;
import org.simplane.notification.DeadLetter;
import org.simplane.notification.Delivery;
import org.simplane.notification.Format;
import org.simplane.notification.Webhook;
import org.simplane.notification.WebhookState;

/** What webhooks look like on the wire. */
final class WebhookWire {

  private WebhookWire() {}

  /** A format on the wire. */
  record FormatWire(
      String name, String description, List<String> kinds, int maximumBatch, boolean signed) {

    static FormatWire of(Format format) {
      return new FormatWire(
          format.name(),
          format.about(),
          format.kinds().stream().sorted().toList(),
          format.maximumBatch(),
          format.signed());
    }
  }

  /**
   * A webhook on the wire.
   *
   * @param secret only in the answer to the request that made it
   */
  record Wire(
      Optional<String> id,
      String organisation,
      String description,
      String url,
      List<String> kinds,
      boolean below,
      String format,
      Optional<String> secret,
      List<String> headers,
      Optional<String> username,
      WebhookState state,
      Optional<String> stateReason,
      long delivered,
      Optional<Instant> deliveredAt,
      Optional<Instant> failingSince,
      Optional<Instant> nextTryAt,
      Optional<String> problem,
      Instant createdAt,
      Instant updatedAt,
      long version) {

    static Wire of(Webhook webhook, Optional<String> secret, Ids ids) {
      Webhook.Standing standing = webhook.standing();
      return new Wire(
          OrganisationRoutes.shownId(ids, Ids.Kind.WEBHOOK, webhook.id()),
          ids.show(Ids.Kind.ORGANISATION, webhook.organisation()),
          webhook.description(),
          webhook.url().toString(),
          webhook.kinds().stream().sorted().toList(),
          webhook.below(),
          webhook.format(),
          secret,
          webhook.headerNames().stream().sorted().toList(),
          webhook.username(),
          webhook.state(),
          webhook.stateReason(),
          standing.delivered(),
          standing.deliveredAt(),
          standing.failingSince(),
          standing.tryAt(),
          standing.problem(),
          webhook.createdAt(),
          webhook.updatedAt(),
          webhook.version());
    }
  }

  /** What came of one try, on the wire. */
  record AttemptWire(
      Instant at,
      boolean delivered,
      Optional<Integer> status,
      long tookMilliseconds,
      Optional<String> problem,
      String answer) {

    static AttemptWire of(Attempt attempt) {
      return new AttemptWire(
          attempt.at(),
          attempt.delivered(),
          attempt.status(),
          attempt.took().toMillis(),
          attempt.problem(),
          attempt.answer());
    }
  }

  /** A line of the log on the wire; a ping is of no event. */
  record DeliveryWire(
      Optional<String> event, String kind, int events, int attempt, AttemptWire result) {

    static DeliveryWire of(Delivery delivery, Ids ids) {
      return new DeliveryWire(
          OrganisationRoutes.shownId(ids, Ids.Kind.EVENT, delivery.event()),
          delivery.kind(),
          delivery.events(),
          delivery.attempt(),
          AttemptWire.of(delivery.result()));
    }
  }

  /** A dead letter on the wire. */
  record DeadLetterWire(
      String id,
      EventRoutes.Wire event,
      int attempts,
      Optional<Instant> diedAt,
      Optional<Integer> status,
      Optional<String> problem) {

    static DeadLetterWire of(DeadLetter letter, Ids ids) {
      return new DeadLetterWire(
          ids.show(Ids.Kind.LETTER, letter.id()),
          EventRoutes.Wire.of(letter.event(), ids),
          letter.attempts(),
          letter.diedAt(),
          letter.status(),
          letter.problem());
    }
  }

  /** How many events are on their way again. */
  record CountWire(int events) {}
}

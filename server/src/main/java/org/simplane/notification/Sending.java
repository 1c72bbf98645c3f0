// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.simplane.notification.Format.Letter;
import org.simplane.notification.Outbox.StoredEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events and sends them, whatever may go wrong. */
final class Sending {

  private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

  private Sending() {}

  /** Empty when there was nothing to tell. */
  static Optional<Attempt> send(
      WebhookSender sender, Served to, List<StoredEvent> events, Clock clock) {
    try {
      Optional<Letter> letter = to.format().write(events, to.webhook().query());
      return letter.map(one -> sender.send(to, one));
    } catch (RuntimeException e) {
      // The outermost of this request's thread: the event is kept and the fault is ours.
      LOG.error(
          "An event of {} cannot be written as {}",
          events.getFirst().kind(),
          to.format().name(),
          e);
      return Optional.of(
          new Attempt(
              clock.instant(),
              Duration.ZERO,
              Optional.empty(),
              Optional.of("It could not be sent, which is our fault"),
              "",
              Optional.empty()));
    }
  }
}

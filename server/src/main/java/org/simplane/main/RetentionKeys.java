// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.time.Duration;
import java.time.Period;
import java.util.List;

/** How long what is stored is kept. */
final class RetentionKeys {

  static final Key<Period> USAGE_RECORDS =
      Key.of(
          "retention.usage-records",
          "13 months",
          "How long usage records, rejects, and the batches that they came in are kept",
          Texts::period);
  static final Key<Period> USAGE_SUMS =
      Key.of("retention.usage-sums", "5 years", "How long usage sums are kept", Texts::period);
  static final Key<Period> NETWORK_EVENTS =
      Key.of(
          "retention.network-events", "90 days", "How long network events are kept", Texts::period);
  static final Key<Period> JOBS =
      Key.of("retention.jobs", "1 year", "How long jobs are kept after their end", Texts::period);
  static final Key<Period> IMPORT_ROWS =
      Key.of(
          "retention.import-rows",
          "30 days",
          "How long it is kept what became of each row of an import after its end, at most as long as jobs",
          Texts::period);
  static final Key<Period> MESSAGES =
      Key.of(
          "retention.messages",
          "90 days",
          "How long messages to and from devices are kept",
          Texts::period);
  static final Key<Period> AUDIT =
      Key.of("retention.audit", "2 years", "How long the audit is kept", Texts::period);
  static final Key<Period> OUTBOX =
      Key.of(
          "retention.outbox", "7 days", "How long events are kept once delivered", Texts::period);
  static final Key<Period> DELIVERIES =
      Key.of(
          "retention.webhook-deliveries",
          "7 days",
          "How long the log of what was sent to webhooks is kept",
          Texts::period);
  static final Key<Duration> DEAD_LETTERS =
      Key.of(
          "retention.dead-letters",
          "30 days",
          "How long events that a webhook did not take are kept for it",
          Texts::duration);

  static final List<Key<?>> ALL =
      List.of(
          USAGE_RECORDS,
          USAGE_SUMS,
          NETWORK_EVENTS,
          JOBS,
          IMPORT_ROWS,
          MESSAGES,
          AUDIT,
          OUTBOX,
          DELIVERIES,
          DEAD_LETTERS);

  private RetentionKeys() {}
}

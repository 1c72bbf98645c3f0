// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** How the features work, whichever dialect asks. */
final class FeatureKeys {

  static final Key<List<Integer>> AUTO_TOP_UP_HOURS =
      Key.of(
          "catalog.auto-top-up-hours",
          "0, 4, 8, 12, 16, 20",
          "The hours of the day at which SIMs with automatic top-up are looked at",
          Texts.list(text -> (int) Texts.number(text, 0, 23)));
  static final Key<ZoneId> AUTO_TOP_UP_ZONE =
      Key.of(
          "catalog.auto-top-up-zone",
          "CET",
          "Where these hours are, such as Europe/Amsterdam",
          FeatureKeys::zone);

  static final Key<Boolean> PRIVATE_ADDRESSES =
      Key.of(
          "outbound.private-addresses",
          "off",
          "Whether callbacks and operator addresses may lead to loopback and private networks; the demo does so",
          Texts::onOff);

  static final Key<Duration> OPERATOR_TIME_LIMIT =
      Key.of(
          "operator.time-limit",
          "30 seconds",
          "How long one call to an operator may take, until its answer is complete",
          Texts::duration);

  static final Key<Optional<URI>> REGISTER =
      Key.optional(
          "network.register-url",
          "Where the own network's subscriber register is; the simulator's when there is a demo",
          Texts::url);
  static final Key<Optional<URI>> MESSAGE_CENTRE =
      Key.optional(
          "network.sms-url",
          "Where the own network takes messages for devices; network.register-url when not given",
          Texts::url);

  static final Key<Optional<Path>> INBOX =
      Key.optional(
          "usage.inbox",
          "The folder that CDR files are put into; inbox in the data directory when not given",
          Path::of);

  static final Key<Duration> DETAILS_AGE =
      Key.of(
          "sync.details-age",
          "1 day",
          "How old what was read of one SIM by itself may become, where its operator's list does not show it",
          Texts::duration);
  static final Key<Duration> WHOLE_LIST_EVERY =
      Key.of(
          "sync.whole-list-every",
          "1 day",
          "How often the whole list is read of an operator that can be asked for what has changed",
          Texts::duration);

  static final Key<Duration> CONSUMPTION_AGE =
      Key.of(
          "usage.consumption-age",
          "15 minutes",
          "How long what an operator told of a SIM's consumption is shown before it is asked again",
          Texts::duration);

  static final Key<Integer> IMPORT_MEGABYTES =
      Key.of(
          "import.largest-megabytes",
          "1024",
          "The largest file of SIMs that is taken, in MB of 1,048,576 bytes; it lies in the data directory until it is read",
          text -> (int) Texts.number(text, 1, 1_000_000));

  static final Key<Integer> QUOTA_MEGABYTES =
      Key.of(
          "quota.megabytes",
          "500",
          "The data quota that a new SIM of the own network is given, in MB of 1,048,576 bytes; 0: none",
          text -> (int) Texts.number(text, 0, 1_000_000_000));
  static final Key<Integer> QUOTA_MESSAGES =
      Key.of(
          "quota.messages",
          "250",
          "The SMS quota that a new SIM of the own network is given; 0: none",
          text -> (int) Texts.number(text, 0, 1_000_000_000));
  static final Key<Integer> QUOTA_THRESHOLD =
      Key.of(
          "quota.threshold-percent",
          "20",
          "A quota is reported low when less than this part of it is left",
          text -> (int) Texts.number(text, 0, 100));
  static final Key<Period> QUOTA_LIFE =
      Key.of("quota.life", "10 years", "How long a new SIM's quotas last", Texts::period);

  static final Key<Duration> WEBHOOK_TIME_LIMIT =
      Key.of(
          "webhook.time-limit",
          "15 seconds",
          "How long a webhook may take to answer",
          Texts::duration);
  static final Key<Duration> WEBHOOK_FAIL_AFTER =
      Key.of(
          "webhook.fail-after",
          "5 days",
          "A webhook that took nothing for so long is told no more until somebody resumes it",
          Texts::duration);

  static final List<Key<?>> ALL =
      List.of(
          AUTO_TOP_UP_HOURS,
          AUTO_TOP_UP_ZONE,
          PRIVATE_ADDRESSES,
          OPERATOR_TIME_LIMIT,
          REGISTER,
          MESSAGE_CENTRE,
          INBOX,
          DETAILS_AGE,
          WHOLE_LIST_EVERY,
          CONSUMPTION_AGE,
          IMPORT_MEGABYTES,
          QUOTA_MEGABYTES,
          QUOTA_MESSAGES,
          QUOTA_THRESHOLD,
          QUOTA_LIFE,
          WEBHOOK_TIME_LIMIT,
          WEBHOOK_FAIL_AFTER);

  private FeatureKeys() {}

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("is not a time zone such as Europe/Amsterdam", e);
    }
  }
}

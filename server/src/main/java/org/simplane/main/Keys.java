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
import java.util.Locale;
import java.util.Optional;
import org.simplane.api.AddressRange;

/**
 * Every setting there is. {@code conf/simplane.sample.properties} says the same to people, and a
 * test compares the two.
 */
final class Keys {

  static final Key<Path> DATA =
      Key.of(
          "data.directory",
          "data",
          "Where Simplane keeps what must outlive it: the embedded database, the master key, files that come in",
          Path::of);

  static final Key<String> ADDRESS =
      Key.of(
          "http.address", "127.0.0.1", "The address to listen on; 0.0.0.0 for all", text -> text);
  static final Key<Integer> PORT =
      Key.of("http.port", "8080", "The port of plain HTTP", Texts::port);
  static final Key<Optional<URI>> PUBLIC_URL =
      Key.optional(
          "http.public-url",
          "The address that clients reach Simplane by, where that is another one (a proxy, a name)",
          Texts::url);
  static final Key<List<AddressRange>> TRUSTED_PROXIES =
      Key.of(
          "http.trusted-proxies",
          "",
          "Proxies, as addresses or ranges with commas between, whose X-Forwarded-For, -Proto and -Host are believed",
          Texts.list(AddressRange::parse));
  static final Key<List<String>> REFUSE_PLAIN =
      Key.of(
          "http.refuse-plain",
          "",
          "The dialects that are served over HTTPS alone, with commas between, such as easyconnect",
          Texts.list(text -> text));

  static final Key<Optional<Integer>> HTTPS_PORT =
      Key.optional("https.port", "The port of HTTPS, which is off without one", Texts::port);
  static final Key<Optional<Path>> HTTPS_CERTIFICATE =
      Key.optional(
          "https.certificate",
          "The certificate chain for HTTPS, a PEM file, our own first",
          Path::of);
  static final Key<Optional<Path>> HTTPS_KEY =
      Key.optional("https.key", "Its key, an unencrypted PKCS#8 PEM file", Path::of);
  static final Key<Optional<Path>> HTTPS_KEYSTORE =
      Key.optional(
          "https.keystore",
          "Certificate and key in one PKCS#12 file, in place of the two",
          Path::of);
  static final Key<Optional<String>> HTTPS_KEYSTORE_PASSWORD =
      Key.secret("https.keystore-password", "The password of that file");

  static final Key<List<AddressRange>> METRICS_READERS =
      Key.of(
          "metrics.readers",
          "127.0.0.0/8, ::1",
          "Addresses that may read /metrics",
          Texts.list(AddressRange::parse));

  static final Key<Optional<String>> DATABASE_URL =
      Key.optional(
          "database.url",
          "A PostgreSQL (15 or later) of your own, as jdbc:postgresql://host:5432/name, in place of the embedded one",
          Keys::postgresql);
  static final Key<Optional<String>> DATABASE_USER =
      Key.optional("database.user", "The owner of that database", text -> text);
  static final Key<Optional<String>> DATABASE_PASSWORD =
      Key.secret("database.password", "The owner's password");
  static final Key<Integer> DATABASE_POOL_SIZE =
      Key.of(
          "database.pool-size",
          "16",
          "How many connections to the database are held",
          text -> (int) Texts.number(text, 2, 1000));

  static final Key<Optional<String>> MASTER_KEY =
      Key.secret(
          "master-key",
          "What operator credentials and PUKs are sealed with: 32 bytes in Base64; needed with database.url, otherwise"
              + " made and kept in the file master.key of the data directory");

  static final Key<Duration> TOKEN_LIFE =
      Key.of(
          "v1.token-life", "60 minutes", "How long a token of our own API lives", Texts::duration);
  static final Key<Duration> EASYCONNECT_TOKEN_LIFE =
      Key.of(
          "easyconnect.token-life",
          "240 minutes",
          "How long an Easy Connect token lives",
          Texts::duration);
  static final Key<Duration> EASYCONNECT_CHANGE_LIMIT =
      Key.of(
          "easyconnect.change-limit",
          "20 seconds",
          "How long a change of one SIM over Easy Connect waits for its effect before it answers that it goes on",
          Texts::duration);

  static final Key<Integer> EASYCONNECT_REQUESTS =
      Key.of(
          "easyconnect.requests-per-second",
          "10",
          "What an organisation's Easy Connect requests below /sims are limited to, over all nodes, unless our own API sets"
              + " another number for it; 0: no limit",
          text -> (int) Texts.number(text, 0, 1_000_000));
  static final Key<Integer> EASYCONNECT_ORDER_REQUESTS =
      Key.of(
          "easyconnect.order-requests",
          "100",
          "What an address's Easy Connect requests below /orders, /products and /support are limited to in five minutes, on"
              + " each node; 0: no limit",
          text -> (int) Texts.number(text, 0, 1_000_000));
  static final Key<Optional<String>> EASYCONNECT_HOST =
      Key.optional(
          "easyconnect.host",
          "The host name, if Easy Connect has one of its own, at whose root its explorer is; /explorer has it everywhere",
          text -> text.toLowerCase(Locale.ROOT));

  static final Key<Duration> CMO_CHANGE_LIMIT =
      Key.of(
          "cmo.change-limit",
          "20 seconds",
          "How long a change of one SIM over the CMO API waits for its effect, where the operator answers at once, before a"
              + " monitor is answered in its place",
          Texts::duration);
  static final Key<Duration> TMF_CHANGE_LIMIT =
      Key.of(
          "tmf.change-limit",
          "20 seconds",
          "How long a change over the TM Forum APIs waits for its effect before a monitor is answered in its place",
          Texts::duration);

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
          Keys::zone);

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

  static final Key<Period> KEEP_USAGE_RECORDS =
      Key.of(
          "retention.usage-records",
          "13 months",
          "How long usage records, rejects, and the batches that they came in are kept",
          Texts::period);
  static final Key<Period> KEEP_USAGE_SUMS =
      Key.of("retention.usage-sums", "5 years", "How long usage sums are kept", Texts::period);
  static final Key<Period> KEEP_NETWORK_EVENTS =
      Key.of(
          "retention.network-events", "90 days", "How long network events are kept", Texts::period);
  static final Key<Period> KEEP_JOBS =
      Key.of("retention.jobs", "1 year", "How long jobs are kept after their end", Texts::period);
  static final Key<Period> KEEP_MESSAGES =
      Key.of(
          "retention.messages",
          "90 days",
          "How long messages to and from devices are kept",
          Texts::period);
  static final Key<Period> KEEP_AUDIT =
      Key.of("retention.audit", "2 years", "How long the audit is kept", Texts::period);
  static final Key<Period> KEEP_OUTBOX =
      Key.of(
          "retention.outbox", "7 days", "How long events are kept once delivered", Texts::period);

  static final Key<Period> KEEP_DELIVERIES =
      Key.of(
          "retention.webhook-deliveries",
          "7 days",
          "How long the log of what was sent to webhooks is kept",
          Texts::period);
  static final Key<Duration> KEEP_DEAD_LETTERS =
      Key.of(
          "retention.dead-letters",
          "30 days",
          "How long events that a webhook did not take are kept for it",
          Texts::duration);

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

  static final Key<Boolean> DEMO =
      Key.of(
          "demo.enabled",
          "on",
          "Whether a demo fleet is set up and the simulated operators are started beside Simplane",
          Texts::onOff);
  static final Key<Integer> SIMULATOR_PORT =
      Key.of("simulator.port", "8090", "The simulator's port on loopback", Texts::port);
  static final Key<Integer> FLEET_SIZE =
      Key.of(
          "simulator.fleet-size",
          "3000",
          "How many SIMs the simulated own network has",
          text -> (int) Texts.number(text, 1, 10_000_000));
  static final Key<Integer> OPERATOR_SIMS =
      Key.of(
          "simulator.operator-sims",
          "40",
          "How many SIMs each further simulated operator has to begin with; 0 leaves these operators out",
          text -> (int) Texts.number(text, 0, 1_000_000));
  static final Key<Double> PACE =
      Key.of(
          "simulator.pace",
          "5",
          "How many times the usual traffic they make; volume alone, never the clock",
          text -> Texts.decimal(text, 0.001, 100_000));
  static final Key<Long> SEED =
      Key.of(
          "simulator.seed",
          "1",
          "The same seed makes the same fleet",
          text -> Texts.number(text, 0, Long.MAX_VALUE));

  static final List<Key<?>> ALL =
      List.of(
          DATA,
          ADDRESS,
          PORT,
          PUBLIC_URL,
          TRUSTED_PROXIES,
          REFUSE_PLAIN,
          HTTPS_PORT,
          HTTPS_CERTIFICATE,
          HTTPS_KEY,
          HTTPS_KEYSTORE,
          HTTPS_KEYSTORE_PASSWORD,
          METRICS_READERS,
          DATABASE_URL,
          DATABASE_USER,
          DATABASE_PASSWORD,
          DATABASE_POOL_SIZE,
          MASTER_KEY,
          TOKEN_LIFE,
          EASYCONNECT_TOKEN_LIFE,
          EASYCONNECT_CHANGE_LIMIT,
          EASYCONNECT_REQUESTS,
          EASYCONNECT_ORDER_REQUESTS,
          EASYCONNECT_HOST,
          CMO_CHANGE_LIMIT,
          TMF_CHANGE_LIMIT,
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
          KEEP_USAGE_RECORDS,
          KEEP_USAGE_SUMS,
          KEEP_NETWORK_EVENTS,
          KEEP_JOBS,
          KEEP_MESSAGES,
          KEEP_AUDIT,
          KEEP_OUTBOX,
          KEEP_DELIVERIES,
          KEEP_DEAD_LETTERS,
          WEBHOOK_TIME_LIMIT,
          WEBHOOK_FAIL_AFTER,
          DEMO,
          SIMULATOR_PORT,
          FLEET_SIZE,
          OPERATOR_SIMS,
          PACE,
          SEED);

  private Keys() {}

  private static String postgresql(String url) {
    if (!url.startsWith("jdbc:postgresql://")) {
      throw new IllegalArgumentException("is not like jdbc:postgresql://host:5432/name");
    }
    return url;
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("is not a time zone such as Europe/Amsterdam", e);
    }
  }
}

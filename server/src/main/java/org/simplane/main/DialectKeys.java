// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What single dialects are set to. */
final class DialectKeys {

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

  static final List<Key<?>> ALL =
      List.of(
          TOKEN_LIFE,
          EASYCONNECT_TOKEN_LIFE,
          EASYCONNECT_CHANGE_LIMIT,
          EASYCONNECT_REQUESTS,
          EASYCONNECT_ORDER_REQUESTS,
          EASYCONNECT_HOST,
          CMO_CHANGE_LIMIT,
          TMF_CHANGE_LIMIT);

  private DialectKeys() {}
}

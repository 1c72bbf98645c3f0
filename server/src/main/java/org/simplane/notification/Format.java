// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.simplane.notification.Outbox.StoredEvent;

/**
 * How events are written for whoever is told of them. A dialect brings one for each shape it
 * promises; the composition root registers them. Safe for use by many threads. One that has to look
 * something up may fail at it: the event is then tried again.
 */
public interface Format {

  /** Lower case, such as {@code standard}; stored with each webhook and never changed. */
  String name();

  /** What it is, in one sentence for people. */
  String about();

  /** The kinds it can write, such as {@code sms.received} or {@code sms.*}. */
  Set<String> kinds();

  /**
   * The most events that go in one request. With 1, events go side by side and each is tried again
   * by itself. With more, they go in their order, one request after the other, and a request that
   * fails holds up those behind it.
   */
  default int maximumBatch() {
    return 1;
  }

  /** Whether requests bear the headers of Standard Webhooks and a signature. */
  boolean signed();

  Patience patience();

  /** Whether an answer of this status says that the events were taken. */
  default boolean accepts(int status) {
    return status >= 200 && status < 300;
  }

  /**
   * Whether an event that is given up is told of by an event of its own ({@code webhook.given-up}
   * on the same subject), rather than by one for many.
   */
  default boolean reportsEach() {
    return false;
  }

  /** How many webhooks an organisation may have of this format; empty: as many as of any. */
  default Optional<Most> most() {
    return Optional.empty();
  }

  /**
   * A limit that formats may share.
   *
   * @param name what they are together, such as {@code streams}
   */
  record Most(String name, int count) {}

  /**
   * Empty when there is nothing to tell, which counts as told.
   *
   * @param events as many as {@link #maximumBatch} at most, none of a kind it does not know
   */
  Optional<Letter> write(List<StoredEvent> events);

  /**
   * As {@link #write(List)}, for a receiver that wants less.
   *
   * @param query what the receiver gave to say so, in the format's own words
   */
  default Optional<Letter> write(List<StoredEvent> events, Optional<String> query) {
    return write(events);
  }

  /** An event that a webhook is tried with on demand. */
  StoredEvent sample(long organisation, long webhook, Instant now);

  /**
   * A request to be sent.
   *
   * @param messageId stays the same however often it is sent
   * @param headers without the ones that every webhook has
   * @param below what the path of the receiver's address is followed by, such as {@code
   *     /listener/productCreateEvent}; empty for nothing
   */
  record Letter(
      String messageId, String method, Map<String, String> headers, String body, String below) {

    public Letter {
      headers = Map.copyOf(headers);
    }

    /** To the receiver's address as it is. */
    public Letter(String messageId, String method, Map<String, String> headers, String body) {
      this(messageId, method, headers, body, "");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened at the operator, as it tells of its own accord or when asked. The same
 * event may be told again at any time, with the same {@link #key()}.
 */
public sealed interface OperatorEvent {

  /** Tells it from every other event of its kind on the account. */
  String key();

  /** Whose; empty where it is about none, or about one that cannot be told. */
  Optional<SubscriptionRef> subscription();

  Instant at();

  /** A device sent a message; it is {@link OperatorMessage#fromDevice}. */
  record MessageReceived(SubscriptionRef sender, OperatorMessage message) implements OperatorEvent {

    @Override
    public String key() {
      return message.id();
    }

    @Override
    public Optional<SubscriptionRef> subscription() {
      return Optional.of(sender);
    }

    @Override
    public Instant at() {
      return message.submittedAt();
    }
  }

  /**
   * What became of a message to a device.
   *
   * @param messageId the operator's, as {@link Messaging#submit} answered it
   * @param word the operator's own word for {@code state}
   */
  record DeliveryReport(
      String messageId, SubscriptionRef receiver, Instant at, MessageState state, String word)
      implements OperatorEvent {

    @Override
    public String key() {
      return messageId + " " + word;
    }

    @Override
    public Optional<SubscriptionRef> subscription() {
      return Optional.of(receiver);
    }
  }

  /**
   * Something on the network, or in the operator's systems.
   *
   * @param id the operator's, or what else tells it from others
   * @param kind in the words of the own network ({@code ATTACH}, {@code SESSION_START}, ...), or
   *     the operator's own in capitals with underscores
   * @param alert whether the operator wants somebody to look
   * @param description the operator's own sentence
   * @param network the visited one
   * @param rat such as {@code LTE-M}
   * @param detail what else the operator says, a JSON object in its own words
   */
  record NetworkEvent(
      String id,
      Optional<SubscriptionRef> subscription,
      Instant at,
      String kind,
      Severity severity,
      boolean alert,
      String description,
      Optional<Imsi> imsi,
      Optional<Imei> imei,
      Optional<Plmn> network,
      Optional<String> rat,
      String detail)
      implements OperatorEvent {

    @Override
    public String key() {
      return id;
    }
  }

  /** How grave a network event is. */
  enum Severity {
    INFO,
    WARNING,
    CRITICAL
  }

  /**
   * Something that the operator metered.
   *
   * @param up from the device: bytes, or messages
   * @param down to the device: bytes, or messages
   */
  record UsageRecord(
      String id,
      SubscriptionRef user,
      Instant startedAt,
      Instant endedAt,
      Service service,
      long up,
      long down,
      Optional<Plmn> network,
      Optional<String> rat,
      Optional<Imei> imei)
      implements OperatorEvent {

    @Override
    public String key() {
      return id;
    }

    @Override
    public Optional<SubscriptionRef> subscription() {
      return Optional.of(user);
    }

    @Override
    public Instant at() {
      return startedAt;
    }
  }

  /**
   * A subscription stands elsewhere in its life. The core reads it to learn where.
   *
   * @param word the operator's own for the status
   */
  record StatusChanged(String id, SubscriptionRef changed, Instant at, Status status, String word)
      implements OperatorEvent {

    @Override
    public String key() {
      return id;
    }

    @Override
    public Optional<SubscriptionRef> subscription() {
      return Optional.of(changed);
    }
  }

  /** What is left of a volume passed a mark. */
  record QuotaChanged(String id, SubscriptionRef changed, Instant at, Service service, Mark mark)
      implements OperatorEvent {

    @Override
    public String key() {
      return id;
    }

    @Override
    public Optional<SubscriptionRef> subscription() {
      return Optional.of(changed);
    }
  }

  /** What a volume may pass. */
  enum Mark {
    THRESHOLD,
    EXHAUSTED,
    EXPIRED,
    /** More was added: what was exhausted is so no longer. */
    RENEWED
  }

  /**
   * What the adapter does not know; kept and shown, so that nothing an operator adds is lost.
   *
   * @param id the operator's, or a digest of the body
   * @param type the operator's own word, or empty
   * @param body as it came
   */
  record Unrecognised(
      String id, Optional<SubscriptionRef> subscription, Instant at, String type, String body)
      implements OperatorEvent {

    @Override
    public String key() {
      return id;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.Optional;

/**
 * Short messages over the operator's own message centre. The operator buffers and repeats; Simplane
 * submits, follows the state (by push where the operator has it, else by asking), and cancels.
 */
public interface Messaging {

  /**
   * Hands one message to the operator. {@code Done} carries the operator's id of it. After {@code
   * Unknown} the caller looks it up in {@link #list} before it sends it again.
   */
  Outcome<String> submit(SubscriptionRef ref, OutgoingMessage message);

  /**
   * Takes back a message that is not delivered yet. {@code Done} carries where it stands now, which
   * is {@code DELIVERED} for one that was faster.
   */
  Outcome<MessageState> cancel(SubscriptionRef ref, String messageId);

  /** Empty where the operator does not know the message, or no longer. */
  Optional<OperatorMessage> find(SubscriptionRef ref, String messageId) throws OperatorException;

  /**
   * The messages to and from a subscription, newest first, as far back as the operator keeps them.
   *
   * @param from where to go on; empty for the newest
   */
  MessagePage list(SubscriptionRef ref, Optional<String> from) throws OperatorException;
}

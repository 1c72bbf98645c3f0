// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.messaging;

import java.time.Instant;
import java.util.Optional;
import org.simplane.operator.MessageContent;
import org.simplane.operator.MessageSource;

/**
 * A message to be sent to a device.
 *
 * @param content a text longer than one short message is cut into segments, unless it brings a
 *     header of its own
 * @param expiresAt empty: after the usual time
 */
public record NewMessage(
    MessageSource source, MessageContent content, Optional<Instant> expiresAt) {

  /** A text in the coding that takes the least room. */
  public static NewMessage text(String text) {
    return new NewMessage(
        source(""), new MessageContent(Alphabet.coding(text), text, ""), Optional.empty());
  }

  /** An address in the kind that its characters call for. */
  public static MessageSource source(String address) {
    if (address.matches("\\+[0-9]+")) {
      return new MessageSource(address.substring(1), MessageSource.Kind.INTERNATIONAL);
    }
    return new MessageSource(
        address,
        address.matches("[0-9]*") ? MessageSource.Kind.NATIONAL : MessageSource.Kind.ALPHANUMERIC);
  }
}

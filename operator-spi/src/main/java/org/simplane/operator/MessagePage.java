// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.util.List;
import java.util.Optional;

/**
 * Some of the messages of a subscription, newest first.
 *
 * @param next where to go on, in the adapter's own form; empty at the end
 */
public record MessagePage(List<OperatorMessage> messages, Optional<String> next) {

  public MessagePage {
    messages = List.copyOf(messages);
  }
}

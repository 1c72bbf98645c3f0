// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.catalog;

import java.time.Duration;
import org.simplane.operator.OperatorException;

/** What orders of SIMs and top-ups have in common where they are placed at an operator. */
final class AtOperators {

  /** Before what could not be done is tried again. */
  static final Duration AGAIN = Duration.ofSeconds(15);

  /** An operator's may be behind ours by as much. */
  static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

  /** For what cannot be sent, or is not shown. */
  static final Duration GIVE_UP = Duration.ofHours(24);

  static final String NOT_SHOWN =
      "The operator's answer was lost, and its list shows no such order; look there before ordering again";

  private AtOperators() {}

  static String text(OperatorException cause) {
    return cause.getMessage() == null ? cause.kind().name() : cause.getMessage();
  }
}

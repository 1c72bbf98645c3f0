// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.io.Serial;

/** A file of which nothing can be read; the message says why. */
final class UnreadableException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  UnreadableException(String message) {
    super(message);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.io.Serial;

/** An answer that is an error of this dialect alone, such as 422 for an expired SIM. */
final class Refusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String message;

  Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
    this.message = message;
  }

  int status() {
    return status;
  }

  /** What the caller is told. */
  String told() {
    return message;
  }
}

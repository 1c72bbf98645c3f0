// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.openid;

/** A request that the token endpoint refuses, in the words of RFC 6749 section 5.2. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient ErrorWire error;

  Refusal(int status, String code, String description) {
    super(description, null, false, false);
    this.status = status;
    this.error = new ErrorWire(code, description);
  }

  static Refusal invalid(String description) {
    return new Refusal(400, "invalid_request", description);
  }

  int status() {
    return status;
  }

  ErrorWire error() {
    return error;
  }
}

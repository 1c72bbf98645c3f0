// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import java.io.Serial;
import java.util.Map;

/** An answer that ends a request, where HTTP or TMF630 has a status that no {@code Failure} is. */
public final class Refusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> headers;

  public Refusal(int status, String code, String message) {
    this(status, code, message, Map.of());
  }

  Refusal(int status, String code, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.headers = Map.copyOf(headers);
  }

  /** What the definition has and Simplane has not. */
  public static Refusal notOffered(String why) {
    return new Refusal(501, "notImplemented", why);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  Map<String, String> headers() {
    return headers;
  }

  String told() {
    return getMessage() == null ? "" : getMessage();
  }
}

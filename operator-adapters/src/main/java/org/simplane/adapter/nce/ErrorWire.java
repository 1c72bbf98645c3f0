// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An error body: of {@code /v1} calls the Spring form ({@code error}, {@code message}), of the
 * token endpoint {@code errorCode}, {@code message} (contract section 1.4).
 */
record ErrorWire(
    @Nullable String error,
    @Nullable String message,
    @JsonProperty("errorCode") @Nullable String errorCode) {

  private static final ErrorWire NONE = new ErrorWire(null, null, null);

  /** Of any body: one that is no error's says nothing. */
  static ErrorWire of(byte[] body) {
    return Json.read(body, ErrorWire.class).orElse(NONE);
  }

  /** The token endpoint's code, empty elsewhere. */
  String code() {
    return errorCode == null ? "" : errorCode;
  }

  /** What 1NCE says. */
  String text() {
    return message != null ? message : error != null ? error : "no reason given";
  }
}

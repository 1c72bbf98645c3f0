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

  private static final int LONGEST = 200;

  static final ErrorWire NONE = new ErrorWire(null, null, null);

  /** The token endpoint's code, empty elsewhere. */
  String code() {
    return errorCode == null ? "" : errorCode;
  }

  /** What 1NCE says, short enough for a log line. */
  String text() {
    String text = message != null ? message : error != null ? error : "no reason given";
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.openid;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.simplane.Failure;

/** An error as OAuth writes it (RFC 6749 section 5.2). */
record ErrorWire(String error, @JsonProperty("error_description") String description) {

  static Refusal refusal(Failure failure) {
    return switch (failure) {
      // One answer for an unknown client and a wrong secret, so that names cannot be found out.
      case Failure.Denied _ ->
          new Refusal(401, "invalid_client", "Invalid client or invalid client credentials");
      case Failure.NotAllowed f -> new Refusal(400, "unauthorized_client", f.message());
      case Failure.Throttled f -> new Refusal(429, "temporarily_unavailable", f.message());
      case Failure.OperatorDown f -> new Refusal(503, "temporarily_unavailable", f.message());
      case Failure.TimedOut f -> new Refusal(503, "temporarily_unavailable", f.message());
      case Failure.NotFound f -> Refusal.invalid(f.message());
      case Failure.NotSupported f -> Refusal.invalid(f.message());
      case Failure.Invalid f -> Refusal.invalid(f.message());
      case Failure.Conflict f -> Refusal.invalid(f.message());
      case Failure.Stale f -> Refusal.invalid(f.message());
    };
  }
}

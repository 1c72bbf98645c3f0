// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.simplane.Failure;

/** What the token endpoint answers when it gives out none. */
record TokenErrorWire(
    @JsonProperty("statusCode") int statusCode,
    @JsonProperty("errorCode") String errorCode,
    String message) {

  static TokenErrorWire noName() {
    return header("username");
  }

  static TokenErrorWire noPassword() {
    return header("password");
  }

  private static TokenErrorWire header(String missing) {
    return new TokenErrorWire(
        400,
        "AuthValidationError",
        "Auth header validation error: Missing attributes '" + missing + "'");
  }

  static TokenErrorWire noGrant() {
    return body("Missing attributes 'grant_type'");
  }

  static TokenErrorWire otherGrant() {
    return body("Attribute 'grant_type' must be 'client_credentials'");
  }

  static TokenErrorWire unreadable() {
    return body("The body cannot be read");
  }

  private static TokenErrorWire body(String what) {
    return new TokenErrorWire(400, "BodyValidationError", "Request body validation error: " + what);
  }

  static TokenErrorWire otherContent() {
    return new TokenErrorWire(400, "UnsupportedContentTypeError", "Content-Type not supported");
  }

  /** One answer for an unknown name and a wrong password, so that names cannot be found out. */
  static TokenErrorWire wrongCredentials() {
    return new TokenErrorWire(400, "CognitoAuthenticationError", "Incorrect username or password.");
  }

  static TokenErrorWire of(Failure failure) {
    return switch (failure) {
      case Failure.Denied _ -> wrongCredentials();
      case Failure.NotAllowed notAllowed ->
          new TokenErrorWire(400, "AccessDenied", notAllowed.message());
      case Failure.Throttled throttled ->
          new TokenErrorWire(429, "TooManyRequests", throttled.message());
      case Failure.Invalid invalid -> body(invalid.message());
      case Failure.OperatorDown down ->
          new TokenErrorWire(503, "ServiceUnavailable", down.message());
      case Failure.TimedOut timedOut -> new TokenErrorWire(504, "TimeOut", timedOut.message());
      case Failure.NotFound other -> new TokenErrorWire(400, "BadRequest", other.message());
      case Failure.NotSupported other -> new TokenErrorWire(400, "BadRequest", other.message());
      case Failure.Conflict other -> new TokenErrorWire(400, "BadRequest", other.message());
      case Failure.Stale other -> new TokenErrorWire(400, "BadRequest", other.message());
    };
  }

  static TokenErrorWire of(Refusal refusal) {
    return new TokenErrorWire(refusal.status(), "BodyValidationError", refusal.told());
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the token endpoint answers when it gives out none. */
record TokenErrorWire(
    @JsonProperty("statusCode") int statusCode, @JsonProperty("errorCode") String errorCode, String message) {

  static TokenErrorWire noName() {
    return header("username");
  }

  static TokenErrorWire noPassword() {
    return header("password");
  }

  private static TokenErrorWire header(String missing) {
    return new TokenErrorWire(
        400, "AuthValidationError", "Auth header validation error: Missing attributes '" + missing + "'");
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

  static TokenErrorWire of(int status, String code, String message) {
    return new TokenErrorWire(status, code, message);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import org.simplane.Failure;

/** Writes answers with the headers that the dialect's platform sends. */
final class Answer {

  private static final String JSON = "application/json;charset=UTF-8";
  private static final byte[] NOTHING = {};

  private Answer() {}

  static void json(Context context, int status, Object wire) {
    json(context, status, WireJson.bytes(wire));
  }

  static void json(Context context, int status, byte[] json) {
    headers(context).status(status).contentType(JSON).result(json);
  }

  /** {@code Content-Length: 0}: clients take a body for a failure. */
  static void empty(Context context, int status) {
    headers(context).status(status).contentType("application/json").result(NOTHING);
  }

  static void error(Context context, ErrorWire error) {
    if (error.status() == 401) {
      context.header("WWW-Authenticate", "Bearer"); // RFC 9110 section 15.5.2
    }
    json(context, error.status(), error);
  }

  /** Whole seconds, at least one. */
  static void retryAfter(Context context, Failure.Throttled throttled) {
    context.header("Retry-After", Long.toString(Math.max(1, throttled.retryAfter().toSeconds())));
  }

  private static Context headers(Context context) {
    return context
        .header("X-Content-Type-Options", "nosniff")
        .header("X-XSS-Protection", "1; mode=block")
        .header("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
        .header("Pragma", "no-cache")
        .header("Expires", "0")
        .header("X-Frame-Options", "DENY")
        .header("Strict-Transport-Security", "max-age=31536000");
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import java.time.Instant;
import java.util.Locale;
import org.simplane.Failure;

/** The body of every error but those of the token endpoint. */
record ErrorWire(String timestamp, int status, String error, String message, String path) {

  static ErrorWire of(Failure failure, Instant now, String path) {
    return switch (failure) {
      case Failure.Denied denied -> of(401, denied.message(), now, path);
      case Failure.NotAllowed notAllowed -> of(403, notAllowed.message(), now, path);
      case Failure.NotFound notFound -> of(404, notFound.message(), now, path);
      case Failure.Invalid invalid -> of(400, invalid.message(), now, path);
      case Failure.NotSupported notSupported -> of(400, notSupported.message(), now, path);
      case Failure.Conflict conflict -> of(409, conflict.message(), now, path);
      case Failure.Stale stale -> of(409, stale.message(), now, path);
      case Failure.Throttled throttled -> of(429, throttled.message(), now, path);
      case Failure.OperatorDown down -> of(503, down.message(), now, path);
      case Failure.TimedOut timedOut -> of(504, timedOut.message(), now, path);
    };
  }

  static ErrorWire of(int status, String message, Instant now, String path) {
    return new ErrorWire(Dates.millis(now), status, reason(status), message, path);
  }

  private static String reason(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 413 -> "Payload Too Large";
      case 422 -> "Unprocessable Entity";
      case 414 -> "URI Too Long";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> String.format(Locale.ROOT, "Status %d", status);
    };
  }
}

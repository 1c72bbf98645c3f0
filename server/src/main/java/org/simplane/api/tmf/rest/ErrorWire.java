// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.simplane.Failure;

/**
 * The body of an error ({@code Error} of every definition).
 *
 * @param code our word for what is wrong, which a program can go by
 * @param reason what is wrong, in a few words
 * @param message what is wrong here
 * @param status of HTTP
 */
public record ErrorWire(
    String code, String reason, String message, String status, @JsonProperty("@type") String type) {

  static ErrorWire of(int status, String code, String message) {
    return new ErrorWire(code, reason(status), message, Integer.toString(status), "Error");
  }

  static ErrorWire of(Refusal refusal) {
    return of(refusal.status(), refusal.code(), refusal.told());
  }

  static ErrorWire of(Failure failure) {
    String message = failure.message();
    return switch (failure) {
      case Failure.NotFound _ -> of(404, "notFound", message);
      case Failure.Denied _ -> of(401, "invalidCredentials", message);
      case Failure.NotAllowed _ -> of(403, "accessDenied", message);
      case Failure.NotSupported _ -> of(501, "notImplemented", message);
      case Failure.Invalid _ -> of(400, "invalid", message);
      case Failure.Conflict _ -> of(409, "conflict", message);
      case Failure.Stale _ -> of(409, "stale", message);
      case Failure.Throttled _ -> of(429, "tooManyRequests", message);
      case Failure.OperatorDown _ -> of(503, "operatorDown", message);
      case Failure.TimedOut _ -> of(503, "timedOut", message);
    };
  }

  int httpStatus() {
    return Integer.parseInt(status);
  }

  /** For an answer by HTTP itself, before any route. */
  public static ErrorWire ofHttp(int status, String message) {
    return of(status, "http" + status, message);
  }

  private static String reason(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 416 -> "Range Not Satisfiable";
      case 429 -> "Too Many Requests";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      default -> status >= 500 ? "Internal Server Error" : "Refused";
    };
  }
}

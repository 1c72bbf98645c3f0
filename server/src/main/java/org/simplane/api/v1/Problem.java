// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.simplane.Failure;

/**
 * What went wrong, as RFC 9457 writes it.
 *
 * @param type a URN of ours, which never changes; {@code title} says the same to people
 * @param errors what is wrong with which field
 */
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String correlation,
    Optional<List<FieldError>> errors) {

  record FieldError(String field, String message) {}

  private static final String URN = "urn:simplane:problem:";

  /** The one place where this API turns a failure into its own error. */
  static Problem of(Failure failure, String correlation) {
    return switch (failure) {
      case Failure.NotFound f -> of("not-found", "Not found", 404, f, correlation);
      case Failure.Denied f -> of("denied", "Not authenticated", 401, f, correlation);
      case Failure.NotAllowed f -> of("not-allowed", "Not allowed", 403, f, correlation);
      case Failure.NotSupported f -> of("not-supported", "Not supported", 422, f, correlation);
      case Failure.Invalid f ->
          new Problem(
              URN + "invalid",
              "Invalid request",
              400,
              f.message(),
              correlation,
              Optional.of(
                  f.problems().stream().map(p -> new FieldError(p.field(), p.message())).toList()));
      case Failure.Conflict f ->
          of("conflict", "Conflict with the present state", 409, f, correlation);
      case Failure.Stale f -> of("stale", "Changed since", 412, f, correlation);
      case Failure.Throttled f -> of("throttled", "Too many requests", 429, f, correlation);
      case Failure.OperatorDown f ->
          of("operator-down", "The operator cannot be reached", 502, f, correlation);
      case Failure.TimedOut f -> of("timed-out", "Still at work", 504, f, correlation);
    };
  }

  /** The headers that belong to it. */
  static Map<String, String> headers(Failure failure) {
    return switch (failure) {
      case Failure.Denied _ -> Map.of("WWW-Authenticate", "Bearer realm=\"Simplane\"");
      case Failure.Throttled f ->
          Map.of("Retry-After", Long.toString(Math.max(1, f.retryAfter().toSeconds())));
      case Failure.NotFound _,
          Failure.NotAllowed _,
          Failure.NotSupported _,
          Failure.Invalid _,
          Failure.Conflict _,
          Failure.Stale _,
          Failure.OperatorDown _,
          Failure.TimedOut _ ->
          Map.of();
    };
  }

  static Problem unknownPath(String path, String correlation) {
    return new Problem(
        URN + "not-found",
        "Not found",
        404,
        "There is nothing at " + path,
        correlation,
        Optional.empty());
  }

  static Problem wrongMethod(String method, String allowed, String correlation) {
    return new Problem(
        URN + "method",
        "Method not allowed",
        405,
        method + " is not for this path; " + allowed + (allowed.contains(",") ? " are" : " is"),
        correlation,
        Optional.empty());
  }

  static Problem keyAtWork(String correlation) {
    return new Problem(
        URN + "key-at-work",
        "Still at work",
        409,
        "The first request with this Idempotency-Key is still at work",
        correlation,
        Optional.empty());
  }

  static Problem keyReused(String correlation) {
    return new Problem(
        URN + "key-reused",
        "Idempotency-Key used before",
        422,
        "This Idempotency-Key was used for another request within the last 24 hours",
        correlation,
        Optional.empty());
  }

  /** What HTTP itself forbids, such as a broken path: it never reached a route. */
  static Problem ofHttp(int status, String message) {
    return new Problem(
        URN + "http", "Refused", status, message, UUID.randomUUID().toString(), Optional.empty());
  }

  static Problem ours(String correlation) {
    return new Problem(
        URN + "internal",
        "Our mistake",
        500,
        "Something went wrong on our side; the log has it under the correlation id",
        correlation,
        Optional.empty());
  }

  private static Problem of(
      String type, String title, int status, Failure failure, String correlation) {
    return new Problem(URN + type, title, status, failure.message(), correlation, Optional.empty());
  }
}

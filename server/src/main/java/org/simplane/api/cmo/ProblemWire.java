// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.simplane.Failure;

/**
 * What went wrong (contracts/tmforum-cmo.md section 1.3).
 *
 * @param type the status in words, such as {@code Not Found}
 * @param instance the address that was asked
 * @param errors which parameter is wrong and why, with 400
 * @param externalErrors what the operator said
 * @param traceId the same as {@code correlationId}; the log has it
 */
record ProblemWire(
    String type,
    int status,
    String title,
    String detail,
    String instance,
    Optional<List<Wrong>> errors,
    List<Outside> externalErrors,
    @JsonProperty("@type") String kind,
    String traceId,
    String correlationId) {

  /** One parameter that is missing or malformed. */
  record Wrong(String field, String message) {}

  /** One error of the operator's, or of our way to it. */
  record Outside(String code, String message) {}

  static ProblemWire of(int status, String detail, String instance, String correlation) {
    return new ProblemWire(
        HttpStatus.getMessage(status),
        status,
        "Error",
        detail,
        instance,
        Optional.empty(),
        List.of(),
        "problem",
        correlation,
        correlation);
  }

  /** The one place where this dialect turns a failure into its own error. */
  static ProblemWire of(Failure failure, String instance, String correlation) {
    return switch (failure) {
      case Failure.NotFound f -> of(404, f.message(), instance, correlation);
      case Failure.Denied f -> of(401, f.message(), instance, correlation);
      case Failure.NotAllowed f -> of(403, f.message(), instance, correlation);
      // An invalid action, which the documented classes of errors have under 400.
      case Failure.NotSupported f -> of(400, f.message(), instance, correlation);
      case Failure.Conflict f -> of(400, f.message(), instance, correlation);
      case Failure.Stale f -> of(409, f.message(), instance, correlation);
      case Failure.Invalid f ->
          of(400, f.message(), instance, correlation)
              .withErrors(
                  f.problems().stream()
                      .map(problem -> new Wrong(problem.field(), problem.message()))
                      .toList());
      case Failure.Throttled f -> of(429, f.message(), instance, correlation);
      case Failure.OperatorDown f ->
          of(503, f.message(), instance, correlation)
              .withOutside(List.of(new Outside("OPERATOR_DOWN", f.message())));
      case Failure.TimedOut f -> of(504, f.message(), instance, correlation);
    };
  }

  ProblemWire withErrors(List<Wrong> wrong) {
    return new ProblemWire(
        type,
        status,
        title,
        detail,
        instance,
        Optional.of(wrong),
        externalErrors,
        kind,
        traceId,
        correlationId);
  }

  ProblemWire withOutside(List<Outside> outside) {
    return new ProblemWire(
        type, status, title, detail, instance, errors, outside, kind, traceId, correlationId);
  }
}

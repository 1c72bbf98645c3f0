// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane;

import java.time.Duration;
import java.util.List;

/**
 * What can go wrong for a caller. Each dialect turns it into its own error in one exhaustive
 * switch.
 */
public sealed interface Failure {

  /** A sentence for the caller, without secrets and without the names of our insides. */
  String message();

  /** No such thing, or none that this caller may know of: the two are not told apart. */
  record NotFound(String what, String id) implements Failure {
    @Override
    public String message() {
      return "No " + what + " '" + id + "'";
    }
  }

  /** The caller is not known: no credentials, wrong ones, or expired ones. */
  record Denied(String message) implements Failure {}

  /** The caller is known and may not do this. */
  record NotAllowed(String message) implements Failure {}

  /** The operator, or the kind of subscription, does not have this. */
  record NotSupported(String message) implements Failure {}

  /** What was sent cannot be understood or accepted. */
  record Invalid(List<Problem> problems) implements Failure {

    public Invalid {
      problems = List.copyOf(problems);
    }

    /**
     * One thing wrong with one field; {@code field} is a path in the caller's words, empty for the
     * whole.
     */
    public record Problem(String field, String message) {}

    public static Invalid field(String field, String message) {
      return new Invalid(List.of(new Problem(field, message)));
    }

    @Override
    public String message() {
      Problem first = problems.getFirst();
      return first.field().isEmpty() ? first.message() : first.field() + ": " + first.message();
    }
  }

  /**
   * It does not fit the present state, such as a status that cannot be reached from the present
   * one.
   */
  record Conflict(String message) implements Failure {}

  /** The caller spoke of a version that is no longer the present one. */
  record Stale(String message) implements Failure {}

  /** Too many requests. */
  record Throttled(Duration retryAfter) implements Failure {
    @Override
    public String message() {
      return "Too many requests; try again in " + Math.max(1, retryAfter.toSeconds()) + " s";
    }
  }

  /** The operator could not be reached or failed. */
  record OperatorDown(String message) implements Failure {}

  /** Still at work when the time ran out; nothing is lost, and the job goes on. */
  record TimedOut(String message) implements Failure {}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why an operator could not or would not do what was asked; {@link Kind} says who is at fault. */
public final class OperatorException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  /** Who is at fault, and so what may be done about it. */
  public enum Kind {
    /** No connection came about: the operator has certainly not heard of it. */
    UNREACHABLE,
    /** Too many calls; see {@link OperatorException#retryAfter()}. */
    THROTTLED,
    /** The account's credentials were not accepted. */
    CREDENTIALS,
    /** The operator does not know the subscription or the request. */
    NOT_FOUND,
    /** The operator understood and said no. */
    REJECTED,
    /** No answer, after something may have been sent. */
    TIMEOUT,
    /** The operator failed by its own account. */
    OPERATOR_FAULT,
    /** The answer could not be read. */
    MALFORMED_REPLY
  }

  private final Kind kind;
  private final @Nullable Duration retryAfter;

  public OperatorException(Kind kind, String message) {
    this(kind, message, null, null);
  }

  public OperatorException(Kind kind, String message, @Nullable Throwable cause) {
    this(kind, message, null, cause);
  }

  public OperatorException(
      Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  /** How long the operator asks to be left alone. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}

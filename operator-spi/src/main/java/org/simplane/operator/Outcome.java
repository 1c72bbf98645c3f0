// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Duration;
import java.util.function.Function;

/** What became of a request that changes something at the operator. */
public sealed interface Outcome<T> {

  record Done<T>(T value) implements Outcome<T> {}

  /** The operator took the request and will finish it later. */
  record Pending<T>(String requestId, Duration askAgainAfter) implements Outcome<T> {}

  /** The operator said no. Sending it again will not help. */
  record Refused<T>(OperatorException cause) implements Outcome<T> {}

  /** It certainly did not happen, so it may be sent again. */
  record NotSent<T>(OperatorException cause) implements Outcome<T> {}

  /** It may have happened. The SIM must be read before anything is sent again. */
  record Unknown<T>(OperatorException cause) implements Outcome<T> {}

  /** What follows from a change that is done; any other outcome stays what it is. */
  default <R> Outcome<R> then(Function<? super T, Outcome<R>> next) {
    return switch (this) {
      case Done<T>(var value) -> next.apply(value);
      case Pending<T>(var requestId, var askAgainAfter) -> new Pending<>(requestId, askAgainAfter);
      case Refused<T>(var cause) -> new Refused<>(cause);
      case NotSent<T>(var cause) -> new NotSent<>(cause);
      case Unknown<T>(var cause) -> new Unknown<>(cause);
    };
  }

  /**
   * The one place that decides whether a failed change may be repeated. The cause is that of the
   * call which carries the change: where a log-in before it failed, it is {@link NotSent} whatever
   * the kind.
   */
  static <T> Outcome<T> failed(OperatorException cause) {
    return switch (cause.kind()) {
      case UNREACHABLE, THROTTLED, CREDENTIALS -> new NotSent<>(cause);
      case NOT_FOUND, REJECTED -> new Refused<>(cause);
      case TIMEOUT, OPERATOR_FAULT, MALFORMED_REPLY -> new Unknown<>(cause);
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import java.util.Optional;
import org.simplane.Failure;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;

/** What operators answer to a waiting client's questions. */
final class Answers {

  private Answers() {}

  /** Why calls would not succeed. */
  static Optional<OperatorException> check(Operator operator) {
    try {
      return Urgency.<Optional<OperatorException>, OperatorException>urgently(() -> {
        operator.check();
        return Optional.empty();
      });
    } catch (OperatorException e) {
      return Optional.of(e);
    }
  }

  static Failure failure(Account account, OperatorException e) {
    String said = e.getMessage() == null ? e.kind().name() : e.getMessage();
    String message =
        said.startsWith(account.operatorName()) ? said : account.operatorName() + ": " + said;
    return switch (e.kind()) {
      case THROTTLED -> new Failure.Throttled(e.retryAfter().orElse(Duration.ofSeconds(1)));
      case REJECTED -> new Failure.Conflict(message);
      case NOT_FOUND, UNREACHABLE, CREDENTIALS, TIMEOUT, OPERATOR_FAULT, MALFORMED_REPLY ->
          new Failure.OperatorDown(message);
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.rest;

import java.net.http.HttpResponse;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;

/**
 * What the answer to a log-in means. What a refusal says may repeat the credentials, so it is not
 * told.
 */
public final class LogInAnswer {

  private LogInAnswer() {}

  /**
   * The body of a 2xx; any other says who is at fault.
   *
   * @param operator what messages call it
   */
  public static byte[] body(String operator, HttpResponse<byte[]> response)
      throws OperatorException {
    int status = response.statusCode();
    if (status == 400 || status == 401 || status == 403) {
      throw new OperatorException(
          Kind.CREDENTIALS, operator + " refused the log-in with " + status);
    }
    if (status < 200 || status >= 300) {
      throw new OperatorException(
          status == 429 ? Kind.THROTTLED : Kind.OPERATOR_FAULT,
          operator + " answered the log-in with " + status);
    }
    return response.body();
  }

  /** What a body is called that holds no token. */
  public static OperatorException withoutToken(String operator) {
    return new OperatorException(
        Kind.MALFORMED_REPLY, operator + "'s answer to the log-in holds no token");
  }
}

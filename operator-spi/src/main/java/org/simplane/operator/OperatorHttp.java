// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * The one way for an adapter to the outside. The core holds the account's rate, concurrency and
 * time limits behind it, counts, and logs with secrets masked; so an adapter has no retry loop, no
 * semaphore and no logger of bodies.
 */
@FunctionalInterface
public interface OperatorHttp {

  /**
   * Sends and waits. Any HTTP status is an answer, also 429, which is noted for the account's pace
   * before it is returned.
   *
   * @throws OperatorException {@code UNREACHABLE} if no connection came about, {@code TIMEOUT} if
   *     it broke or fell silent after something may have been sent
   */
  HttpResponse<byte[]> send(HttpRequest request) throws OperatorException;
}

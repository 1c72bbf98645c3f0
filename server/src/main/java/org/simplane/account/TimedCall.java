// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A call whose time limit holds until the last byte of the answer: that of the JDK's client (up to
 * 25, JDK-8208693) ends with the answer's head, so that whoever sends half a body would be waited
 * for without end.
 */
public final class TimedCall {

  /** The client's own limit goes first where both hold: it tells better what did not come. */
  private static final Duration GRACE = Duration.ofMillis(200);

  private TimedCall() {}

  /**
   * Sends and waits.
   *
   * @throws HttpTimeoutException where the answer is not complete within {@code limit}; the
   *     connection is closed then
   */
  public static <T> HttpResponse<T> send(
      HttpClient client,
      HttpRequest request,
      Duration limit,
      HttpResponse.BodyHandler<T> bodyHandler)
      throws IOException, InterruptedException {
    HttpRequest limited = HttpRequest.newBuilder(request, (_, _) -> true).timeout(limit).build();
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(limited, bodyHandler);
    boolean over = false;
    try {
      HttpResponse<T> response = answer.get(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
      over = true;
      return response;
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("The answer did not come to its end");
    } catch (ExecutionException e) {
      over = true;
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    } finally {
      if (!over) {
        answer.cancel(true);
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.OperatorHttp;

/**
 * The JDK's client, as plainly as {@link OperatorHttp} allows: no limits of rate or concurrency.
 */
public final class JdkOperatorHttp implements OperatorHttp {

  /** Of one call, unless the adapter asks for less. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  @Override
  public HttpResponse<byte[]> send(HttpRequest request) throws OperatorException {
    Duration limit = request.timeout().filter(own -> own.compareTo(LIMIT) < 0).orElse(LIMIT);
    HttpRequest limited = HttpRequest.newBuilder(request, (_, _) -> true).timeout(limit).build();
    try {
      return complete(client.sendAsync(limited, HttpResponse.BodyHandlers.ofByteArray()), limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(Kind.TIMEOUT, "Interrupted while waiting for the operator", e);
    } catch (IOException e) {
      boolean unreachable = isBeforeSending(e);
      throw new OperatorException(
          unreachable ? Kind.UNREACHABLE : Kind.TIMEOUT,
          request.uri().getHost() + (unreachable ? " cannot be reached" : " did not answer"),
          e);
    }
  }

  /** The client's own limit ends with the head of an answer. */
  private static HttpResponse<byte[]> complete(
      CompletableFuture<HttpResponse<byte[]>> answer, Duration limit)
      throws IOException, InterruptedException {
    try {
      return answer.get(limit.plusMillis(200).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("The answer did not come to its end", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  /** A request leaves only when connection and, for https, handshake are done. */
  private static boolean isBeforeSending(Throwable e) {
    return e instanceof ConnectException
        || e instanceof HttpConnectTimeoutException
        || e instanceof NoRouteToHostException
        || e instanceof UnknownHostException
        || e instanceof SSLHandshakeException
        || e instanceof UnresolvedAddressException;
  }
}

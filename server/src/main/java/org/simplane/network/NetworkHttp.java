// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.simplane.account.TimedCall;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How Simplane calls the platforms of the own network: JSON over HTTP, within a time limit. */
final class NetworkHttp implements AutoCloseable {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String name;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_PATIENCE)
          .build();

  /**
   * @param name of what is called, for messages, such as {@code The subscriber register}
   */
  NetworkHttp(String name) {
    this.name = name;
  }

  /** An address without slashes at its end, and a path behind it. */
  static URI below(URI url, String path) {
    return URI.create(url.toString().replaceAll("/+$", "") + path);
  }

  HttpResponse<byte[]> get(URI address) throws OperatorException {
    return send(HttpRequest.newBuilder(address).GET());
  }

  HttpResponse<byte[]> post(URI address, JsonNode body) throws OperatorException {
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws OperatorException {
    try {
      return TimedCall.send(
          http, request.build(), PATIENCE, HttpResponse.BodyHandlers.ofByteArray());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new OperatorException(Kind.UNREACHABLE, name + " cannot be reached", e);
    } catch (IOException e) {
      throw new OperatorException(Kind.TIMEOUT, name + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(Kind.TIMEOUT, "Interrupted before an answer came", e);
    }
  }

  JsonNode read(HttpResponse<byte[]> response) throws OperatorException {
    try {
      return JSON.readTree(response.body());
    } catch (JacksonException e) {
      throw new OperatorException(Kind.MALFORMED_REPLY, name + "'s answer cannot be read", e);
    }
  }

  /** What an answer that is no success means. */
  OperatorException failure(HttpResponse<byte[]> response) {
    String message = name + " answered " + response.statusCode();
    if (response.statusCode() == 429) {
      Duration after =
          response
              .headers()
              .firstValue("Retry-After")
              .filter(text -> text.matches("\\d{1,6}"))
              .map(Long::parseLong)
              .map(Duration::ofSeconds)
              .orElse(null);
      return new OperatorException(Kind.THROTTLED, message, after, null);
    }
    return new OperatorException(
        response.statusCode() >= 500 ? Kind.OPERATOR_FAULT : Kind.REJECTED, message);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

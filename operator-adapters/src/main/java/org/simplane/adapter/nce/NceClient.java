// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.OperatorHttp;
import org.simplane.operator.Outcome;

/** Calls of the API with a token, and what their answers mean. */
final class NceClient {

  private final URI base;
  private final OperatorHttp http;
  private final NceTokens tokens;
  private final Clock clock;

  NceClient(URI base, OperatorHttp http, NceTokens tokens, Clock clock) {
    this.base = base;
    this.http = http;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Reads; a token that is refused is replaced once. */
  HttpResponse<byte[]> get(String path) throws OperatorException {
    HttpRequest.Builder request = request(path).GET();
    String token = tokens.current();
    HttpResponse<byte[]> response = send(request, token);
    if (response.statusCode() == 401) {
      response = send(request, tokens.replace(token));
    }
    checkStatus(response, clock);
    return response;
  }

  /** Reads a body of the given form. */
  <T> T get(String path, Class<T> type) throws OperatorException {
    return body(get(path), type);
  }

  static <T> T body(HttpResponse<byte[]> response, Class<T> type) throws OperatorException {
    return Json.read(response.body(), type)
        .orElseThrow(() ->
            new OperatorException(
                Kind.MALFORMED_REPLY,
                "1NCE's answer to " + response.uri().getPath() + " could not be read"));
  }

  /** Sends a change; {@code Done} means that 1NCE took it, not that it has taken effect. */
  Outcome<Boolean> change(String method, String path, Object body) {
    return create(method, path, body, _ -> true);
  }

  /** Reads what is wanted of an answer. */
  @FunctionalInterface
  interface Reading<T> {
    T of(HttpResponse<byte[]> answer) throws OperatorException;
  }

  /**
   * Sends something that changes 1NCE, once; after a refused token once more.
   *
   * @param body null for none
   */
  <T> Outcome<T> create(String method, String path, @Nullable Object body, Reading<T> reading) {
    HttpRequest.BodyPublisher publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(Json.write(body));
    HttpRequest.Builder request =
        request(path).header("Content-Type", "application/json").method(method, publisher);
    String token;
    try {
      token = tokens.current();
    } catch (OperatorException e) {
      return new Outcome.NotSent<>(e);
    }
    try {
      HttpResponse<byte[]> response = send(request, token);
      if (response.statusCode() != 401) {
        checkStatus(response, clock);
        return new Outcome.Done<>(reading.of(response));
      }
    } catch (OperatorException e) {
      return Outcome.failed(e);
    }
    try {
      token = tokens.replace(token);
    } catch (OperatorException e) {
      return new Outcome.NotSent<>(e); // what was sent, was refused for its token
    }
    try {
      HttpResponse<byte[]> response = send(request, token);
      checkStatus(response, clock);
      return new Outcome.Done<>(reading.of(response));
    } catch (OperatorException e) {
      return Outcome.failed(e);
    }
  }

  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Returns for 2xx, and else says who is at fault. */
  static void checkStatus(HttpResponse<byte[]> response, Clock clock) throws OperatorException {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return;
    }
    // What a 401 says may repeat the token ("The token is invalid: ...").
    String said =
        status == 401
            ? ""
            : ": " + Json.read(response.body(), ErrorWire.class).orElse(ErrorWire.NONE).text();
    throw new OperatorException(
        kind(status), "1NCE answered " + status + said, retryAfter(response, clock), null);
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 401 -> Kind.CREDENTIALS;
      case 404 -> Kind.NOT_FOUND;
      case 429 -> Kind.THROTTLED;
      default -> {
        if (status >= 500) {
          yield Kind.OPERATOR_FAULT;
        }
        yield status >= 400 ? Kind.REJECTED : Kind.MALFORMED_REPLY;
      }
    };
  }

  /** In seconds or as a date (RFC 9110 section 10.2.3); 1NCE's form is not documented. */
  private static @Nullable Duration retryAfter(HttpResponse<byte[]> response, Clock clock) {
    String text = response.headers().firstValue("Retry-After").orElse("").strip();
    if (text.isEmpty()) {
      return null;
    }
    try {
      if (text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Duration.ofSeconds(Long.parseLong(text));
      }
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(clock.instant(), date.toInstant());
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "application/json");
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, String token)
      throws OperatorException {
    return http.send(request.setHeader("Authorization", "Bearer " + token).build());
  }
}

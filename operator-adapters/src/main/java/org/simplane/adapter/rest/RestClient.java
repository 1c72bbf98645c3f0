// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.rest;

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.OperatorHttp;
import org.simplane.operator.Outcome;

/** Calls of one account's REST API, and what their answers mean. */
public final class RestClient {

  private static final int LONGEST_REASON = 200;

  private final String operator;
  private final URI base;
  private final OperatorHttp http;
  private final Credentials credentials;
  private final Function<byte[], String> reason;
  private final Clock clock;
  private final String accept;

  /**
   * Sends nothing yet.
   *
   * @param operator what messages call it
   * @param reason what the body of an error says; empty when it says nothing
   */
  public RestClient(
      String operator,
      URI base,
      OperatorHttp http,
      Credentials credentials,
      Function<byte[], String> reason,
      Clock clock) {
    this(operator, base, http, credentials, reason, clock, "application/json");
  }

  private RestClient(
      String operator,
      URI base,
      OperatorHttp http,
      Credentials credentials,
      Function<byte[], String> reason,
      Clock clock,
      String accept) {
    this.operator = operator;
    this.base = base;
    this.http = http;
    this.credentials = credentials;
    this.reason = reason;
    this.clock = clock;
    this.accept = accept;
  }

  /** The same for an operator that answers in a media type of its own. */
  public RestClient accepting(String mediaType) {
    return new RestClient(operator, base, http, credentials, reason, clock, mediaType);
  }

  /**
   * Reads; credentials that are refused are replaced once.
   *
   * @param path with its query, behind the base address
   */
  public HttpResponse<byte[]> get(String path) throws OperatorException {
    return read(request(path).GET());
  }

  /** Reads with a body, as searches do; to be used for nothing that changes anything. */
  public HttpResponse<byte[]> query(String path, String contentType, byte[] body)
      throws OperatorException {
    return read(
        request(path)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  /** Sends a change; {@link Outcome.Done} holds the answer, whatever it means. */
  public Outcome<HttpResponse<byte[]>> change(
      String method, String path, String contentType, byte[] body) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    String value;
    try {
      value = credentials.current();
    } catch (OperatorException e) {
      return new Outcome.NotSent<>(e);
    }
    try {
      HttpResponse<byte[]> response = send(request, value);
      if (response.statusCode() != 401) {
        checkStatus(response);
        return new Outcome.Done<>(response);
      }
    } catch (OperatorException e) {
      return Outcome.failed(e);
    }
    try {
      String other = credentials.replace(value);
      if (other.equals(value)) {
        return new Outcome.NotSent<>(refused());
      }
      value = other;
    } catch (OperatorException e) {
      return new Outcome.NotSent<>(e); // what was sent, was refused for its token
    }
    try {
      HttpResponse<byte[]> response = send(request, value);
      checkStatus(response);
      return new Outcome.Done<>(response);
    } catch (OperatorException e) {
      return Outcome.failed(e);
    }
  }

  /** Reads what is wanted of an answer. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(HttpResponse<byte[]> answer) throws OperatorException;
  }

  /** As the other; what was done and answered so that it cannot be read is unknown. */
  public <T> Outcome<T> change(
      String method, String path, String contentType, byte[] body, Reading<T> reading) {
    return change(method, path, contentType, body)
        .then(answer -> {
          try {
            return new Outcome.Done<>(reading.of(answer));
          } catch (OperatorException e) {
            return Outcome.failed(e);
          }
        });
  }

  /** One segment of a path, or one value of a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Returns for 2xx, and else says who is at fault. */
  public void checkStatus(HttpResponse<byte[]> response) throws OperatorException {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return;
    }
    // What a 401 says may repeat the token.
    String said = status == 401 ? "" : reason.apply(response.body());
    String shown = said.length() > LONGEST_REASON ? said.substring(0, LONGEST_REASON) + "…" : said;
    throw new OperatorException(
        kind(status),
        operator + " answered " + status + (shown.isEmpty() ? "" : ": " + shown),
        retryAfter(response),
        null);
  }

  /** What an answer is called that cannot be read. */
  public OperatorException malformed(HttpResponse<byte[]> response) {
    return new OperatorException(
        Kind.MALFORMED_REPLY,
        operator + "'s answer to " + response.uri().getPath() + " could not be read");
  }

  private HttpResponse<byte[]> read(HttpRequest.Builder request) throws OperatorException {
    String value = credentials.current();
    HttpResponse<byte[]> response = send(request, value);
    if (response.statusCode() == 401) {
      String other = credentials.replace(value);
      if (other.equals(value)) {
        throw refused();
      }
      response = send(request, other);
    }
    checkStatus(response);
    return response;
  }

  private OperatorException refused() {
    return new OperatorException(
        Kind.CREDENTIALS, operator + " does not accept the account's credentials");
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

  /** In seconds or as a date (RFC 9110 section 10.2.3). */
  private @Nullable Duration retryAfter(HttpResponse<byte[]> response) {
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
    return HttpRequest.newBuilder(URI.create(base + path)).header("Accept", accept);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, String value)
      throws OperatorException {
    HttpRequest.Builder signed = request.copy();
    credentials.sign(signed, value);
    return http.send(signed.build());
  }
}

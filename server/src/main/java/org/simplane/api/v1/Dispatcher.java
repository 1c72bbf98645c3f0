// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.access.IdempotencyKeys;
import org.simplane.access.IdempotencyKeys.Claim;
import org.simplane.access.Tokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every route of this API has in common, in this order: correlation id, token, permission,
 * query parameters, body, Idempotency-Key, the work, the answer or the problem.
 */
final class Dispatcher {

  static final String DIALECT = "v1";
  static final String CORRELATION = "X-Correlation-Id";

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Pattern CORRELATION_ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final int LARGEST_BODY = 16 * 1024 * 1024;
  private static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  private final Tokens tokens;
  private final IdempotencyKeys keys;
  private final Ids ids;

  Dispatcher(Tokens tokens, IdempotencyKeys keys, Ids ids) {
    this.tokens = tokens;
    this.keys = keys;
    this.ids = ids;
  }

  void handle(Context context, Route route) {
    String correlation = correlation(context);
    Request request = null;
    try {
      Caller caller = route.open() ? null : authenticate(context, correlation);
      if (caller != null) {
        route.permission().ifPresent(caller::require);
      }
      Map<String, List<String>> query = query(context, route);
      byte[] body = route.streams() ? null : body(context);
      request = new Request(context, caller, ids, query, body);
      String key = caller == null || !route.writes() ? null : key(context);
      if (caller == null || key == null || request.dryRun()) {
        write(context, route.work().answer(request));
      } else {
        once(context, route, request, caller, key, correlation);
      }
    } catch (FailureException e) {
      Failure failure = request == null ? e.failure() : request.shown(e.failure());
      Problem.headers(failure).forEach(context::header);
      write(context, Problem.of(failure, correlation));
    } catch (IOException e) {
      // The client went away; there is nobody to tell.
      LOG.debug("{} broke off: {}", context.path(), e.getMessage());
    } catch (RuntimeException e) {
      // The outermost loop of this request: whatever is left is ours.
      LOG.error("{} {} failed, correlation {}", context.method(), context.path(), correlation, e);
      write(context, Problem.ours(correlation));
    }
  }

  static String correlation(Context context) {
    String given = context.header(CORRELATION);
    String correlation =
        given != null && CORRELATION_ID.matcher(given).matches()
            ? given
            : UUID.randomUUID().toString();
    context.header(CORRELATION, correlation);
    return correlation;
  }

  private Caller authenticate(Context context, String correlation) {
    String header = context.header("Authorization");
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw new FailureException(
          new Failure.Denied("This takes a token of /api/v1/token as 'Authorization: Bearer ...'"));
    }
    return tokens.authenticate(header.substring(7).strip(), DIALECT, correlation);
  }

  private static Map<String, List<String>> query(Context context, Route route) {
    Map<String, List<String>> query = parse(context.queryString());
    List<Failure.Invalid.Problem> problems = new ArrayList<>();
    for (String name : query.keySet()) {
      if (!route.query().contains(name)) {
        problems.add(new Failure.Invalid.Problem(name, Fields.unknown(route.query())));
      }
    }
    if (!problems.isEmpty()) {
      throw new FailureException(new Failure.Invalid(problems));
    }
    return query;
  }

  static Map<String, List<String>> parse(@Nullable String text) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (text == null || text.isEmpty()) {
      return query;
    }
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (!name.isEmpty()) {
        query.computeIfAbsent(decode(name), _ -> new ArrayList<>()).add(decode(value));
      }
    }
    return query;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Fields.invalid("", "The query is not percent-encoded as it should be: " + text);
    }
  }

  private static byte[] body(Context context) throws IOException {
    try (InputStream in = context.req().getInputStream()) {
      byte[] body = in.readNBytes(LARGEST_BODY + 1);
      if (body.length > LARGEST_BODY) {
        throw Fields.invalid("", "The body is larger than " + LARGEST_BODY / 1024 / 1024 + " MiB");
      }
      return body;
    }
  }

  private static @Nullable String key(Context context) {
    String key = context.header("Idempotency-Key");
    if (key != null && !KEY.matcher(key).matches()) {
      throw Fields.invalid(
          "Idempotency-Key", "must have 1 to 200 printable ASCII characters, no blanks");
    }
    return key;
  }

  /**
   * Does the work unless it was done before. What failed was not done, and may be tried again with
   * the same key.
   */
  private void once(
      Context context, Route route, Request request, Caller caller, String key, String correlation)
      throws IOException {
    switch (keys.claim(caller, key, hash(context, request))) {
      case Claim.AtWork() -> write(context, Problem.keyAtWork(correlation));
      case Claim.Other() -> write(context, Problem.keyReused(correlation));
      case Claim.Done(IdempotencyKeys.Answer answer) -> {
        answer.headers().forEach(context::header);
        context.header("Idempotency-Replayed", "true");
        context.status(answer.status());
        if (!answer.body().isEmpty()) {
          context.contentType(JSON).result(answer.body());
        }
      }
      case Claim.First() -> {
        boolean done = false;
        try {
          Answer answer = route.work().answer(request);
          keys.finish(caller, key, remembered(answer));
          done = true;
          write(context, answer);
        } finally {
          if (!done) {
            keys.release(caller, key);
          }
        }
      }
    }
  }

  private static IdempotencyKeys.Answer remembered(Answer answer) {
    String body =
        switch (answer) {
          case Answer.Json json ->
              new String(Json.write(json.remembered()), StandardCharsets.UTF_8);
          case Answer.Empty _, Answer.Stream _ -> "";
        };
    return new IdempotencyKeys.Answer(answer.status(), answer.headers(), body);
  }

  private static byte[] hash(Context context, Request request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String query = context.queryString();
      String head =
          context.method() + " " + context.path() + "?" + (query == null ? "" : query) + "\n";
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      return digest.digest(request.bytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static void write(Context context, Answer answer) throws IOException {
    answer.headers().forEach(context::header);
    context.status(answer.status());
    switch (answer) {
      case Answer.Json json -> context.contentType(JSON).result(Json.write(json.body()));
      case Answer.Empty _ -> {}
      case Answer.Stream stream -> {
        context.contentType(stream.contentType());
        stream.body().writeTo(context.outputStream());
      }
    }
  }

  static void write(Context context, Problem problem) {
    context.status(problem.status()).contentType(PROBLEM).result(Json.write(problem));
  }
}

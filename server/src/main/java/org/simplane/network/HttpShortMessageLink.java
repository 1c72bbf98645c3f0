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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.simplane.messaging.ShortMessageLink;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The own network's message centre over HTTP, on the wire that docs/own-network.md describes. */
public final class HttpShortMessageLink implements ShortMessageLink, AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final URI door;
  private final HttpClient http;

  /** {@code url} is what comes before {@code /sms/v1/}. */
  public HttpShortMessageLink(URI url) {
    this.door = URI.create(url.toString().replaceAll("/+$", "") + "/sms/v1/messages");
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .build();
  }

  @Override
  public List<Answer> submit(List<Submission> submissions) throws OperatorException {
    ArrayNode body = JSON.createArrayNode();
    for (Submission submission : submissions) {
      body.addObject()
          .put("id", submission.id())
          .put("imsi", submission.card())
          .put("from", submission.source().address())
          .put("from_kind", submission.source().kind().name())
          .put("coding", submission.content().coding().name())
          .put("payload", submission.content().payload())
          .put("udh", submission.content().udh())
          .put("expires", submission.expiresAt().toString());
    }
    HttpResponse<byte[]> response = send(JSON.writeValueAsBytes(body));
    if (response.statusCode() != 200) {
      throw new OperatorException(
          response.statusCode() == 429
              ? Kind.THROTTLED
              : response.statusCode() >= 500 ? Kind.OPERATOR_FAULT : Kind.REJECTED,
          "The network's message centre answered " + response.statusCode());
    }
    return answers(submissions, read(response));
  }

  private static List<Answer> answers(List<Submission> submissions, JsonNode body)
      throws OperatorException {
    Map<String, Answer> byId = new HashMap<>();
    for (JsonNode item : body) {
      String word = item.path("result").asString("");
      for (Result result : Result.values()) {
        if (result.name().equals(word)) {
          byId.put(
              item.path("id").asString(""), new Answer(result, item.path("message").asString("")));
        }
      }
    }
    List<Answer> answers = new ArrayList<>(submissions.size());
    for (Submission submission : submissions) {
      Answer answer = byId.get(submission.id());
      if (answer == null) {
        throw new OperatorException(
            Kind.MALFORMED_REPLY, "The network's message centre did not answer every message");
      }
      answers.add(answer);
    }
    return answers;
  }

  private HttpResponse<byte[]> send(byte[] body) throws OperatorException {
    HttpRequest request =
        HttpRequest.newBuilder(door)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new OperatorException(
          Kind.UNREACHABLE, "The network's message centre cannot be reached", e);
    } catch (IOException e) {
      throw new OperatorException(Kind.TIMEOUT, "The network's message centre did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(
          Kind.TIMEOUT, "Interrupted while the network's message centre was asked", e);
    }
  }

  private static JsonNode read(HttpResponse<byte[]> response) throws OperatorException {
    try {
      return JSON.readTree(response.body());
    } catch (JacksonException e) {
      throw new OperatorException(
          Kind.MALFORMED_REPLY, "The network's message centre's answer cannot be read", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

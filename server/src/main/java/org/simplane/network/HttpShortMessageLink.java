// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.simplane.messaging.ShortMessageLink;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The own network's message centre over HTTP, on the wire that docs/own-network.md describes. */
public final class HttpShortMessageLink implements ShortMessageLink, AutoCloseable {

  private final URI door;
  private final NetworkHttp http = new NetworkHttp("The network's message centre");

  /** {@code url} is what comes before {@code /sms/v1/}. */
  public HttpShortMessageLink(URI url) {
    this.door = NetworkHttp.below(url, "/sms/v1/messages");
  }

  @Override
  public List<Answer> submit(List<Submission> submissions) throws OperatorException {
    ArrayNode body = NetworkHttp.JSON.createArrayNode();
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
    HttpResponse<byte[]> response = http.post(door, body);
    if (response.statusCode() != 200) {
      throw http.failure(response);
    }
    return answers(submissions, http.read(response));
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

  @Override
  public void close() {
    http.close();
  }
}

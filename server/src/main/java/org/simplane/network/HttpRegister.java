// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A register over HTTP, on the wire that docs/own-network.md describes. */
public final class HttpRegister implements SubscriberRegister, AutoCloseable {

  private final URI url;
  private final NetworkHttp http = new NetworkHttp("The subscriber register");

  /** {@code url} is what comes before {@code /register/v1/}. */
  public HttpRegister(URI url) {
    this.url = NetworkHttp.below(url, "/register/v1/");
  }

  @Override
  public List<Answer> carryOut(List<Command> commands) throws OperatorException {
    ArrayNode body = NetworkHttp.JSON.createArrayNode();
    for (int i = 0; i < commands.size(); i++) {
      write(body.addObject().put("id", Integer.toString(i)), commands.get(i));
    }
    HttpResponse<byte[]> response = http.post(url.resolve("commands"), body);
    if (response.statusCode() != 200) {
      throw http.failure(response);
    }
    return answers(http.read(response), commands.size());
  }

  private static void write(ObjectNode json, Command command) {
    json.put("imsi", command.card());
    switch (command) {
      case Provision provision ->
          json.put("command", "PROVISION")
              .put("version", provision.version())
              .put("state", provision.state().name());
      case Bar bar -> {
        json.put("command", "BAR").put("version", bar.version());
        ArrayNode barred = json.putArray("barred");
        bar.services().stream().sorted().forEach(service -> barred.add(service.name()));
      }
      case Disconnect _ -> json.put("command", "DISCONNECT");
      case Page _ -> json.put("command", "PAGE");
    }
  }

  private static List<Answer> answers(JsonNode body, int expected) throws OperatorException {
    @Nullable Answer[] answers = new @Nullable Answer[expected];
    for (JsonNode item : body) {
      int place = item.path("id").asInt(-1);
      String result = item.path("result").asString("");
      if (place >= 0 && place < expected && (result.equals("DONE") || result.equals("REFUSED"))) {
        answers[place] = new Answer(result.equals("DONE"), item.path("message").asString(""));
      }
    }
    List<Answer> complete = new ArrayList<>(expected);
    for (Answer answer : answers) {
      if (answer == null) {
        throw new OperatorException(
            Kind.MALFORMED_REPLY, "The register did not answer every command");
      }
      complete.add(answer);
    }
    return complete;
  }

  @Override
  public Optional<Entry> find(String card) throws OperatorException {
    String escaped = URLEncoder.encode(card, StandardCharsets.UTF_8);
    HttpResponse<byte[]> response = http.get(url.resolve("subscribers/" + escaped));
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    if (response.statusCode() != 200) {
      throw http.failure(response);
    }
    JsonNode json = http.read(response);
    String word = json.path("state").asString("");
    Optional<State> state =
        Arrays.stream(State.values()).filter(known -> known.name().equals(word)).findFirst();
    return Optional.of(
        new Entry(json.path("iccid").asString(""), json.path("imsi").asString(""), state, word));
  }

  @Override
  public void close() {
    http.close();
  }
}

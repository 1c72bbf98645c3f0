// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A register over HTTP, on the wire that docs/own-network.md describes. */
public final class HttpRegister implements SubscriberRegister, AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final URI url;
  private final HttpClient http;

  /** {@code url} is what comes before {@code /register/v1/}. */
  public HttpRegister(URI url) {
    this.url = URI.create(url.toString().replaceAll("/+$", "") + "/register/v1/");
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .build();
  }

  @Override
  public List<Answer> carryOut(List<Command> commands) throws OperatorException {
    ArrayNode body = JSON.createArrayNode();
    for (int i = 0; i < commands.size(); i++) {
      write(body.addObject().put("id", Integer.toString(i)), commands.get(i));
    }
    HttpResponse<byte[]> response =
        send(
            HttpRequest.newBuilder(url.resolve("commands"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    if (response.statusCode() != 200) {
      throw failure(response);
    }
    return answers(read(response), commands.size());
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
    HttpResponse<byte[]> response =
        send(HttpRequest.newBuilder(url.resolve("subscribers/" + escaped)).GET());
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    if (response.statusCode() != 200) {
      throw failure(response);
    }
    JsonNode json = read(response);
    String word = json.path("state").asString("");
    Optional<State> state =
        Arrays.stream(State.values()).filter(known -> known.name().equals(word)).findFirst();
    return Optional.of(
        new Entry(json.path("iccid").asString(""), json.path("imsi").asString(""), state, word));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws OperatorException {
    try {
      return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new OperatorException(Kind.UNREACHABLE, "The subscriber register cannot be reached", e);
    } catch (IOException e) {
      throw new OperatorException(Kind.TIMEOUT, "The subscriber register did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(
          Kind.TIMEOUT, "Interrupted while the subscriber register was asked", e);
    }
  }

  private static JsonNode read(HttpResponse<byte[]> response) throws OperatorException {
    try {
      return JSON.readTree(response.body());
    } catch (JacksonException e) {
      throw new OperatorException(
          Kind.MALFORMED_REPLY, "The subscriber register's answer cannot be read", e);
    }
  }

  private static OperatorException failure(HttpResponse<byte[]> response) {
    String message = "The subscriber register answered " + response.statusCode();
    if (response.statusCode() == 429) {
      Optional<Duration> after =
          response
              .headers()
              .firstValue("Retry-After")
              .filter(text -> text.matches("\\d{1,6}"))
              .map(Long::parseLong)
              .map(Duration::ofSeconds);
      return new OperatorException(Kind.THROTTLED, message, after.orElse(null), null);
    }
    return new OperatorException(
        response.statusCode() >= 500 ? Kind.OPERATOR_FAULT : Kind.REJECTED, message);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands NDJSON files over to one of the server's doors, oldest first, each until it is accepted. A
 * server that is down or does not know us yet is normal: the file waits. Used by one thread.
 */
final class DoorSender {

  private static final Logger log = LoggerFactory.getLogger(DoorSender.class);

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_WAITING = 2_000;

  /** The client id and the secret with which the server knows us. */
  record Credentials(String client, String secret) {

    String header() {
      byte[] pair = (client + ':' + secret).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
  }

  private final HttpClient http;
  private final URI door;
  private final Supplier<Optional<Credentials>> credentials;
  private final RollingFile files;
  private final LongConsumer rejected;
  private final LongConsumer dropped;
  private boolean complained;

  DoorSender(
      HttpClient http,
      URI door,
      Supplier<Optional<Credentials>> credentials,
      RollingFile files,
      LongConsumer rejected,
      LongConsumer dropped) {
    this.http = http;
    this.door = door;
    this.credentials = credentials;
    this.files = files;
    this.rejected = rejected;
    this.dropped = dropped;
  }

  /**
   * Sends what is there.
   *
   * @return false when something waits because the server did not take it
   */
  boolean send() throws InterruptedException {
    try {
      List<Path> waiting = files.finished();
      for (Path path : waiting.subList(0, Math.max(0, waiting.size() - MOST_WAITING))) {
        log.warn(
            "{} is dropped: more than {} files wait for {}",
            path.getFileName(),
            MOST_WAITING,
            door);
        dropped.accept(1);
        Files.delete(path);
      }
      for (Path path : files.finished()) {
        if (!send(path)) {
          return false;
        }
        Files.delete(path);
      }
      complained = false;
      return true;
    } catch (IOException e) {
      complain(e.toString());
      return false;
    }
  }

  private boolean send(Path path) throws IOException, InterruptedException {
    Optional<Credentials> known = credentials.get();
    if (known.isEmpty()) {
      complain("there are no credentials for it yet");
      return false;
    }
    HttpRequest request =
        HttpRequest.newBuilder(door)
            .timeout(PATIENCE)
            .header("Authorization", known.get().header())
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofFile(path))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      complain("it answered " + response.statusCode() + ": " + response.body().strip());
      return false;
    }
    try {
      rejected.accept(JSON.readTree(response.body()).path("rejected").asLong(0));
    } catch (JacksonException e) {
      log.warn("{} took {} and answered what is not JSON", door, path.getFileName(), e);
    }
    return true;
  }

  private void complain(String why) {
    if (!complained) {
      log.info("Waiting for {}: {}", door, why);
      complained = true;
    }
  }
}

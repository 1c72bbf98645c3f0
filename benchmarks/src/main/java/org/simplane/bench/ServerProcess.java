// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Simplane as people start it, through {@code ./run}, as a process of its own. */
final class ServerProcess implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;
  private final Duration startTime;
  private String token = "";

  private ServerProcess(Process process, int port, long begin) throws IOException {
    this.process = process;
    this.port = port;
    awaitReady(begin);
    this.startTime = Duration.ofNanos(System.nanoTime() - begin);
  }

  /**
   * Returns when it is ready.
   *
   * @param data its data directory, which also takes what it prints
   * @param settings as {@code ./run} takes them
   */
  static ServerProcess start(Path data, List<String> settings) throws IOException {
    int port = freePort();
    Files.createDirectories(data);
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
      // When the bench is killed, what it started ends too.
      command.addAll(List.of("setpriv", "--pdeathsig", "TERM"));
    }
    command.addAll(List.of("./run", "--data.directory=" + data, "--http.port=" + port));
    command.addAll(settings);
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("output").toFile()))
            .start();
    return new ServerProcess(process, port, begin);
  }

  int port() {
    return port;
  }

  Duration startTime() {
    return startTime;
  }

  String token() {
    return token;
  }

  /** Logs in; what is asked afterwards comes with the token. */
  void logIn(String tokenPath, String name, String secret)
      throws IOException, InterruptedException {
    String basic =
        Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(uri(tokenPath))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    token = send(request).get("access_token").asString();
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(authorized(path).GET().build());
  }

  JsonNode post(String path, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    return send(authorized(path).header("Content-Type", type).POST(body).build());
  }

  JsonNode patch(String path, JsonNode body) throws IOException, InterruptedException {
    return send(
        authorized(path)
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  /** Resident memory of the server's JVM, in bytes. */
  long residentBytes() throws IOException {
    long server =
        process
            .descendants()
            .filter(child -> child.info().commandLine().orElse("").contains("server.jar"))
            .findFirst()
            .orElseThrow()
            .pid();
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(server), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElseThrow();
    }
  }

  private HttpRequest.Builder authorized(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    String body = new String(response.body(), StandardCharsets.UTF_8);
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          request.method() + " " + request.uri() + " -> " + response.statusCode() + " " + body);
    }
    return JSON.readTree(body.isEmpty() ? "{}" : body);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private void awaitReady(long begin) throws IOException {
    HttpRequest ready = HttpRequest.newBuilder(uri("/health/ready")).build();
    while (System.nanoTime() - begin < LONGEST_START.toNanos()) {
      if (!process.isAlive()) {
        throw new IllegalStateException("The server did not start; it said why above its end");
      }
      try {
        if (http.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Nobody listens yet.
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted", e);
      }
    }
    throw new IllegalStateException("The server was not ready within " + LONGEST_START);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.Failure;

/** What goes over the wire, read from the socket: no client library tidies it up. */
final class AnswerTest {

  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.700Z");
  private static Javalin server;

  @BeforeAll
  static void start() {
    server =
        Javalin.start(config -> {
          config.jetty.host = "127.0.0.1";
          config.jetty.port = 0;
          config.routes.get("/json", context -> Answer.json(context, 200, Map.of("ü", 1)));
          config.routes.get("/empty", context -> Answer.empty(context, 201));
          config.routes.get(
              "/denied",
              context ->
                  Answer.error(context, ErrorWire.of(new Failure.Denied("No"), NOW, "/denied")));
          config.routes.get(
              "/throttled",
              context -> {
                Failure.Throttled failure = new Failure.Throttled(Duration.ofMillis(1500));
                Answer.retryAfter(context, failure);
                Answer.error(context, ErrorWire.of(failure, NOW, "/throttled"));
              });
        });
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  private static List<String> raw(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  @Test
  void sendsJsonWithTheCharsetAsRecorded() throws IOException {
    assertThat(raw("/json"))
        .contains("Content-Type: application/json;charset=UTF-8", "Content-Length: 8", "{\"ü\":1}");
  }

  @Test
  void sendsNothingWithItsLengthAndTypeAsRecorded() throws IOException {
    assertThat(raw("/empty"))
        .startsWith("HTTP/1.1 201 Created")
        .contains("Content-Type: application/json", "Content-Length: 0")
        .endsWith("");
  }

  @Test
  void sendsTheSecurityHeadersAsRecorded() throws IOException {
    for (String path : List.of("/json", "/empty", "/denied")) {
      assertThat(raw(path))
          .contains(
              "X-Content-Type-Options: nosniff",
              "X-XSS-Protection: 1; mode=block",
              "Cache-Control: no-cache, no-store, max-age=0, must-revalidate",
              "Pragma: no-cache",
              "Expires: 0",
              "X-Frame-Options: DENY",
              "Strict-Transport-Security: max-age=31536000")
          .noneMatch(line -> line.startsWith("Access-Control-"));
    }
  }

  @Test
  void asksForATokenWhereThereIsNone() throws IOException {
    assertThat(raw("/denied"))
        .startsWith("HTTP/1.1 401 Unauthorized")
        .contains("WWW-Authenticate: Bearer")
        .contains(
            "{\"timestamp\":\"2026-02-03T04:05:06.700+0000\",\"status\":401,\"error\":\"Unauthorized\","
                + "\"message\":\"No\",\"path\":\"/denied\"}");
  }

  @Test
  void saysWhenToTryAgain() throws IOException {
    assertThat(raw("/throttled"))
        .startsWith("HTTP/1.1 429 Too Many Requests")
        .contains("Retry-After: 1");
  }
}

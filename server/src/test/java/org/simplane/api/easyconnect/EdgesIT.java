// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.operator.Status;

/** What HTTP itself brings with it, read from the socket: no client library tidies it up. */
final class EdgesIT {

  private static final String SIM = "/management-api/v1/sims/" + Sims.iccid(1);

  @AutoClose private static final House HOUSE = House.open();

  private static String ask(String method, String target, String... headers) throws IOException {
    StringBuilder request = new StringBuilder();
    request.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: x\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    request.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket("127.0.0.1", HOUSE.port())) {
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String token() {
    return "Authorization: Bearer " + HOUSE.token(HOUSE.owner());
  }

  @BeforeAll
  static void deliver() {
    HOUSE.deliver(Sims.sim(1, Status.ACTIVE));
  }

  @Test
  void answersHeadAsGetWithoutItsBody() throws IOException {
    String get = ask("GET", SIM, token());
    String head = ask("HEAD", SIM, token());
    assertThat(head).startsWith("HTTP/1.1 200").contains("Content-Length: ").endsWith("\r\n\r\n");
    assertThat(head.lines().filter(line -> line.startsWith("Content-")))
        .containsExactlyElementsOf(
            get.lines().filter(line -> line.startsWith("Content-")).toList());
    assertThat(ask("HEAD", SIM)).startsWith("HTTP/1.1 401");
    assertThat(ask("HEAD", "/management-api/v1/nothing", token())).startsWith("HTTP/1.1 404");
  }

  @Test
  void tellsWhatAResourceCanAndLetsNoOtherOriginIn() throws IOException {
    assertThat(ask("OPTIONS", SIM, token()))
        .startsWith("HTTP/1.1 200")
        .contains("Allow: GET, HEAD, PUT", "Content-Length: 0");
    String preflight =
        ask("OPTIONS", SIM, "Origin: https://x.example", "Access-Control-Request-Method: PUT");
    assertThat(preflight).startsWith("HTTP/1.1 401").doesNotContain("Access-Control-");
    for (String method : new String[] {"TRACE", "PATCH", "DELETE"}) {
      assertThat(ask(method, SIM, token()))
          .startsWith("HTTP/1.1 405")
          .contains("Allow: GET, HEAD, PUT", "\"error\":\"Method Not Allowed\"");
    }
    assertThat(ask("PROPFIND", SIM, token()))
        .startsWith("HTTP/1.1 501")
        .contains("\"error\":\"Not Implemented\"");
  }

  @Test
  void compressesLongAnswersForWhoTakesThem() throws IOException {
    assertThat(ask("GET", "/management-api/api-docs", "Accept-Encoding: gzip"))
        .contains("Content-Encoding: gzip");
    assertThat(ask("GET", "/management-api/api-docs")).doesNotContain("Content-Encoding");
    assertThat(ask("GET", SIM, token(), "Accept-Encoding: gzip"))
        .doesNotContain("Content-Encoding")
        .contains("\"iccid\"");
  }

  @Test
  void takesASlashAtTheEnd() throws IOException {
    assertThat(ask("GET", SIM + "/", token())).startsWith("HTTP/1.1 200");
    assertThat(ask("GET", "/management-api/v1/sims/", token())).startsWith("HTTP/1.1 200");
  }

  @Test
  void readsHeadersOf16KilobytesAndRefusesEndlessOnesInItsForm() throws IOException {
    assertThat(ask("GET", SIM, token(), "X-Filler: " + "x".repeat(16_384)))
        .startsWith("HTTP/1.1 200");
    assertThat(ask("GET", SIM, token(), "X-Filler: " + "x".repeat(70_000)))
        .startsWith("HTTP/1.1 431")
        .contains("\"error\":\"Request Header Fields Too Large\"");
  }
}

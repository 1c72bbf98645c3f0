// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.OperatorHttp;

/** What adapters rely on of the client they are lent, whoever lends it. */
public interface OperatorHttpContract {

  OperatorHttp http();

  @Test
  default void answersWithWhateverStatusCame() throws Exception {
    try (RawServer server =
        RawServer.answering("HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nno")) {
      HttpResponse<byte[]> response = http().send(put(server.url()));
      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(response.headers().firstValue("Retry-After")).contains("7");
      assertThat(response.body()).asString().isEqualTo("no");
    }
  }

  @Test
  default void saysUnreachableWhereNobodyListens() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThat(failure(URI.create("http://127.0.0.1:" + free + "/"))).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  default void saysUnreachableWhereTheNameIsUnknown() {
    assertThat(failure(URI.create("http://operator.invalid/"))).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  default void saysTimeoutWhenTheConnectionBreaksAfterSending() throws IOException {
    try (RawServer server = RawServer.answering("")) {
      assertThat(failure(server.url())).isEqualTo(Kind.TIMEOUT);
      assertThat(server.requests()).as("a change is not repeated unasked").isEqualTo(1);
    }
  }

  @Test
  default void saysTimeoutWhenTheAnswerBreaksOff() throws IOException {
    try (RawServer server =
        RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")) {
      assertThat(failure(server.url())).isEqualTo(Kind.TIMEOUT);
    }
  }

  @Test
  default void saysTimeoutWhenNoAnswerComes() throws IOException {
    try (RawServer server = RawServer.silent()) {
      assertThat(failure(server.url())).isEqualTo(Kind.TIMEOUT);
    }
  }

  @Test
  @Timeout(10)
  default void saysTimeoutWhenTheAnswerStopsHalfWay() throws IOException {
    try (RawServer server =
        RawServer.stalling("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")) {
      assertThat(failure(server.url())).isEqualTo(Kind.TIMEOUT);
    }
  }

  private Kind failure(URI url) {
    return catchThrowableOfType(OperatorException.class, () -> http().send(put(url))).kind();
  }

  private static HttpRequest put(URI url) {
    return HttpRequest.newBuilder(url)
        .timeout(Duration.ofSeconds(1))
        .PUT(HttpRequest.BodyPublishers.ofString("{\"status\":\"Disabled\"}"))
        .build();
  }
}

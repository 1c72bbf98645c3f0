// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.db.TestDatabase;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Pace;

final class GovernorTest {

  @AutoClose static final TestDatabase database = TestDatabase.create();
  @AutoClose final HttpClient client = HttpClient.newHttpClient();
  private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneOffset.UTC);

  private Governor governor(boolean privateAddresses) {
    return new Governor(
        "test account",
        account(),
        Pace.UNLIMITED,
        client,
        database.database(),
        clock,
        AccountConfig.of(privateAddresses));
  }

  private static long account() {
    return database
        .database()
        .read(handle ->
            handle
                .createQuery(
                    """
                    with o as (
                      insert into organisation (name, created_at, updated_at) values (gen_random_uuid()::text, now(), now())
                      returning id)
                    insert into operator_account (organisation_id, platform, name, settings, calls_per_second, in_flight, state,
                      created_at, updated_at)
                    select id, 'test', 'test', '{}', 0, 0, 'ACTIVE', now(), now() from o returning id
                    """)
                .mapTo(Long.class)
                .one());
  }

  private static HttpRequest get(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(Duration.ofMillis(500)).build();
  }

  private static Kind kindOf(Governor governor, URI uri) {
    try {
      governor.send(get(uri));
      throw new AssertionError("It was answered");
    } catch (OperatorException e) {
      return e.kind();
    }
  }

  @Test
  void noConnectionIsUnreachable() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(kindOf(governor(true), URI.create("http://127.0.0.1:" + port)))
        .isEqualTo(Kind.UNREACHABLE);
    assertThat(kindOf(governor(true), URI.create("http://nowhere.invalid/")))
        .isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void aConnectionThatBreaksOrFallsSilentIsATimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      assertThat(kindOf(governor(true), uri)).isEqualTo(Kind.TIMEOUT);
    }
    try (ServerSocket breaking = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> {
        try {
          while (true) {
            breaking.accept().close();
          }
        } catch (IOException e) {
          // The test is over.
        }
      });
      URI uri = URI.create("http://127.0.0.1:" + breaking.getLocalPort());
      assertThat(kindOf(governor(true), uri)).isEqualTo(Kind.TIMEOUT);
    }
  }

  @Test
  void restsAfterThreeCallsThatFoundNoConnection() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Governor governor = governor(true);
    URI uri = URI.create("http://127.0.0.1:" + port);
    for (int i = 0; i < 3; i++) {
      assertThat(governor.held()).isZero();
      assertThat(kindOf(governor, uri)).isEqualTo(Kind.UNREACHABLE);
    }
    assertThat(governor.held()).isPositive();
    assertThatThrownBy(() -> governor.send(get(uri)))
        .isInstanceOfSatisfying(
            OperatorException.class, e -> assertThat(e.retryAfter()).isPresent());
    assertThat(governor.counts()).isEqualTo(new CallCounts(3, 0, 3, 0));
  }

  @Test
  void keepsAwayFromPrivateAddressesUnlessASettingAllowsThem() {
    for (String host :
        List.of("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "[::1]", "100.64.0.1")) {
      assertThat(kindOf(governor(false), URI.create("http://" + host + "/")))
          .isEqualTo(Kind.REJECTED);
    }
  }

  @Test
  void readsBothFormsOfRetryAfter() {
    assertThat(RetryAfter.read("120", clock)).contains(Duration.ofSeconds(120));
    assertThat(RetryAfter.read("Sat, 21 Nov 2026 08:00:30 GMT", clock))
        .contains(Duration.ofSeconds(30));
    assertThat(RetryAfter.read("Sat, 21 Nov 2026 07:00:00 GMT", clock)).contains(Duration.ZERO);
    assertThat(RetryAfter.read("soon", clock)).isEmpty();
    assertThat(RetryAfter.read("99999999999999999999", clock)).isEmpty();
    assertThat(RetryAfter.read("9999999", clock)).contains(Duration.ofHours(24));
  }

  @Test
  void logsNeitherHeadersNorBodiesNorQueries() throws Exception {
    List<String> lines = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(
                line.getMessage()
                    + List.of(line.getParameters() == null ? new Object[0] : line.getParameters()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(Governor.class.getName());
    logger.setLevel(Level.ALL);
    logger.addHandler(handler);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      URI uri =
          URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token?key=s3cret");
      governor(true)
          .send(
              HttpRequest.newBuilder(uri)
                  .header("Authorization", "Basic s3cret")
                  .POST(HttpRequest.BodyPublishers.ofString("s3cret"))
                  .build());
    } finally {
      server.stop(0);
      logger.removeHandler(handler);
    }
    assertThat(String.join("\n", lines)).contains("/token").doesNotContain("s3cret");
  }
}

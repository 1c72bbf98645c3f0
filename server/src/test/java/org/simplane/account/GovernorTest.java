// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
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
  void leavesAnOperatorAloneThatFailsAndTriesItWithOneCall() throws Exception {
    AtomicInteger status = new AtomicInteger(500);
    try (Operator operator = new Operator(status)) {
      Governor governor = governor(true);
      for (int i = 0; i < Breaker.FAILURES; i++) {
        assertThat(governor.send(get(operator.uri())).statusCode()).isEqualTo(500);
      }
      assertThat(governor.held()).isPositive();
      assertThat(kindOf(governor, operator.uri()))
          .as("surely not sent, so it may be sent again")
          .isEqualTo(Kind.UNREACHABLE);
      assertThat(operator.calls()).isEqualTo(Breaker.FAILURES);
      status.set(200);
      await().until(() -> governor.held().isZero());
      assertThat(governor.send(get(operator.uri())).statusCode()).isEqualTo(200);
      assertThat(governor.send(get(operator.uri())).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anOperatorThatFallsSilentSlowsNoOther() throws Exception {
    AtomicInteger status = new AtomicInteger(200);
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Operator other = new Operator(status);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Governor slow = governor(true);
      URI dead = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      for (int i = 0; i < 50; i++) {
        callers.execute(() -> kindOf(slow, dead));
      }
      Governor quick = governor(true);
      for (int i = 0; i < 20; i++) {
        assertThat(quick.send(get(other.uri())).statusCode()).isEqualTo(200);
      }
      assertThat(quick.held()).isZero();
    }
  }

  @Test
  void keepsToTheCallsThatTheOperatorSaysAreLeft() throws Exception {
    AtomicInteger status = new AtomicInteger(200);
    try (Operator operator = new Operator(status, "RateLimit", "\"default\";r=0;t=30")) {
      Governor governor = governor(true);
      governor.send(get(operator.uri()));
      assertThat(governor.held()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    }
    try (Operator operator =
        new Operator(status, "X-RateLimit-Remaining", "20", "X-RateLimit-Reset", "2")) {
      Governor governor = governor(true);
      long begun = System.nanoTime();
      for (int i = 0; i < 6; i++) {
        governor.send(get(operator.uri()));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .as("ten a second, from the second call on")
          .isGreaterThan(Duration.ofMillis(350));
    }
  }

  @Test
  void waitsOutTheMinuteThatA429SaysIsSpent() throws Exception {
    AtomicInteger status = new AtomicInteger(429);
    String[] spent = {"X-RateLimit-Limit-Minute", "60", "X-RateLimit-Remaining-Minute", "0"};
    try (Operator operator = new Operator(status, spent)) {
      Governor governor = governor(true);
      governor.send(get(operator.uri()));
      assertThat(governor.held()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    }
  }

  @Test
  void readsWhatAnswersSayOfCallsLeft() {
    assertThat(left("RateLimit", "\"a\";r=50;t=30"))
        .contains(new RateHeaders(50, Duration.ofSeconds(30)));
    assertThat(left("RateLimit-Remaining", "7", "RateLimit-Reset", "60"))
        .contains(new RateHeaders(7, Duration.ofSeconds(60)));
    long soon = clock.instant().getEpochSecond() + 15;
    assertThat(left("X-RateLimit-Remaining", "7", "X-RateLimit-Reset", Long.toString(soon)))
        .contains(new RateHeaders(7, Duration.ofSeconds(15)));
    assertThat(left("X-RateLimit-Remaining", "7")).isEmpty();
    String minute = "X-RateLimit-Remaining-Minute";
    assertThat(left("X-RateLimit-Limit-Minute", "150", minute, "37"))
        .contains(new RateHeaders(37, Duration.ofMinutes(1)));
    assertThat(left("X-RateLimit-Limit-Minute", "150", minute, "38")).as("plenty").isEmpty();
    assertThat(left("X-RateLimit-Limit-Second", "1", "X-RateLimit-Remaining-Second", "0"))
        .contains(new RateHeaders(0, Duration.ofSeconds(1)));
    String[] spent = {
      "X-RateLimit-Limit-Second",
      "5",
      "X-RateLimit-Remaining-Second",
      "0",
      "X-RateLimit-Limit-Minute",
      "60",
      minute,
      "0"
    };
    assertThat(left(spent)).contains(new RateHeaders(0, Duration.ofMinutes(1)));
    assertThat(left("X-RateLimit-Remaining", "-1", "X-RateLimit-Reset", "x")).isEmpty();
    assertThat(left("X-RateLimit-Remaining", "1", "X-RateLimit-Reset", "9999999")).isEmpty();
  }

  @Test
  void aSpentDayOfOneEndpointDoesNotSilenceTheAccountForADay() throws Exception {
    for (String window : List.of("Hour", "Day")) {
      String limit = "X-RateLimit-Limit-" + window;
      String remaining = "X-RateLimit-Remaining-" + window;
      try (Operator operator =
          new Operator(new AtomicInteger(200), limit, "9000", remaining, "0")) {
        Governor governor = governor(true);
        governor.send(get(operator.uri()));
        assertThat(governor.held()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
      }
      assertThat(left(limit, "9000", remaining, "100")).as("not stretched over it").isEmpty();
    }
  }

  private Optional<RateHeaders> left(String... pairs) {
    Map<String, List<String>> headers = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.put(pairs[i], List.of(pairs[i + 1]));
    }
    return RateHeaders.of(HttpHeaders.of(headers, (_, _) -> true), clock);
  }

  /** Answers at once, with what it is told to. */
  private static final class Operator implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();

    Operator(AtomicInteger status, String... headers) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            calls.incrementAndGet();
            for (int i = 0; i < headers.length; i += 2) {
              exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
          });
      server.start();
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    int calls() {
      return calls.get();
    }

    @Override
    public void close() {
      server.stop(0);
    }
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

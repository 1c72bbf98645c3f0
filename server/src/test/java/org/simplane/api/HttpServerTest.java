// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.config.RoutesConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.simplane.StartException;

final class HttpServerTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @AutoClose private final HttpClient client = HttpClient.newHttpClient();
  private final Health health = new Health(() -> true);
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);

  /** Tells what it sees of its caller, and puts its name into its errors. */
  private final class Echo implements Dialect {
    @Override
    public String name() {
      return "echo";
    }

    @Override
    public List<String> paths() {
      return List.of("/echo");
    }

    @Override
    public void mount(RoutesConfig routes) {
      routes.get("/echo/me", c -> c.result(c.scheme() + " " + c.host() + " " + c.ip()));
      routes.get(
          "/echo/slow",
          c -> {
            entered.countDown();
            leave.await();
            c.result(
                "finished on " + (Thread.currentThread().isVirtual() ? "virtual" : "platform"));
          });
    }

    @Override
    public ErrorBody error(int status, String message, String path) {
      return new ErrorBody("application/json", "{\"echo\":" + status + "}");
    }
  }

  @Test
  void isReadyOnlyOnceItIsSaidToBe() throws Exception {
    try (HttpServer server = started(HttpConfig.loopback(0))) {
      assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
      health.ready();
      assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
      health.stopping();
      assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void showsMetricsToThoseWhoMayReadThem() throws Exception {
    try (HttpServer server = started(HttpConfig.loopback(0))) {
      get(server, "/echo/me");
      assertThat(get(server, "/metrics").body())
          .contains(
              "simplane_http_requests_seconds_count{dialect=\"echo\",method=\"GET\",status=\"200\"}");
    }
    try (HttpServer server = started(trusting("127.0.0.0/8", List.of()))) {
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void believesForwardedHeadersOfTrustedProxiesAlone() throws Exception {
    String[] headers = {
      "X-Forwarded-For", "198.51.100.1, 203.0.113.7, 127.0.0.3",
      "X-Forwarded-Proto", "https",
      "X-Forwarded-Host", "api.example.com"
    };
    try (HttpServer server = started(trusting("127.0.0.0/8", List.of()))) {
      assertThat(get(server, "/echo/me", headers).body())
          .isEqualTo("https api.example.com 203.0.113.7");
    }
    try (HttpServer server = started(trusting("10.0.0.0/8", List.of()))) {
      assertThat(get(server, "/echo/me", headers).body())
          .isEqualTo("http 127.0.0.1:" + server.port() + " 127.0.0.1");
    }
  }

  @Test
  void leavesAForwardedHostThatIsNoneOutOfAccount() throws Exception {
    try (HttpServer server = started(trusting("127.0.0.0/8", List.of()))) {
      for (String made : List.of("a b:xx", ":::::", "x:999999", "[::1", "", "/")) {
        HttpResponse<String> answer = get(server, "/echo/me", "X-Forwarded-Host", made);
        assertThat(answer.statusCode()).as(made).isEqualTo(200);
        assertThat(answer.body()).as(made).contains("127.0.0.1:" + server.port());
      }
    }
  }

  @Test
  void refusesPlainHttpForADialectInItsOwnForm() throws Exception {
    HttpConfig config =
        new HttpConfig(
            "127.0.0.1",
            0,
            Optional.empty(),
            Set.of("echo"),
            List.of(AddressRange.parse("127.0.0.0/8")),
            List.of());
    try (HttpServer server = started(config)) {
      assertThat(get(server, "/echo/me").statusCode()).isEqualTo(403);
      assertThat(get(server, "/echo/me").body()).isEqualTo("{\"echo\":403}");
      assertThat(get(server, "/echo/me", "X-Forwarded-Proto", "https").statusCode()).isEqualTo(200);
      assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answersWhatHttpForbidsInTheFormOfTheDialect() throws Exception {
    try (HttpServer server = started(HttpConfig.loopback(0))) {
      for (String path : List.of("/echo/a%2fb", "/echo/..%2f")) {
        assertThat(raw(server, path))
            .as(path)
            .startsWith("HTTP/1.1 400")
            .endsWith("{\"echo\":400}");
      }
      // Jetty gives these up before there is a path
      for (String path : List.of("/echo/%zz", "/echo/%00", "/echo/%c0%80")) {
        assertThat(raw(server, path)).as(path).startsWith("HTTP/1.1 4").doesNotContain("Exception");
      }
      assertThat(get(server, "/nowhere").statusCode()).isEqualTo(404);
      assertThat(get(server, "/nowhere").body()).contains("\"status\":404");
    }
  }

  @Test
  void answersAMethodThatNobodyKnowsInTheFormOfTheDialect() throws Exception {
    try (HttpServer server = started(HttpConfig.loopback(0))) {
      URI uri = URI.create("http://127.0.0.1:" + server.port() + "/echo/me");
      HttpRequest request =
          HttpRequest.newBuilder(uri).method("BREW", HttpRequest.BodyPublishers.noBody()).build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(501);
      assertThat(answer.body()).isEqualTo("{\"echo\":501}");
    }
  }

  @Test
  void saysThatThePortIsTaken() {
    try (HttpServer first = started(HttpConfig.loopback(0))) {
      HttpConfig same = HttpConfig.loopback(first.port());
      assertThatThrownBy(() -> started(same))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("Port " + first.port());
      assertThatThrownBy(() -> HttpServer.check("127.0.0.1", first.port()))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("Port " + first.port());
    }
  }

  @Test
  void finishesARequestThatIsAtWorkBeforeItStops() throws Exception {
    HttpServer server = started(HttpConfig.loopback(0));
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> slow = workers.submit(() -> get(server, "/echo/slow"));
      entered.await();
      Future<?> closing = workers.submit(server::close);
      leave.countDown();
      assertThat(slow.get().body()).isEqualTo("finished on virtual");
      closing.get();
    }
  }

  @Test
  void servesHttpsFromPemFilesAndFromAKeyStore(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("server.p12");
    KeyStore store = selfSigned(file);
    Path certificate = directory.resolve("certificate.pem");
    Path key = directory.resolve("key.pem");
    Files.writeString(certificate, pem("CERTIFICATE", store.getCertificate("server").getEncoded()));
    Files.writeString(key, pem("PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded()));
    for (TlsConfig.Source source :
        List.of(
            new TlsConfig.Pem(certificate, key),
            new TlsConfig.KeyStoreFile(file, new String(PASSWORD)))) {
      HttpConfig config =
          new HttpConfig(
              "127.0.0.1",
              0,
              Optional.of(new TlsConfig(0, source)),
              Set.of("echo"),
              List.of(),
              List.of());
      try (HttpServer server = started(config);
          HttpClient trusting = HttpClient.newBuilder().sslContext(trusting(store)).build()) {
        URI uri = URI.create("https://localhost:" + server.tlsPort().orElseThrow() + "/echo/me");
        HttpResponse<String> answer =
            trusting.send(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).startsWith("https localhost:");
        assertThat(get(server, "/health/live").statusCode()).as("plain HTTP").isEqualTo(200);
        assertThat(get(server, "/echo/me").statusCode()).as("refused plain").isEqualTo(403);
      }
    }
  }

  private HttpServer started(HttpConfig config) {
    HttpServer server =
        new HttpServer(
            config,
            health,
            List.of(new Echo()),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    server.start();
    return server;
  }

  private static HttpConfig trusting(String proxies, List<AddressRange> metricsReaders) {
    return new HttpConfig(
        "127.0.0.1",
        0,
        Optional.empty(),
        Set.of(),
        List.of(AddressRange.parse(proxies)),
        metricsReaders);
  }

  private HttpResponse<String> get(HttpServer server, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** What the JDK's client would refuse to send. */
  private static String raw(HttpServer server, String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port());
        InputStream in = socket.getInputStream()) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static KeyStore selfSigned(Path file) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    return KeyStore.getInstance(file.toFile(), PASSWORD);
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind);
  }

  private static SSLContext trusting(KeyStore store) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}

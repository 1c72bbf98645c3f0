// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Somebody's server on loopback that takes webhooks, and answers as it is told. */
public final class Receiver implements AutoCloseable {

  /** A request that came in. */
  public record Got(String method, URI uri, Map<String, List<String>> headers, String body) {

    public HttpHeaders http() {
      return HttpHeaders.of(headers, (_, _) -> true);
    }

    public String header(String name) {
      return http().firstValue(name).orElse("");
    }
  }

  /** An answer; a status of 0 is none at all: the connection is closed. */
  public record Reply(int status, Map<String, String> headers, String body) {

    public static Reply of(int status) {
      return new Reply(status, Map.of(), "");
    }
  }

  public final List<Got> got = new CopyOnWriteArrayList<>();
  public volatile Function<Got, Reply> answer = _ -> Reply.of(204);
  private final HttpServer server;

  public Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::take);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Got request =
          new Got(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              Map.copyOf(exchange.getRequestHeaders()),
              body);
      got.add(request);
      Reply reply = answer.apply(request);
      if (reply.status() == 0) {
        return;
      }
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  public List<String> bodies() {
    return got.stream().map(Got::body).toList();
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

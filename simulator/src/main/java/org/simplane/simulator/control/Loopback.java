// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP port on the loopback interface that can be closed and opened again. The JDK's server,
 * because it drops a connection unanswered when told to and takes all connections down with the
 * port; a request has a virtual thread of its own.
 */
final class Loopback implements AutoCloseable {

  static {
    // Read by the JDK's server once, when its first port opens. Without it an answer of more than
    // one
    // packet waits for the client's delayed acknowledgement: 44 ms for a page of a hundred SIMs.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpHandler handler;
  private @Nullable HttpServer server;
  private @Nullable Socket reservation;
  private int port;

  private Loopback(HttpHandler handler, int port) {
    this.handler = handler;
    this.port = port;
  }

  /**
   * Listens on 127.0.0.1.
   *
   * @param port 0 for any free one
   */
  static Loopback open(int port, HttpHandler handler) throws IOException {
    Loopback loopback = new Loopback(handler, port);
    loopback.listen();
    return loopback;
  }

  synchronized URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Closes the port and every connection. The port stays ours: it is bound, but nobody listens. */
  synchronized void refuse() {
    HttpServer running = server;
    if (running == null) {
      return;
    }
    running.stop(0);
    server = null;
    try {
      Socket reserved = new Socket();
      reserved.setReuseAddress(true);
      reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      reservation = reserved;
    } catch (IOException e) {
      throw new UncheckedIOException("Port " + port + " cannot be kept", e);
    }
  }

  /** Opens the port again; nothing happens where it is open. */
  synchronized void accept() {
    if (server != null) {
      return;
    }
    try {
      if (reservation != null) {
        reservation.close();
        reservation = null;
      }
      listen();
    } catch (IOException e) {
      throw new UncheckedIOException("Port " + port + " cannot be opened again", e);
    }
  }

  private synchronized void listen() throws IOException {
    HttpServer created =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    created.createContext("/", handler);
    created.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    created.start();
    port = created.getAddress().getPort();
    server = created;
  }

  @Override
  public synchronized void close() {
    try {
      if (server != null) {
        server.stop(0);
        server = null;
      }
      if (reservation != null) {
        reservation.close();
        reservation = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Port " + port + " cannot be closed", e);
    }
  }

  static Request read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    byte[] body = exchange.getRequestBody().readAllBytes();
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query(exchange.getRequestURI().getRawQuery()),
        headers,
        new String(body, StandardCharsets.UTF_8));
  }

  static void write(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** Head and half of the body; the connection stays open until the exchange is closed. */
  static void writeHalf(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length + 1L);
    exchange.getResponseBody().write(body, 0, body.length / 2);
    exchange.getResponseBody().flush();
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        if (!name.isEmpty()) {
          query.putIfAbsent(decode(name), decode(value));
        }
      }
    }
    return query;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a stray percent sign is what it is
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.simplane.operator.Push;

/** A customer's address that takes whatever is pushed to it. */
final class Callback implements AutoCloseable {

  private final HttpServer server;
  private final List<Push> taken = new CopyOnWriteArrayList<>();

  private Callback(HttpServer server) {
    this.server = server;
  }

  static Callback open() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    Callback callback = new Callback(server);
    server.createContext("/", callback::take);
    server.start();
    return callback;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/callback");
  }

  List<Push> taken() {
    return List.copyOf(taken);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      taken.add(new Push(exchange.getRequestMethod(), "", exchange.getRequestHeaders(), body));
      exchange.sendResponseHeaders(204, -1);
    }
  }
}

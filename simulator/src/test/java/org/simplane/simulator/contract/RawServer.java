// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Takes requests from the bare socket and answers the same bytes to each, or nothing at all. */
final class RawServer implements AutoCloseable {

  private final ServerSocket listener;
  private final @Nullable String answer;
  private final AtomicInteger requests = new AtomicInteger();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private final boolean stalls;

  private RawServer(@Nullable String answer, boolean stalls) throws IOException {
    this.stalls = stalls;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answer = answer;
    Thread.ofVirtual().start(this::serve);
  }

  /** Answers these bytes and drops the connection. */
  static RawServer answering(String bytes) throws IOException {
    return new RawServer(bytes, false);
  }

  /** Answers these bytes and nothing more, while the connection stays. */
  static RawServer stalling(String bytes) throws IOException {
    return new RawServer(bytes, true);
  }

  /** Takes the request and says nothing. */
  static RawServer silent() throws IOException {
    return new RawServer(null, true);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void serve() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        readHead(socket);
        requests.incrementAndGet();
        if (answer != null) {
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
          socket.getOutputStream().flush();
          if (!stalls) {
            socket.close();
          }
        }
      } catch (IOException _) {
        // The test has closed the listener, or the client went away: the loop's condition tells.
      }
    }
  }

  private static void readHead(Socket socket) throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    String line = reader.readLine();
    while (line != null && !line.isEmpty()) {
      line = reader.readLine();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * GETs as fast as a server on loopback answers them, each connection waiting for its answer. Plain
 * sockets: the load shares the machine with the server, so that every cycle a full HTTP client
 * spends would be the server's loss.
 */
final class HttpLoad {

  private final int port;
  private final String token;

  HttpLoad(int port, String token) {
    this.port = port;
    this.token = token;
  }

  /**
   * Runs for {@code duration} on {@code connections} connections, each with its own source of
   * paths.
   *
   * @throws IllegalStateException at the first answer that is not 200
   */
  Latencies run(int connections, Duration duration, Supplier<Supplier<String>> paths)
      throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    List<Callable<Latencies>> workers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Supplier<String> source = paths.get();
      workers.add(() -> ask(source, end));
    }
    Latencies all = new Latencies();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (Future<Latencies> worker : threads.invokeAll(workers)) {
        all.add(worker.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("The load broke off", e);
    }
    return all.over(duration);
  }

  /** So many GETs one after the other on one connection. */
  Latencies times(int count, Supplier<String> paths) {
    Latencies latencies = new Latencies();
    try (Connection connection = new Connection()) {
      for (int i = 0; i < count; i++) {
        connection.get(paths.get(), latencies);
      }
    } catch (IOException e) {
      throw new IllegalStateException("The load broke off: " + e.getMessage(), e);
    }
    return latencies;
  }

  private Latencies ask(Supplier<String> paths, long end) throws IOException {
    Latencies latencies = new Latencies();
    try (Connection connection = new Connection()) {
      while (System.nanoTime() < end) {
        connection.get(paths.get(), latencies);
      }
    }
    return latencies;
  }

  private final class Connection implements AutoCloseable {
    private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    private final InputStream in = socket.getInputStream();
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;

    Connection() throws IOException {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
    }

    void get(String path, Latencies latencies) throws IOException {
      byte[] request =
          ("GET "
                  + path
                  + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                  + token
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII);
      long start = System.nanoTime();
      socket.getOutputStream().write(request);
      String status = line();
      long length = 0;
      boolean chunked = false;
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
          length = Long.parseLong(header.substring(15).trim());
        } else if (header.regionMatches(true, 0, "transfer-encoding:", 0, 18)) {
          chunked = header.contains("chunked");
        }
      }
      if (chunked) {
        skipChunks();
      } else {
        skip(length);
      }
      latencies.add(System.nanoTime() - start);
      if (!status.startsWith("HTTP/1.1 200")) {
        throw new IOException(status + " for " + path);
      }
    }

    private void skipChunks() throws IOException {
      long size = Long.parseLong(line(), 16);
      while (size > 0) {
        skip(size);
        line();
        size = Long.parseLong(line(), 16);
      }
      line();
    }

    private void skip(long count) throws IOException {
      long left = count;
      while (left > 0) {
        if (position == limit) {
          fill();
        }
        int step = (int) Math.min(left, limit - position);
        position += step;
        left -= step;
      }
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder(64);
      while (true) {
        if (position == limit) {
          fill();
        }
        char c = (char) buffer[position++];
        if (c == '\n') {
          return line.toString();
        }
        if (c != '\r') {
          line.append(c);
        }
      }
    }

    private void fill() throws IOException {
      limit = in.read(buffer);
      position = 0;
      if (limit < 0) {
        throw new EOFException("The server closed the connection");
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}

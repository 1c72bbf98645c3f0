// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * GETs as fast as a server on loopback answers them, each connection waiting for its answer. Plain
 * sockets, a few to each thread, as pgbench has them: the load shares the machine with the server,
 * so that every cycle a full HTTP client spends would be the server's loss.
 */
final class HttpLoad {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** 200, and 206 for a part of a list. */
  private static final byte[] OK = "HTTP/1.1 20".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] LENGTH = "\r\ncontent-length: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CHUNKED =
      "\r\ntransfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final int port;
  private final String rest;

  HttpLoad(int port, String token) {
    this.port = port;
    this.rest = " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
  }

  /**
   * Runs for {@code duration} on {@code connections} connections; each thread has its own source of
   * paths.
   *
   * @throws IllegalStateException at the first answer that is no success
   */
  Latencies run(int connections, Duration duration, Supplier<Supplier<String>> paths)
      throws InterruptedException {
    int threads = Math.min(connections, Runtime.getRuntime().availableProcessors());
    long end = System.nanoTime() + duration.toNanos();
    List<Callable<Latencies>> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Supplier<String> source = paths.get();
      int share = connections / threads + (i < connections % threads ? 1 : 0);
      workers.add(() -> ask(share, source, () -> System.nanoTime() < end));
    }
    Latencies all = new Latencies();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<Latencies> worker : pool.invokeAll(workers)) {
        all.add(worker.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("The load broke off", e);
    }
    return all.over(duration);
  }

  /** So many GETs one after the other on one connection. */
  Latencies times(int count, Supplier<String> paths) {
    int[] left = {count};
    try {
      return ask(1, paths, () -> left[0]-- > 0);
    } catch (IOException e) {
      throw new IllegalStateException("The load broke off: " + e.getMessage(), e);
    }
  }

  /** On so many connections, until there is to be no more; what was asked is waited for. */
  private Latencies ask(int connections, Supplier<String> paths, BooleanSupplier more)
      throws IOException {
    Latencies latencies = new Latencies();
    List<Connection> open = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      int asking = 0;
      for (int i = 0; i < connections && more.getAsBoolean(); i++) {
        Connection connection = new Connection(selector);
        open.add(connection);
        connection.ask(paths.get());
        asking++;
      }
      while (asking > 0) {
        if (selector.select(LONGEST.toMillis()) == 0) {
          throw new IOException("No answer within " + LONGEST);
        }
        for (SelectionKey key : selector.selectedKeys()) {
          Connection connection = (Connection) key.attachment();
          if (connection.isAnswered(latencies)) {
            if (more.getAsBoolean()) {
              connection.ask(paths.get());
            } else {
              asking--;
            }
          }
        }
        selector.selectedKeys().clear();
      }
    } finally {
      for (Connection connection : open) {
        connection.close();
      }
    }
    return latencies;
  }

  private final class Connection implements AutoCloseable {
    private final SocketChannel channel;
    private ByteBuffer answer = ByteBuffer.allocateDirect(1 << 16);
    private String path = "";
    private long begin;

    Connection(Selector selector) throws IOException {
      channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void ask(String wanted) throws IOException {
      path = wanted;
      byte[] request = ("GET " + path + rest).getBytes(StandardCharsets.US_ASCII);
      begin = System.nanoTime();
      if (channel.write(ByteBuffer.wrap(request)) < request.length) {
        throw new IOException("The server takes no requests");
      }
    }

    /** Takes what has come; true when that was the end of the answer. */
    boolean isAnswered(Latencies latencies) throws IOException {
      if (!answer.hasRemaining()) {
        answer = ByteBuffer.allocateDirect(answer.capacity() * 2).put(answer.flip());
      }
      if (channel.read(answer) < 0) {
        throw new EOFException("The server closed the connection");
      }
      if (!isWhole()) {
        return false;
      }
      latencies.add(System.nanoTime() - begin);
      if (!holds(OK, 0)) {
        throw new IOException("Not answered with success: " + path);
      }
      answer.clear();
      return true;
    }

    private boolean isWhole() {
      int length = 0;
      boolean chunked = false;
      for (int i = 0; i + 3 < answer.position(); i++) {
        if (answer.get(i) != '\r') {
          continue;
        }
        if (answer.get(i + 2) == '\r') {
          return chunked
              ? holds(LAST_CHUNK, answer.position() - LAST_CHUNK.length)
              : answer.position() == i + 4 + length;
        }
        if (holds(LENGTH, i)) {
          for (int at = i + LENGTH.length; answer.get(at) >= '0'; at++) {
            length = length * 10 + answer.get(at) - '0';
          }
        }
        chunked |= holds(CHUNKED, i);
      }
      return false;
    }

    /** Whether there is this at that place, headers in any case. */
    private boolean holds(byte[] text, int at) {
      if (at + text.length > answer.position()) {
        return false;
      }
      for (int i = 0; i < text.length; i++) {
        if (Character.toLowerCase(answer.get(at + i)) != Character.toLowerCase(text[i])) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}

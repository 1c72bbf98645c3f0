// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An operator on a loopback port that keeps the statuses of SIMs, notes every change it takes, and
 * goes wrong on demand. Its wire: {@code POST /change} with lines {@code key=STATUS}, {@code GET
 * /sims/key} with the status as the answer, {@code GET /sims?from=n} with lines {@code key=STATUS}.
 */
final class MisbehavingOperator implements AutoCloseable {

  /** What goes wrong with the next change. */
  enum Fault {
    /** It takes effect, and the connection breaks before the answer. */
    LOST_AFTER_EFFECT,
    /** The connection breaks, without effect. */
    LOST_BEFORE_EFFECT,
    /** 429 with {@code Retry-After: 3}. */
    TOO_MANY,
    /** 500, without effect. */
    INTERNAL_ERROR,
    /** 202 with a request to be followed. */
    LATER,
    /** 422. */
    NO
  }

  /** A change that came in, and when by {@link System#nanoTime()}. */
  record Taken(String key, String status, long at) {}

  final Map<String, String> statuses = new ConcurrentHashMap<>();
  final List<Taken> taken = Collections.synchronizedList(new ArrayList<>());
  final List<Long> calls = new CopyOnWriteArrayList<>();
  final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  final Map<String, String> pending = new ConcurrentHashMap<>();
  final AtomicInteger underWay = new AtomicInteger();
  final AtomicInteger mostUnderWay = new AtomicInteger();
  final AtomicInteger reads = new AtomicInteger();
  volatile CountDownLatch gate = new CountDownLatch(0);
  volatile int pageSize = 2;
  private final HttpServer server;
  private volatile long delayMillis;

  MisbehavingOperator() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/change", exchange -> counted(exchange, this::change));
    server.createContext("/requests/", exchange -> counted(exchange, this::request));
    server.createContext("/sims", exchange -> counted(exchange, this::read));
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void put(String key, String status) {
    statuses.put(key, status);
  }

  void answerAfter(long millis) {
    delayMillis = millis;
  }

  /** How often a change of this SIM came in. */
  long changesOf(String key) {
    return taken.stream().filter(change -> change.key().equals(key)).count();
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private void counted(HttpExchange exchange, Answer answer) {
    calls.add(System.nanoTime());
    int now = underWay.incrementAndGet();
    mostUnderWay.accumulateAndGet(now, Math::max);
    try {
      gate.await();
      Thread.sleep(delayMillis);
      underWay.decrementAndGet();
      answer.to(exchange);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private void change(HttpExchange exchange) throws IOException {
    List<String[]> changes = new ArrayList<>();
    for (String line : body(exchange).lines().toList()) {
      changes.add(line.split("=", 2));
    }
    Fault fault = faults.poll();
    if (fault != null) {
      switch (fault) {
        case LOST_AFTER_EFFECT -> {
          take(changes, true);
          return;
        }
        case LOST_BEFORE_EFFECT -> {
          take(changes, false);
          return;
        }
        case TOO_MANY -> {
          exchange.getResponseHeaders().add("Retry-After", "3");
          answer(exchange, 429, "");
          return;
        }
        case INTERNAL_ERROR -> {
          take(changes, false);
          answer(exchange, 500, "");
          return;
        }
        case LATER -> {
          take(changes, false);
          pending.put(changes.getFirst()[0], changes.getFirst()[1]);
          answer(exchange, 202, changes.getFirst()[0]);
          return;
        }
        case NO -> {
          take(changes, false);
          answer(exchange, 422, "The tariff forbids it");
          return;
        }
      }
    }
    take(changes, true);
    answer(exchange, 200, "");
  }

  private void request(HttpExchange exchange) throws IOException {
    String key = last(exchange);
    if (!pending.containsKey(key)) {
      answer(exchange, 200, statuses.getOrDefault(key, ""));
    } else {
      answer(exchange, 202, key);
    }
  }

  /** Does what it said it would do later. */
  void finishPending() {
    statuses.putAll(pending);
    pending.clear();
  }

  private void read(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    if (query == null) {
      reads.incrementAndGet();
      String status = statuses.get(last(exchange));
      answer(exchange, status == null ? 404 : 200, status == null ? "" : status);
      return;
    }
    int from = Integer.parseInt(query.substring("from=".length()));
    StringBuilder page = new StringBuilder();
    statuses.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .skip(from)
        .limit(pageSize)
        .forEach(sim -> page.append(sim.getKey()).append('=').append(sim.getValue()).append('\n'));
    answer(exchange, 200, page.toString());
  }

  private void take(List<String[]> changes, boolean effect) {
    for (String[] change : changes) {
      taken.add(new Taken(change[0], change[1], System.nanoTime()));
      if (effect) {
        statuses.put(change[0], change[1]);
      }
    }
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String last(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    gate.countDown();
    server.stop(0);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.backend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells the customer's address what happens, in order; what was not taken with 2xx is told again.
 * What happens while nobody wants to be told is not kept, and nothing is over a restart.
 */
final class Pushes implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Pushes.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST_WAITING = 10_000;

  private final Wire wire;
  private final BlockingQueue<ObjectNode> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean started = new AtomicBoolean();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Thread thread = Thread.ofVirtual().name("pushes").unstarted(this::run);
  private volatile Optional<Address> address = Optional.empty();

  private record Address(URI url, String secret) {}

  Pushes(Wire wire) {
    this.wire = wire;
  }

  /** From now on; what waited for the address before is dropped. */
  void to(Optional<URI> url, String secret) {
    waiting.clear();
    address = url.map(wanted -> new Address(wanted, secret));
    if (url.isPresent() && started.compareAndSet(false, true)) {
      thread.start();
    }
  }

  void tell(List<ObjectNode> events) {
    if (address.isPresent()) {
      for (ObjectNode event : events) {
        if (!waiting.offer(event)) {
          log.warn("An event of {} is dropped: too many wait", wire.name());
        }
      }
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        ObjectNode event = waiting.take();
        Optional<Address> known = address;
        while (known.isPresent() && !sent(known.get(), event)) {
          Thread.sleep(PAUSE);
          known = address.equals(known) ? known : Optional.empty();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean sent(Address to, ObjectNode event) throws InterruptedException {
    Wire.Told told = wire.push(event, to.secret());
    HttpRequest request =
        HttpRequest.newBuilder(to.url())
            .timeout(PATIENCE)
            .header("Content-Type", told.contentType())
            .POST(HttpRequest.BodyPublishers.ofString(told.body()))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        return true;
      }
      log.info("The customer's address answered {}", status);
    } catch (IOException e) {
      log.info("The customer's address does not answer: {}", e.toString());
    }
    return false;
  }

  @Override
  public void close() {
    thread.interrupt();
    http.shutdownNow();
  }
}

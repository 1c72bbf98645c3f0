// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells the customer's address what happened (contract section 7): messages of devices by POST,
 * ends of messages to devices by PATCH, and the stream of events and of usage as arrays. What was
 * not taken with 2xx is told again. Without an address nothing is told, and all waits.
 */
final class Pushing implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Pushing.class);

  private static final int MOST_RECORDS = 3_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long BREATH_MILLIS = 250;

  private final Messages messages;
  private final NceSims sims;
  private final Watch watch;
  private final Supplier<Optional<Callback>> configured;
  private final Duration retry;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private volatile Optional<Callback> callback = Optional.empty();
  private volatile boolean running = true;
  private final Thread thread = Thread.ofVirtual().name("nce-pushes").unstarted(this::run);

  /**
   * Where the customer wants to be told.
   *
   * @param authorization the header of that name; empty for none
   */
  record Callback(URI url, String authorization) {}

  /**
   * @param configured asked until it gives an address, unless the control sets one
   * @param retry how long after a failure it is tried again, and as much longer each time
   */
  Pushing(
      Messages messages,
      NceSims sims,
      Watch watch,
      Supplier<Optional<Callback>> configured,
      Duration retry) {
    this.messages = messages;
    this.sims = sims;
    this.watch = watch;
    this.configured = configured;
    this.retry = retry;
  }

  void start() {
    thread.start();
  }

  void to(Optional<Callback> wanted) {
    callback = wanted;
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
    http.shutdownNow();
  }

  private void run() {
    long rounds = 0;
    while (running) {
      try {
        Thread.sleep(BREATH_MILLIS);
        messages.settle();
        watch.look();
        if (callback.isEmpty() && rounds++ % 8 == 0) {
          callback = configured.get();
        }
        Optional<Callback> known = callback;
        if (known.isPresent()) {
          push(known.get());
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        // The outermost frame of this thread: the next round tries again.
        log.warn("The simulated 1NCE could not push", e);
      }
    }
  }

  private void push(Callback to) throws InterruptedException {
    for (Message message : messages.untold()) {
      Optional<NceSim> sim = sims.find(message.iccid());
      if (sim.isPresent()) {
        String method = message.sentByDevice() ? "POST" : "PATCH";
        if (sent(to, method, message.told(sim.get().card()).toString())) {
          messages.told(message);
        } else {
          messages.notTold(message, retry.multipliedBy(message.attempts() + 1L));
        }
      }
    }
    stream(to, false);
    stream(to, true);
  }

  private void stream(Callback to, boolean usage) throws InterruptedException {
    List<ObjectNode> waiting = watch.waiting(usage, MOST_RECORDS);
    if (!waiting.isEmpty()) {
      ArrayNode body = Json.array();
      waiting.forEach(body::add);
      if (sent(to, "POST", body.toString())) {
        watch.streamed(usage, waiting.size());
      } else {
        Thread.sleep(retry.dividedBy(10));
      }
    }
  }

  private boolean sent(Callback to, String method, String body) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to.url())
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!to.authorization().isEmpty()) {
      request.header("Authorization", to.authorization());
    }
    try {
      int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        return true;
      }
      log.info("The customer's address answered {} to {}", status, method);
    } catch (IOException e) {
      log.info("The customer's address does not answer: {}", e.toString());
    }
    return false;
  }
}

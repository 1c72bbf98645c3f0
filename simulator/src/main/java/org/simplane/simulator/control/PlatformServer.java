// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.control;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a simulated platform on a loopback port, lets planned faults happen, and keeps the ledger.
 */
public final class PlatformServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PlatformServer.class);

  private static final Optional<Fault> LOST = Optional.of(Fault.TIMEOUT_AFTER_EFFECT);

  private final SimulatedPlatform platform;
  private final Ledger ledger;
  private final Faults faults = new Faults();
  private volatile CountDownLatch healed = new CountDownLatch(1);
  private final Loopback loopback;

  private PlatformServer(int port, SimulatedPlatform platform, Ledger ledger) throws IOException {
    this.platform = platform;
    this.ledger = ledger;
    this.loopback = Loopback.open(port, this::handle);
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   */
  public static PlatformServer start(int port, SimulatedPlatform platform, Ledger ledger)
      throws IOException {
    return new PlatformServer(port, platform, ledger);
  }

  /** Host and port, without a path. */
  public URI url() {
    return loopback.url();
  }

  public void fail(PlannedFault fault) {
    if (fault.fault() != Fault.REFUSE_CONNECTION) {
      faults.plan(fault);
      return;
    }
    loopback.refuse();
    if (fault.delay().isPositive()) {
      Thread.ofVirtual().name("reopen " + platform.name()).start(() -> reopenAfter(fault.delay()));
    }
  }

  public void heal() {
    faults.clear();
    letGo();
    loopback.accept();
  }

  @Override
  public void close() {
    letGo();
    loopback.close();
  }

  /** Drops the connections that hang. */
  private void letGo() {
    CountDownLatch waitedFor = healed;
    healed = new CountDownLatch(1);
    waitedFor.countDown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      CountDownLatch end = healed;
      Request request = Loopback.read(exchange);
      boolean logIn = platform.isLogIn(request);
      Optional<PlannedFault> fault = faults.take(request, logIn);
      Optional<Answer> answer = carryOut(request, fault);
      boolean sent = answer.isPresent() && !fault.map(PlannedFault::fault).equals(LOST);
      ledger.record(
          platform.name(),
          request,
          logIn,
          fault.map(PlannedFault::fault),
          sent ? answer.get().status() : 0,
          answer.map(Answer::effects).orElse(List.of()));
      if (is(Fault.HALF_ANSWER, fault)) {
        Loopback.writeHalf(exchange, answer.orElseThrow());
        hang(fault.get().delay(), end);
      } else if (is(Fault.HANG, fault)) {
        hang(fault.get().delay(), end);
      } else if (sent) {
        pause(fault.filter(f -> f.fault() == Fault.SLOW).map(PlannedFault::delay));
        Loopback.write(exchange, answer.get());
      } else {
        pause(fault.map(PlannedFault::delay));
      }
    } catch (RuntimeException e) {
      // The outermost frame of this request's thread: the client sees a dropped connection.
      log.error("The simulated platform {} failed", platform.name(), e);
    }
  }

  private static boolean is(Fault fault, Optional<PlannedFault> planned) {
    return planned.isPresent() && planned.get().fault() == fault;
  }

  /** What the platform says, whether it is sent or not; empty when nothing was carried out. */
  private Optional<Answer> carryOut(Request request, Optional<PlannedFault> planned) {
    if (planned.isEmpty()) {
      return Optional.of(platform.answer(request));
    }
    Fault fault = planned.get().fault();
    return switch (fault) {
      case TIMEOUT_BEFORE_EFFECT, HANG -> Optional.empty();
      case FEW_CALLS_LEFT -> Optional.of(fewLeft(platform.answer(request), planned.get().delay()));
      case THROTTLED -> Optional.of(throttled(request, planned.get().delay()));
      case SERVER_ERROR -> Optional.of(platform.refusal(500, request));
      case BROKEN_BODY -> Optional.of(broken(platform.answer(request)));
      case EXPIRED_TOKEN -> {
        platform.expireTokens();
        yield Optional.of(platform.answer(request));
      }
      case UNKNOWN_STATE_WORD, EXTRA_FIELD ->
          Optional.of(platform.distort(fault, platform.answer(request)));
      case SLOW, TIMEOUT_AFTER_EFFECT, HALF_ANSWER, REFUSE_CONNECTION ->
          Optional.of(platform.answer(request));
    };
  }

  private Answer throttled(Request request, Duration delay) {
    Answer refusal = platform.refusal(429, request);
    Map<String, String> headers = new HashMap<>(refusal.headers());
    headers.put("Retry-After", String.valueOf((delay.toMillis() + 999) / 1000));
    return Answer.of(429, headers, refusal.body());
  }

  private static Answer fewLeft(Answer answer, Duration delay) {
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.put("X-RateLimit-Remaining", "1");
    headers.put("X-RateLimit-Reset", String.valueOf(Math.max(1, delay.toSeconds())));
    return new Answer(answer.status(), headers, answer.body(), answer.effects());
  }

  private static Answer broken(Answer answer) {
    String body = answer.body();
    return answer.withBody(body.isEmpty() ? "{\"bro" : body.substring(0, (body.length() + 1) / 2));
  }

  private void reopenAfter(Duration delay) {
    pause(delay);
    loopback.accept();
  }

  private static void pause(Optional<Duration> delay) {
    if (delay.isPresent()) {
      pause(delay.get());
    }
  }

  private static void hang(Duration delay, CountDownLatch end) {
    try {
      if (delay.isZero()) {
        end.await();
      } else if (end.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("A connection that hung was let go before its time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(Duration delay) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

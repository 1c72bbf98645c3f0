// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import static org.simplane.operator.OperatorException.Kind.THROTTLED;
import static org.simplane.operator.OperatorException.Kind.TIMEOUT;
import static org.simplane.operator.OperatorException.Kind.UNREACHABLE;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.simplane.db.Database;
import org.simplane.notification.AddressGuard;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorHttp;
import org.simplane.operator.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every call to one account's operator goes through here: it keeps the account's pace over all
 * nodes, leaves the operator alone when asked to, and tells apart what was surely not sent from
 * what may have been.
 */
final class Governor implements OperatorHttp {

  private static final Logger LOG = LoggerFactory.getLogger(Governor.class);

  /** The most that one answer may hold. */
  private static final long MOST_BYTES = 64L << 20;

  /**
   * How long a waiting client's call waits for its turn; background work comes back later instead.
   */
  private static final Duration URGENT_PATIENCE = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int FAILURES_UNTIL_HOLD = 3;
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);

  private final String name;
  private final long account;
  private final HttpClient client;
  private final Database database;
  private final Clock clock;
  private final boolean privateAddresses;
  private final Duration timeLimit;
  private final Pacer pacer;
  private final RollingSecond second = new RollingSecond();
  private final Slots slots;
  private volatile Pace pace;
  private volatile @Nullable Hold hold;
  private final Breaker breaker = new Breaker();
  private volatile @Nullable Allowance allowance;
  private final AtomicInteger throttledInRow = new AtomicInteger();
  private final AtomicInteger unreachableInRow = new AtomicInteger();
  private final LongAdder calls = new LongAdder();
  private final LongAdder throttled = new LongAdder();
  private final LongAdder unreachable = new LongAdder();
  private final LongAdder unanswered = new LongAdder();

  /**
   * No call before {@code until}, in {@link System#nanoTime()}, and what a call attempted meanwhile
   * is answered with.
   */
  private record Hold(long until, OperatorException.Kind kind, String message) {}

  /** The pace at which the calls that the operator says are left last until it counts anew. */
  private record Allowance(double callsPerSecond, long until) {}

  /**
   * @param name the operator's, as people know it
   */
  Governor(
      String name,
      long account,
      Pace pace,
      HttpClient client,
      Database database,
      Clock clock,
      AccountConfig config) {
    this.name = name;
    this.account = account;
    this.pace = pace;
    this.client = client;
    this.database = database;
    this.clock = clock;
    this.privateAddresses = config.privateAddresses();
    this.timeLimit = config.timeLimit();
    this.pacer = new Pacer(database, account);
    this.slots = new Slots(database, account, config.node());
  }

  @Override
  public HttpResponse<byte[]> send(HttpRequest request) throws OperatorException {
    if (!privateAddresses && AddressGuard.isPrivate(request.uri())) {
      throw new OperatorException(
          OperatorException.Kind.REJECTED,
          "Calls to private addresses are not allowed: " + request.uri().getHost());
    }
    boolean urgent = Urgency.isUrgent();
    int inFlight = pace.inFlight();
    try {
      waitOutHold(urgent);
      if (!slots.acquire(inFlight, urgent, urgent ? URGENT_PATIENCE : PATIENCE)) {
        throw new OperatorException(
            THROTTLED, "Too many calls to " + name + " are under way", Duration.ofSeconds(1), null);
      }
      try {
        double callsPerSecond = callsPerSecond();
        pacer.await(callsPerSecond, urgent);
        RollingSecond.Turn turn = second.next(callsPerSecond, System.nanoTime());
        Thread.sleep(Duration.ofNanos(turn.waitNanos()));
        // A 429 may have come in while this call waited for its turn.
        waitOutHold(urgent);
        passBreaker();
        long sent = System.nanoTime();
        try {
          return exchange(request);
        } finally {
          second.over(turn, sent, System.nanoTime());
        }
      } finally {
        breaker.left();
        slots.release(inFlight);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(
          UNREACHABLE, "Stopped before the call to " + name + " was made", e);
    }
  }

  private void passBreaker() throws OperatorException {
    Duration wait = breaker.enter();
    if (!wait.isZero()) {
      throw new OperatorException(
          UNREACHABLE, name + " has failed too often in a row and is left alone", wait, null);
    }
  }

  /** The account's own pace, or the slower one that the operator's last answers ask for. */
  private double callsPerSecond() {
    double own = pace.callsPerSecond();
    Allowance left = allowance;
    if (left == null || left.until() - System.nanoTime() <= 0) {
      return own;
    }
    return own <= 0 ? left.callsPerSecond() : Math.min(own, left.callsPerSecond());
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) throws OperatorException {
    Duration limit =
        request.timeout().filter(own -> own.compareTo(timeLimit) < 0).orElse(timeLimit);
    long started = System.nanoTime();
    calls.increment();
    try {
      HttpResponse<byte[]> response =
          TimedCall.send(
              client,
              request,
              limit,
              HttpResponse.BodyHandlers.limiting(
                  HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
      log(request, Integer.toString(response.statusCode()), started);
      heed(response);
      return response;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException(TIMEOUT, "Stopped while waiting for " + name, e);
    } catch (IOException e) {
      OperatorException failure = explained(e, limit);
      log(request, failure.kind().name(), started);
      count(failure.kind());
      throw failure;
    }
  }

  /** Only what surely happened before a byte of the request left is {@code UNREACHABLE}. */
  private OperatorException explained(IOException e, Duration limit) {
    if (e instanceof HttpConnectTimeoutException) {
      return new OperatorException(UNREACHABLE, name + " did not take the connection in time", e);
    }
    if (e instanceof HttpTimeoutException) {
      return new OperatorException(
          TIMEOUT, name + " did not answer within " + limit.toSeconds() + " s", e);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof UnresolvedAddressException
          || cause instanceof UnknownHostException) {
        return new OperatorException(UNREACHABLE, name + " cannot be reached", e);
      }
      // Our side did not trust theirs, so nothing was sent. Any other TLS trouble may come after
      // the request.
      if (cause instanceof CertificateException) {
        return new OperatorException(
            UNREACHABLE, name + " shows a certificate that is not trusted", e);
      }
    }
    return new OperatorException(
        TIMEOUT, "The connection to " + name + " broke before its answer was complete", e);
  }

  private void count(OperatorException.Kind kind) {
    if (kind != UNREACHABLE) {
      unanswered.increment();
      breaker.failed();
      return;
    }
    unreachable.increment();
    int row = unreachableInRow.incrementAndGet();
    if (row >= FAILURES_UNTIL_HOLD) {
      Duration rest = doubling(row - FAILURES_UNTIL_HOLD);
      hold = new Hold(System.nanoTime() + rest.toNanos(), UNREACHABLE, name + " cannot be reached");
    }
  }

  private void heed(HttpResponse<byte[]> response) {
    unreachableInRow.set(0);
    if (response.statusCode() >= 500) {
      breaker.failed();
    } else {
      breaker.succeeded();
    }
    Optional<RateHeaders> left = RateHeaders.of(response.headers(), clock);
    boolean tooMany = response.statusCode() == 429;
    Optional<Duration> asked =
        response.headers().firstValue("Retry-After").flatMap(text -> RetryAfter.read(text, clock));
    if (tooMany) {
      throttled.increment();
      // Calls that were under way together are throttled together: that counts as once.
      int row = held().isZero() ? throttledInRow.getAndIncrement() : throttledInRow.get();
      holdEverywhere(
          asked
              .or(() -> left.filter(none -> none.remaining() == 0).map(RateHeaders::reset))
              .orElseGet(() -> doubling(row)));
      return;
    }
    throttledInRow.set(0);
    left.ifPresent(this::heed);
    if (response.statusCode() == 503 && asked.isPresent()) {
      holdEverywhere(asked.get());
    }
  }

  private void heed(RateHeaders left) {
    if (left.remaining() > 0) {
      allowance = new Allowance(left.callsPerSecond(), System.nanoTime() + left.reset().toNanos());
    } else if (held().isZero()) {
      holdEverywhere(left.reset());
    }
  }

  private void holdEverywhere(Duration wait) {
    LOG.info("{} (account {}) asks to be left alone for {} ms", name, account, wait.toMillis());
    holdHere(wait);
    database.useTransaction(transaction -> PaceStore.hold(transaction, account, wait));
  }

  /** What another node, or an earlier run, was asked for. */
  void holdHere(Duration wait) {
    long until = System.nanoTime() + wait.toNanos();
    Hold present = hold;
    if (present == null || present.until() - until < 0) {
      hold = new Hold(until, THROTTLED, name + " asked to be left alone");
    }
  }

  /** How long no call may be made; zero when one may. */
  Duration held() {
    Hold present = hold;
    long left = present == null ? 0 : present.until() - System.nanoTime();
    Duration open = breaker.open();
    return left > open.toNanos() ? Duration.ofNanos(left) : open;
  }

  private void waitOutHold(boolean urgent) throws OperatorException, InterruptedException {
    Hold present = hold;
    Duration left =
        present == null ? Duration.ZERO : Duration.ofNanos(present.until() - System.nanoTime());
    if (present == null || !left.isPositive()) {
      return;
    }
    if (urgent && present.kind() == THROTTLED && left.compareTo(URGENT_PATIENCE) <= 0) {
      Thread.sleep(left);
      return;
    }
    throw new OperatorException(present.kind(), present.message(), left, null);
  }

  private static Duration doubling(int times) {
    Duration wait = Duration.ofSeconds(1L << Math.min(times, 6));
    return wait.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : wait;
  }

  void setPace(Pace pace) {
    this.pace = pace;
  }

  /** Renews the account's slots; to be called every second or two. */
  void renew() {
    slots.renew(pace.inFlight());
  }

  CallCounts counts() {
    return new CallCounts(calls.sum(), throttled.sum(), unreachable.sum(), unanswered.sum());
  }

  /** Neither headers nor bodies nor query: any of them may hold secrets. */
  private void log(HttpRequest request, String outcome, long started) {
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{} (account {}): {} {} -> {} in {} ms",
          name,
          account,
          request.method(),
          request.uri().getPath(),
          outcome,
          (System.nanoTime() - started) / 1_000_000);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorHttp;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.SubscriptionRef;

/** The account that the contracts are run on: on a simulator, or a real one. */
public final class TestAccount {

  /** Headers that operators are shown credentials in. */
  private static final List<String> CARRIERS =
      List.of("Authorization", "X-Api-Key", "X-Access-Token");

  private static final OperatorHttp HTTP = new JdkOperatorHttp();

  private final OperatorPlatform platform;
  private final Optional<LiveAccount> live;
  private final @Nullable Simulator simulator;
  private final Set<String> credentials = ConcurrentHashMap.newKeySet();

  private TestAccount(
      OperatorPlatform platform, Optional<LiveAccount> live, @Nullable Simulator simulator) {
    this.platform = platform;
    this.live = live;
    this.simulator = simulator;
  }

  /** On the simulator, unless {@code -Doperator.live} names an account of this platform. */
  public static TestAccount of(OperatorPlatform platform, Supplier<? extends Simulator> simulator) {
    Optional<LiveAccount> live = LiveAccount.of(platform.name());
    return new TestAccount(platform, live, live.isPresent() ? null : simulator.get());
  }

  public OperatorPlatform platform() {
    return platform;
  }

  public Operator open() {
    return open(live.map(LiveAccount::settings).orElseGet(() -> simulator().settings()));
  }

  public Operator open(Map<String, String> settings) {
    Clock clock = simulator == null ? Clock.systemUTC() : simulator.clock();
    return platform.open(settings, new OperatorContext(this::send, clock));
  }

  /** Only for tests that are {@link Simulated}. */
  public Simulator simulator() {
    if (simulator == null) {
      throw new IllegalStateException(
          "This test needs a simulator; a live run leaves out the tests with the tag 'simulated'");
    }
    return simulator;
  }

  public SubscriptionRef ref(FleetSim sim) {
    if (simulator != null) {
      return simulator.ref(sim);
    }
    String missing = sim.iccid().digits();
    return sim.equals(Fleet.MISSING)
        ? new SubscriptionRef(missing, missing)
        : live.orElseThrow().activeSim();
  }

  public void reset() {
    if (simulator != null) {
      simulator.reset();
    }
  }

  /** Lets the operator's time pass. */
  public void pass(Duration time) {
    if (simulator != null) {
      simulator.pass(time);
    } else {
      await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }
  }

  /** What the adapter has sent to identify itself, besides its settings: to be found in no log. */
  public Set<String> credentialsSent() {
    return Set.copyOf(credentials);
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws OperatorException {
    for (String name : CARRIERS) {
      request
          .headers()
          .firstValue(name)
          .ifPresent(header -> credentials.add(header.substring(header.indexOf(' ') + 1)));
    }
    return HTTP.send(request);
  }
}

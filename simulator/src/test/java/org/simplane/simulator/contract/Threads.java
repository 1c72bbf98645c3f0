// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.simplane.operator.OperatorPlatform;

/** The platform threads that there are, and the virtual ones that are in an adapter's code. */
final class Threads {

  /**
   * Those of the JDK that come and go: its HTTP client and server, the carriers of virtual threads.
   */
  private static final Pattern JDK =
      Pattern.compile(
          "HttpClient-.*|HTTP-Dispatcher|server-timer|idle-timeout-task|ForkJoinPool.*|VirtualThread-.*|Attach.*|awaitility.*|.*Cleaner.*");

  private final Set<Thread> known;

  private Threads(Set<Thread> known) {
    this.known = known;
  }

  static Threads now() {
    return new Threads(Thread.getAllStackTraces().keySet());
  }

  void assertNoneAddedBy(OperatorPlatform platform) {
    await().untilAsserted(() -> assertThat(added()).isEmpty());
    await()
        .untilAsserted(() ->
            assertThat(ThreadDump.now()).doesNotContain(platform.getClass().getPackageName()));
  }

  private Set<String> added() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !known.contains(thread))
        .map(Thread::getName)
        .filter(name -> !JDK.matcher(name).matches())
        .collect(Collectors.toSet());
  }
}

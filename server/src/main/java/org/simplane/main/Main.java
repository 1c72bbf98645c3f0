// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.simplane.StartException;
import org.simplane.main.CommandLine.Asked;

/** Starts Simplane; {@code ./run} does so. */
public final class Main {

  private Main() {}

  /** Ends with exit code 1 and one sentence when it cannot start. */
  public static void main(String... arguments) throws InterruptedException {
    try {
      run(arguments, System.getenv());
    } catch (StartException e) {
      System.err.println("Simplane cannot start: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(String[] arguments, Map<String, String> environment)
      throws InterruptedException {
    switch (CommandLine.parse(arguments)) {
      case Asked.Help help -> System.out.print(help.text());
      case Asked.Rehearsal asked -> rehearse(config(asked.start(), environment));
      case Asked.Start start -> start(config(start, environment), start.simulator());
    }
  }

  private static Config config(Asked.Start start, Map<String, String> environment) {
    return Config.of(Settings.read(start.flags(), environment, start.file()));
  }

  private static void rehearse(Config config) {
    begin(config, new CountDownLatch(1), () -> {});
    System.exit(0);
  }

  private static void start(Config config, Optional<Path> simulator) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Simplane simplane =
        begin(config, stopped, () -> simulator.ifPresent(file -> tell(file, config)));
    Banner.print(System.out, simplane.url(), config);
    stopped.await();
  }

  /** In one step, so that nobody reads half of it; an empty line where there is no demo. */
  private static void tell(Path file, Config config) {
    try {
      Path whole = file.resolveSibling(file.getFileName() + ".part");
      Files.writeString(whole, String.join("\n", config.simulatorArguments()) + "\n");
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StartException(
          "What the simulator is started with cannot be written to " + file, e);
    }
  }

  /**
   * Returns when it is ready; it stops with the JVM.
   *
   * @param alone called once data directory and ports are known to be this one's
   */
  private static Simplane begin(Config config, CountDownLatch stopped, Runnable alone) {
    Logging.configure();
    Simplane simplane = new Simplane(config, Clock.systemUTC(), new Terminal(System.out));
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(() -> {
                  simplane.close();
                  stopped.countDown();
                }));
    simplane.start(alone);
    return simplane;
  }
}

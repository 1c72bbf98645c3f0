// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.simplane.simulator.Options.Option;
import org.simplane.simulator.control.Control;
import org.simplane.simulator.control.ControlServer;
import org.simplane.simulator.control.Controlled;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.nce.NceConfig;
import org.simplane.simulator.nce.NcePlatform;
import org.simplane.simulator.network.FleetConfig;
import org.simplane.simulator.network.FleetSimulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Starts the living fleet and the simulated operators, with one control over all of them. */
public final class Main {

  private static final Logger log = LoggerFactory.getLogger(Main.class);

  /** After register, 1NCE and control. */
  private static final int FIRST_OPERATOR = 3;

  private Main() {}

  /** Prints one line when everything listens, and runs until it is told to stop. */
  public static void main(String[] arguments) throws InterruptedException {
    if (List.of(arguments).contains("--help")) {
      System.out.print(Options.help());
      return;
    }
    Deque<AutoCloseable> open = new ArrayDeque<>();
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  close(open);
                  stopped.countDown();
                }));
    try {
      System.out.println(start(Options.of(List.of(arguments), System.getenv()), open));
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("The simulator cannot start: " + e.getMessage());
      System.exit(1);
    }
    stopped.await();
  }

  private static String start(Options options, Deque<AutoCloseable> open) throws IOException {
    try {
      return startAll(options, open);
    } catch (BindException e) {
      int first = options.whole(Option.PORT);
      int others = options.whole(Option.OPERATOR_SIMS) == 0 ? 0 : SimulatedOperator.ALL.size();
      throw new IOException(
          "one of the ports %d to %d is taken; others are chosen with --port (--simulator.port of ./run)"
              .formatted(first, first + FIRST_OPERATOR - 1 + others),
          e);
    }
  }

  private static String startAll(Options options, Deque<AutoCloseable> open) throws IOException {
    Clock clock = Clock.systemUTC();
    Path data = Path.of(options.text(Option.DATA)).toAbsolutePath();
    FleetConfig fleet = fleet(options, data);
    NceConfig nce = nce(options, data);
    Ledger ledger = Ledger.open(data.resolve("ledger"), clock);
    push(open, ledger);
    FleetSimulator simulator = FleetSimulator.start(fleet, clock, ledger);
    push(open, simulator);
    NcePlatform platform = NcePlatform.start(nce, ledger, clock, () -> pushAddress(options));
    push(open, platform);
    int port = options.whole(Option.PORT);
    SimulatedOperators operators =
        SimulatedOperators.start(
            data.resolve("operators"),
            port == 0 ? 0 : port + FIRST_OPERATOR,
            options.whole(Option.OPERATOR_SIMS),
            options.decimal(Option.PACE),
            ledger,
            clock);
    push(open, operators);
    List<Controlled> controlled = new ArrayList<>(List.of(simulator.control(), platform));
    controlled.addAll(operators.backends());
    ControlServer control =
        ControlServer.start(
            port == 0 ? 0 : port + 2, new Control(controlled, operators.accounts()));
    push(open, control);
    return "Simulator ready: a fleet of %d SIMs on %s, 1NCE on %s, control on %s/control%s"
        .formatted(
            simulator.size(), simulator.url(), platform.url(), control.url(), shown(operators));
  }

  /** Where the other operators are, on a line of their own. */
  private static String shown(SimulatedOperators operators) {
    return operators.backends().stream()
        .map(backend -> backend.name() + " " + backend.url().getPort())
        .reduce((left, right) -> left + ", " + right)
        .map("%n  other operators and their ports: %s"::formatted)
        .orElse("");
  }

  private static FleetConfig fleet(Options options, Path data) {
    Optional<FleetConfig.DoorCredentials> door =
        Optional.of(options.text(Option.DOOR_CLIENT))
            .filter(client -> !client.isEmpty())
            .map(client ->
                new FleetConfig.DoorCredentials(client, options.text(Option.DOOR_SECRET)));
    return new FleetConfig(
        data.resolve("fleet"),
        options.whole(Option.PORT),
        options.seed(),
        options.whole(Option.SIZE),
        options.decimal(Option.PACE),
        options.whole(Option.HISTORY_DAYS),
        options.whole(Option.HISTORY_SIMS),
        Path.of(options.text(Option.INBOX)).toAbsolutePath().resolve(options.text(Option.FEED)),
        options.whole(Option.FILE_SECONDS),
        URI.create(options.text(Option.SERVER)),
        Optional.of(Path.of(options.text(Option.DOOR_FILE)).toAbsolutePath()),
        door,
        options.flag(Option.CARELESS));
  }

  private static NceConfig nce(Options options, Path data) {
    int port = options.whole(Option.PORT);
    return NceConfig.in(data.resolve("nce"))
        .withPort(port == 0 ? 0 : port + 1)
        .withPopulation(options.seed(), options.whole(Option.NCE_SIMS))
        .withPace(options.decimal(Option.PACE))
        .withCredentials(options.text(Option.NCE_USERNAME), options.text(Option.NCE_PASSWORD));
  }

  /** The server writes the address of its door into the file of its demo. */
  private static Optional<URI> pushAddress(Options options) {
    Path file = Path.of(options.text(Option.DOOR_FILE)).toAbsolutePath();
    try {
      return Files.isReadable(file)
          ? Optional.of(JsonMapper.shared().readTree(Files.readString(file)))
              .map(json -> json.path("pushes").path("nce").asString(""))
              .filter(url -> !url.isEmpty())
              .map(URI::create)
          : Optional.empty();
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      log.debug("{} cannot be read yet", file, e);
      return Optional.empty();
    }
  }

  private static void push(Deque<AutoCloseable> open, AutoCloseable opened) {
    synchronized (open) {
      open.push(opened);
    }
  }

  /** In the reverse order of the start; one that fails keeps no other open. */
  private static void close(Deque<AutoCloseable> open) {
    synchronized (open) {
      while (!open.isEmpty()) {
        try {
          open.pop().close();
        } catch (Exception e) {
          // AutoCloseable may throw anything, and the process ends now.
          log.warn("Not closed cleanly", e);
        }
      }
    }
  }
}

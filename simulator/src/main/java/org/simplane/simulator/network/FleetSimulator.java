// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.simplane.simulator.control.Controlled;
import org.simplane.simulator.control.Ledger;
import org.simplane.simulator.control.PlatformServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running fleet: its life, its register, its couriers. */
public final class FleetSimulator implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FleetSimulator.class);

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long BEAT_MILLIS = 250;
  private static final long REST_MILLIS = 2_000;
  private static final int MOST_LINES = 5_000;

  private final FleetConfig config;
  private final Clock clock;
  private final FleetState state;
  private final Fleet fleet;
  private final CdrFiles cdrs;
  private final RollingFile events;
  private final RollingFile messages;
  private final MessageCentre centre;
  private final PlatformServer server;
  private final Controlled control;
  private final HttpClient http;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Thread> threads;

  private FleetSimulator(FleetConfig config, Clock clock, Ledger ledger) throws IOException {
    this.config = config;
    this.clock = clock;
    Files.createDirectories(config.data());
    this.state =
        FleetState.open(config.data().resolve("fleet.bin"), config.seed(), config.size(), now());
    Path outgoing = config.data().resolve("outgoing");
    this.cdrs =
        CdrFiles.open(
            outgoing.resolve("cdr"), config.inbox(), config.fileSeconds(), config.careless());
    this.events =
        RollingFile.open(outgoing.resolve("events"), "events", ".ndjson", null, MOST_LINES, 1);
    this.messages =
        RollingFile.open(outgoing.resolve("sms"), "sms", ".ndjson", null, MOST_LINES, 1);
    Handover handover = new Spooled();
    Past past = new Past(state, handover, config.historyDays(), config.historySims());
    this.fleet = new Fleet(state, clock, handover, past, config.pace());
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    this.centre = MessageCentre.open(config.data().resolve("delivered.log"), fleet);
    this.server =
        PlatformServer.start(
            config.port(),
            new RegisterPlatform(fleet, centre, new DeliveryFile(state, config.seed())),
            ledger);
    this.control = new FleetControl(fleet, server, ledger);
    this.threads =
        List.of(
            Thread.ofPlatform().name("fleet").unstarted(this::live),
            Thread.ofPlatform().name("fleet-events").unstarted(() -> send("events", events)),
            Thread.ofPlatform().name("fleet-sms").unstarted(() -> send("sms", messages)));
  }

  /** Opens what the data folder holds, or makes a new fleet, and lets it live. */
  public static FleetSimulator start(FleetConfig config, Clock clock, Ledger ledger)
      throws IOException {
    FleetSimulator simulator = new FleetSimulator(config, clock, ledger);
    simulator.fleet.resume();
    simulator.threads.forEach(Thread::start);
    return simulator;
  }

  /** Of register and delivery file. */
  public URI url() {
    return server.url();
  }

  public Controlled control() {
    return control;
  }

  public int size() {
    return fleet.size();
  }

  Fleet fleet() {
    return fleet;
  }

  private void live() {
    try {
      do {
        fleet.advance();
        tick();
        cdrs.deliver(now());
      } while (!stop.await(BEAT_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("The fleet stands still", e);
    }
  }

  private void tick() {
    synchronized (fleet) {
      cdrs.tick(now());
    }
    events.tick(now());
    messages.tick(now());
  }

  private void send(String door, RollingFile files) {
    DoorSender sender =
        new DoorSender(
            http,
            config.server().resolve("/network/v1/" + door),
            this::credentials,
            files,
            rejected -> fleet.note(FleetState.Total.REJECTED, rejected),
            dropped -> fleet.note(FleetState.Total.DROPPED, dropped));
    try {
      boolean taken;
      do {
        taken = sender.send();
      } while (!stop.await(taken ? BEAT_MILLIS : REST_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<DoorSender.Credentials> credentials() {
    if (config.door().isPresent()) {
      return config.door().map(door -> new DoorSender.Credentials(door.client(), door.secret()));
    }
    Optional<Path> file = config.doorFile().filter(Files::isReadable);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode client = JSON.readTree(Files.readString(file.get())).path("clients").path("network");
      String name = client.path("username").asString("");
      return name.isEmpty()
          ? Optional.empty()
          : Optional.of(new DoorSender.Credentials(name, client.path("password").asString("")));
    } catch (IOException | JacksonException e) {
      log.warn("{} cannot be read: {}", file.get(), e.toString());
      return Optional.empty();
    }
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  /** Stops within a second; what was not handed over waits on disk for the next start. */
  @Override
  public void close() {
    stop.countDown();
    server.close();
    http.shutdownNow();
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    synchronized (fleet) {
      cdrs.close();
      events.close();
      messages.close();
      try {
        centre.close();
      } catch (IOException e) {
        log.warn("The message centre's file could not be closed", e);
      }
      state.close();
    }
  }

  private final class Spooled implements Handover {

    @Override
    public void record(UsageRecord record) {
      cdrs.record(record, now());
    }

    @Override
    public void event(NetworkEvent event) {
      events.append(Wire.line(event), now());
    }

    @Override
    public void message(TextMessage message) {
      messages.append(Wire.line(message), now());
    }
  }
}

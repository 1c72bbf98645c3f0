// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A fleet whose time is moved by hand and whose output is kept in lists. */
final class TestFleet implements Handover, AutoCloseable {

  final Watch clock;
  final List<UsageRecord> records = new ArrayList<>();
  final List<NetworkEvent> events = new ArrayList<>();
  final List<TextMessage> messages = new ArrayList<>();
  final Fleet fleet;
  private final FleetState state;
  private long version;

  TestFleet(Path folder, Watch clock, long seed, int size, double pace, int historyDays)
      throws IOException {
    this.clock = clock;
    this.state =
        FleetState.open(folder.resolve("fleet.bin"), seed, size, clock.instant().getEpochSecond());
    this.fleet = new Fleet(state, clock, this, new Past(state, this, historyDays, size), pace);
    fleet.resume();
  }

  TestFleet(Path folder, long seed, int size, double pace) throws IOException {
    this(folder, new Watch(), seed, size, pace, 0);
  }

  void provisionAll(Provision state) {
    IntStream.range(0, fleet.size()).forEach(sim -> provision(sim, state));
  }

  void provision(int sim, Provision provision) {
    fleet.obey(List.of(new Command.Provisioned("p", Numbers.imsi(sim), nextVersion(), provision)));
  }

  void bar(int sim, Set<String> services) {
    fleet.obey(List.of(new Command.Barred("b", Numbers.iccid(sim), nextVersion(), services)));
  }

  private long nextVersion() {
    // Versions grow over the restarts of a test, as the server's do.
    return clock.instant().getEpochSecond() * 1_000 + ++version;
  }

  /** Lives for a while, beat by beat. */
  void live(Duration duration, Duration beat) {
    for (Duration lived = Duration.ZERO; lived.compareTo(duration) < 0; lived = lived.plus(beat)) {
      clock.forward(beat);
      fleet.advance();
    }
  }

  List<UsageRecord> recordsOf(int sim) {
    return records.stream().filter(record -> record.sim() == sim).toList();
  }

  long now() {
    return clock.instant().getEpochSecond();
  }

  @Override
  public void record(UsageRecord record) {
    records.add(record);
  }

  @Override
  public void event(NetworkEvent event) {
    events.add(event);
  }

  @Override
  public void message(TextMessage message) {
    messages.add(message);
  }

  @Override
  public void close() {
    state.close();
  }
}

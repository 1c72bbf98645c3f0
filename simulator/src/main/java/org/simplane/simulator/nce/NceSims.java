// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.nce;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The SIMs, in memory and in a file: one line per SIM, and one more for each change. The last line
 * of a SIM counts. Traffic is not written, since time and the last line give it again. Safe for
 * many threads.
 */
final class NceSims implements AutoCloseable {

  private final Path file;
  private final NceConfig config;
  private final Clock clock;
  private final Map<String, NceSim> sims = new LinkedHashMap<>();
  private @Nullable FileChannel journal;
  private int lines;

  private NceSims(NceConfig config, Clock clock) {
    this.file = config.folder().resolve("sims.ndjson");
    this.config = config;
    this.clock = clock;
  }

  /** Goes on with what the folder holds. */
  static NceSims open(NceConfig config, Clock clock) throws IOException {
    NceSims opened = new NceSims(config, clock);
    Files.createDirectories(config.folder());
    if (Files.exists(opened.file)) {
      for (String line : Files.readAllLines(opened.file)) {
        opened.read(line);
      }
    }
    Instant now = clock.instant();
    opened.sims.replaceAll((_, sim) -> sim.at(now).withPace(config.pace()));
    opened.fill();
    return opened;
  }

  /** As it stands now. */
  synchronized Optional<NceSim> find(String iccid) {
    return Optional.ofNullable(sims.computeIfPresent(iccid, (_, sim) -> sim.at(clock.instant())));
  }

  /** In the order in which they were added, and perhaps not up to date with their traffic. */
  synchronized List<NceSim> all() {
    return List.copyOf(sims.values());
  }

  /** Changes a SIM as it stands now, and writes it down. */
  synchronized Optional<NceSim> change(String iccid, UnaryOperator<NceSim> change) {
    Optional<NceSim> changed = find(iccid).map(change);
    changed.ifPresent(this::keep);
    return changed;
  }

  synchronized void put(NceSim sim) {
    keep(sim);
  }

  /** Brings in new SIMs, as an order does; gives their ICCIDs. */
  synchronized List<String> add(int count) {
    Population population = new Population(config.seed(), config.pace());
    Instant now = clock.instant();
    List<String> added = new ArrayList<>();
    for (int number = sims.size() + 1; added.size() < count; number++) {
      NceSim sim = population.sim(number, now);
      if (!sims.containsKey(sim.card().iccid())) {
        keep(sim);
        added.add(sim.card().iccid());
      }
    }
    return added;
  }

  /** The first population again. */
  synchronized void reset() {
    sims.clear();
    fill();
  }

  synchronized void pace(double pace) {
    Instant now = clock.instant();
    sims.replaceAll((_, sim) -> sim.at(now).withPace(pace));
    rewrite();
  }

  @Override
  public synchronized void close() {
    try {
      if (journal != null) {
        journal.close();
        journal = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be closed", e);
    }
  }

  private void fill() {
    Population population = new Population(config.seed(), config.pace());
    Instant now = clock.instant();
    for (int number = 1; sims.size() < config.sims(); number++) {
      NceSim sim = population.sim(number, now);
      sims.putIfAbsent(sim.card().iccid(), sim);
    }
    rewrite();
  }

  private void read(String line) {
    try {
      NceSim sim = Json.MAPPER.readValue(line, NceSim.class);
      sims.put(sim.card().iccid(), sim);
    } catch (JacksonException _) {
      // Half a line, left by a kill in mid-write: its request was not answered.
    }
  }

  private void keep(NceSim sim) {
    sims.put(sim.card().iccid(), sim);
    if (lines > 4 * sims.size() + 1000) {
      rewrite();
      return;
    }
    try {
      FileChannel channel = journal;
      if (channel == null) {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        journal = channel;
      }
      ByteBuffer line = ByteBuffer.wrap((Json.write(sim) + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      lines++;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  private void rewrite() {
    close();
    Path written = file.resolveSibling("sims.ndjson.new");
    try (BufferedWriter writer = Files.newBufferedWriter(written)) {
      for (NceSim sim : sims.values()) {
        writer.write(Json.write(sim));
        writer.newLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(written + " cannot be written", e);
    }
    try {
      Files.move(
          written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be replaced", e);
    }
    lines = sims.size();
  }
}

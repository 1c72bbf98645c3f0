// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Everything the fleet knows of its SIMs: 64 bytes each in a file mapped into memory. So a million
 * SIMs take 64 MB that are no heap, and what was written survives the process, however it ends. Not
 * safe for use by many threads: the fleet's lock guards it.
 */
final class FleetState implements AutoCloseable {

  /** Never due. */
  static final int NEVER = Integer.MAX_VALUE;

  private static final long MAGIC = 0x53504C_464C5401L;
  private static final long HEADER = 4096;
  private static final long STRIDE = 64;

  /** What is counted or kept once for the whole fleet. */
  enum Total {
    MAGIC(0),
    SEED(8),
    SIZE(16),
    /** Seconds since 1970 from which the times of SIMs count. */
    BASE(24),
    /** Seconds since 1970 up to which the fleet has lived. */
    CLOCK(32),
    RECORDS(40),
    EVENTS(48),
    MESSAGES(56),
    COMMANDS(64),
    FILES(72),
    DROPPED(80),
    REJECTED(88),
    /** Messages that devices got. */
    DELIVERED(96);

    private final int offset;

    Total(int offset) {
      this.offset = offset;
    }

    /** Whether people are shown it. */
    boolean isShown() {
      return this != MAGIC && this != BASE && this != FILES && this != SIZE;
    }
  }

  /** A value of one SIM that takes four bytes. */
  enum Field {
    NEXT(24),
    STARTED(28),
    CLOSED(32),
    ENDS(36),
    RATE_UP(40),
    RATE_DOWN(44),
    SESSIONS(48),
    EVENTS(52);

    private final int offset;

    Field(int offset) {
      this.offset = offset;
    }
  }

  /** A value of one SIM that takes one byte. */
  enum Small {
    SEQUENCE(56),
    STAGE(57),
    RAT(58),
    NETWORK(59),
    DEVICE(60),
    SERVICE(61),
    BARRED(62),
    MARKS(63);

    private final int offset;

    Small(int offset) {
      this.offset = offset;
    }
  }

  /** A value of one SIM that takes eight bytes. */
  enum Wide {
    CHANCE(0),
    SERVICE_VERSION(8),
    BARRED_VERSION(16);

    private final int offset;

    Wide(int offset) {
      this.offset = offset;
    }
  }

  private final Arena arena;
  private final MemorySegment file;
  private final int size;

  private FleetState(Arena arena, MemorySegment file, int size) {
    this.arena = arena;
    this.file = file;
    this.size = size;
  }

  /**
   * Opens or makes the file. A fleet grows when a larger size is asked for, and never shrinks.
   *
   * @throws IOException with a sentence for the user, when the file belongs to another seed or is
   *     none of ours
   */
  static FleetState open(Path path, long seed, int size, long now) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      int known = (int) Math.max(0, (channel.size() - HEADER) / STRIDE);
      int whole = Math.max(known, size);
      Arena arena = Arena.ofShared();
      FleetState state =
          new FleetState(
              arena,
              channel.map(FileChannel.MapMode.READ_WRITE, 0, HEADER + whole * STRIDE, arena),
              whole);
      if (state.total(Total.MAGIC) == 0) {
        state.total(Total.SEED, seed);
        state.total(Total.BASE, now);
        state.total(Total.CLOCK, now);
      } else if (state.total(Total.MAGIC) != MAGIC || state.total(Total.SEED) != seed) {
        long other = state.total(Total.SEED);
        arena.close();
        throw new IOException(
            path
                + " holds a fleet of seed "
                + other
                + ", not "
                + seed
                + ": name that seed, or another data directory");
      }
      for (int sim = (int) state.total(Total.SIZE); sim < whole; sim++) {
        state.set(sim, Wide.CHANCE, Chance.of(seed, sim, 0));
        state.set(sim, Field.NEXT, NEVER);
      }
      state.total(Total.SIZE, whole);
      state.total(Total.MAGIC, MAGIC);
      return state;
    }
  }

  int size() {
    return size;
  }

  long total(Total total) {
    return file.get(ValueLayout.JAVA_LONG, total.offset);
  }

  void total(Total total, long value) {
    file.set(ValueLayout.JAVA_LONG, total.offset, value);
  }

  void count(Total total) {
    total(total, total(total) + 1);
  }

  int get(int sim, Field field) {
    return file.get(ValueLayout.JAVA_INT, HEADER + sim * STRIDE + field.offset);
  }

  void set(int sim, Field field, int value) {
    file.set(ValueLayout.JAVA_INT, HEADER + sim * STRIDE + field.offset, value);
  }

  int get(int sim, Small field) {
    return file.get(ValueLayout.JAVA_BYTE, HEADER + sim * STRIDE + field.offset);
  }

  void set(int sim, Small field, int value) {
    file.set(ValueLayout.JAVA_BYTE, HEADER + sim * STRIDE + field.offset, (byte) value);
  }

  long get(int sim, Wide field) {
    return file.get(ValueLayout.JAVA_LONG, HEADER + sim * STRIDE + field.offset);
  }

  void set(int sim, Wide field, long value) {
    file.set(ValueLayout.JAVA_LONG, HEADER + sim * STRIDE + field.offset, value);
  }

  /**
   * Draws the SIM's next random number; each SIM has its own row of them, so that what one does
   * leaves the others alone.
   */
  long draw(int sim) {
    long state = get(sim, Wide.CHANCE) + Chance.STEP;
    set(sim, Wide.CHANCE, state);
    return Chance.mix(state);
  }

  @Override
  public void close() {
    arena.close();
  }
}

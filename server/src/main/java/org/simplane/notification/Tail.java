// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.simplane.notification.Outbox.Position;
import org.simplane.notification.Outbox.StoredEvent;

/**
 * What a webhook is still to be told of, in the order of the outbox: read in blocks, handed out,
 * and settled once everything before it is. Of one thread.
 */
final class Tail {

  private static final int BLOCK = 200;
  private static final int WINDOW = 2000;

  /** Asks the database. */
  @FunctionalInterface
  interface Reader {
    /** Oldest first, behind {@code after}, from transactions before {@code until}. */
    List<StoredEvent> read(Position after, long until, int limit);
  }

  /** What goes in one request. */
  static final class Slot {
    private final List<StoredEvent> events;
    private final Position end;
    private boolean done;

    private Slot(List<StoredEvent> events, Position end) {
      this.events = events;
      this.end = end;
    }

    List<StoredEvent> events() {
      return events;
    }

    void done() {
      done = true;
    }
  }

  private final Reader reader;
  private final Deque<Slot> slots = new ArrayDeque<>();
  private final Deque<StoredEvent> buffer = new ArrayDeque<>();
  private Position done;
  private Position dispatched;
  private Position read;
  private long horizon;
  private boolean more = true;

  Tail(Reader reader, Position done, long horizon) {
    this.reader = reader;
    this.done = done;
    this.dispatched = done;
    this.read = done;
    this.horizon = horizon;
  }

  void wake(long newHorizon) {
    horizon = Math.max(horizon, newHorizon);
    more = true;
  }

  /** All up to here needs no telling any more. */
  Position done() {
    while (!slots.isEmpty() && slots.peek().done) {
      done = slots.remove().end;
    }
    if (slots.isEmpty()) {
      done = dispatched;
    }
    return done;
  }

  /** Whether there is something to hand out; reads when need be. */
  boolean hasNext(Served to) {
    if (slots.size() >= WINDOW) {
      return false; // one of them takes very long
    }
    while (more && buffer.isEmpty()) {
      int limit = Math.max(BLOCK, to.format().maximumBatch());
      List<StoredEvent> events = reader.read(read, horizon, limit);
      if (events.size() < limit) {
        more = false;
        Position end = new Position(horizon - 1, Long.MAX_VALUE);
        read = end.transaction() > read.transaction() ? end : read;
      } else {
        read = events.getLast().position();
      }
      events.stream().filter(to::isTold).forEach(buffer::add);
      if (buffer.isEmpty()) {
        dispatched = read;
      }
    }
    return !buffer.isEmpty();
  }

  /** Only after {@link #hasNext} said so. */
  Slot next(Served to) {
    List<StoredEvent> events = new ArrayList<>();
    while (events.size() < to.format().maximumBatch() && !buffer.isEmpty()) {
      events.add(buffer.remove());
    }
    dispatched = buffer.isEmpty() ? read : events.getLast().position();
    Slot slot = new Slot(events, dispatched);
    slots.add(slot);
    return slot;
  }

  /** What is not handed out yet is read anew. */
  void rewind() {
    buffer.clear();
    read = dispatched;
    more = true;
  }

  /** What was handed out and is not settled is handed out once more. */
  void restart() {
    slots.clear();
    dispatched = done;
    rewind();
  }

  /** Hands out, for good, what happened before an instant; some at a time. */
  List<StoredEvent> before(Instant instant, Served to) {
    List<StoredEvent> old = new ArrayList<>();
    for (StoredEvent event : reader.read(dispatched, horizon, WINDOW)) {
      if (!event.at().isBefore(instant)) {
        break;
      }
      if (to.isTold(event)) {
        old.add(event);
      }
      dispatched = event.position();
    }
    rewind();
    return old;
  }
}

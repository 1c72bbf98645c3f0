// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.backend;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * The short messages of a platform's subscriptions, kept over restarts. One to a device waits until
 * the device is there, or its time is over. Safe for use by many threads.
 */
public final class Messages implements AutoCloseable {

  /** Where a message stands, in no platform's words. */
  public enum State {
    WAITING,
    DELIVERED,
    EXPIRED,
    /** Sent by a device. */
    RECEIVED
  }

  private static final String FILE = "messages.ndjson";
  private static final long FIRST = 70_001;

  private final Path file;
  private final Clock clock;
  private final Duration delay;
  private final NavigableMap<Long, Message> messages = new TreeMap<>();
  private final BufferedWriter writer;

  /**
   * A message.
   *
   * @param key whose subscription's
   * @param endsAt when it is of no use any more, or when it ended
   * @param fields what else the platform keeps of it
   */
  public record Message(
      long id, String key, State state, Instant at, Instant endsAt, ObjectNode fields) {}

  private Messages(Path file, Clock clock, Duration delay, BufferedWriter writer) {
    this.file = file;
    this.clock = clock;
    this.delay = delay;
    this.writer = writer;
  }

  static Messages open(Path folder, Clock clock, Duration delay) throws IOException {
    Path file = folder.resolve(FILE);
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    Messages all =
        new Messages(
            file,
            clock,
            delay,
            Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    for (String line : lines) {
      if (line.endsWith("}")) { // the last one may be torn
        Message message = Records.JSON.readValue(line, Message.class);
        all.messages.put(message.id(), message);
      }
    }
    return all;
  }

  /** Takes a message for a device. */
  public synchronized Message submit(String key, Duration life, ObjectNode fields) {
    Instant now = clock.instant();
    return keep(new Message(next(), key, State.WAITING, now, now.plus(life), fields));
  }

  /** Takes a message from a device. */
  synchronized Message receive(String key, ObjectNode fields) {
    Instant now = clock.instant();
    return keep(new Message(next(), key, State.RECEIVED, now, now, fields));
  }

  public synchronized Optional<Message> find(String id, Predicate<String> reachable) {
    settle(reachable);
    return id.matches("\\d{1,18}")
        ? Optional.ofNullable(messages.get(Long.valueOf(id)))
        : Optional.empty();
  }

  /** Those of a subscription, oldest first. */
  public synchronized List<Message> of(String key, Predicate<String> reachable) {
    settle(reachable);
    return messages.values().stream().filter(message -> message.key().equals(key)).toList();
  }

  /** By time, not by a thread, so that a test's clock rules. */
  private void settle(Predicate<String> reachable) {
    Instant now = clock.instant();
    for (Message message : List.copyOf(messages.values())) {
      if (message.state() == State.WAITING) {
        if (!message.endsAt().isAfter(now)) {
          keep(ended(message, State.EXPIRED));
        } else if (!message.at().plus(delay).isAfter(now) && reachable.test(message.key())) {
          keep(ended(message, State.DELIVERED));
        }
      }
    }
  }

  private Message ended(Message message, State state) {
    return new Message(
        message.id(), message.key(), state, message.at(), clock.instant(), message.fields());
  }

  private long next() {
    return messages.isEmpty() ? FIRST : messages.lastKey() + 1;
  }

  private Message keep(Message message) {
    messages.put(message.id(), message);
    try {
      writer.write(Records.JSON.writeValueAsString(message));
      writer.newLine();
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return message;
  }

  synchronized void clear() {
    messages.clear();
    try {
      Files.writeString(file, "", StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

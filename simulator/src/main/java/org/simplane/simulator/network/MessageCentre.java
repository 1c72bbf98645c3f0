// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.simplane.simulator.network.ShortMessage.Answer;
import org.simplane.simulator.network.ShortMessage.Result;

/**
 * Takes messages for devices. What a device has got is written down by its id before the answer
 * leaves, so that a message handed over again is not brought again, whoever was killed in between.
 * Safe for use by many threads.
 */
final class MessageCentre implements AutoCloseable {

  /** So many ids are remembered. */
  private static final int REMEMBERED = 500_000;

  private final Fleet fleet;
  private final FileChannel file;
  private final Map<String, Boolean> delivered =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  private MessageCentre(Fleet fleet, FileChannel file) {
    this.fleet = fleet;
    this.file = file;
  }

  /** Goes on after what the file holds, and cuts it down to what is remembered. */
  static MessageCentre open(Path path, Fleet fleet) throws IOException {
    List<String> known = Files.exists(path) ? Files.readAllLines(path) : List.of();
    List<String> kept = known.subList(Math.max(0, known.size() - REMEMBERED), known.size());
    if (kept.size() < known.size()) {
      Path part = path.resolveSibling(path.getFileName() + ".part");
      Files.write(part, kept);
      Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    MessageCentre centre = new MessageCentre(fleet, file);
    kept.forEach(id -> centre.delivered.put(id, true));
    return centre;
  }

  /** One answer for each, in order. */
  synchronized List<Answer> take(List<ShortMessage> messages) {
    List<ShortMessage> fresh = new ArrayList<>(messages.size());
    Map<String, Answer> answers = new LinkedHashMap<>();
    for (ShortMessage message : messages) {
      if (delivered.containsKey(message.id())) {
        answers.put(message.id(), message.answer(Result.DELIVERED, "had it before"));
      } else if (!answers.containsKey(message.id())) {
        answers.put(message.id(), message.answer(Result.FAILED, ""));
        fresh.add(message);
      }
    }
    StringBuilder lines = new StringBuilder();
    for (Answer answer : fleet.deliver(fresh)) {
      answers.put(answer.id(), answer);
      if (answer.result() == Result.DELIVERED) {
        delivered.put(answer.id(), true);
        lines.append(answer.id()).append('\n');
      }
    }
    write(lines.toString());
    return messages.stream().map(message -> answers.get(message.id())).toList();
  }

  private void write(String lines) {
    ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("What was delivered cannot be written down", e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}

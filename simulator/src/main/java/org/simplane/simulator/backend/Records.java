// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.backend;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The subscriptions of a platform as JSON objects, and the requests that it has still to carry out.
 * What changed is on disk when a method returns. Safe for use by many threads.
 */
public final class Records implements AutoCloseable {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String FILE = "subscriptions.ndjson";

  /** Beside a subscription's own fields: when it was last changed. Never on the wire by itself. */
  private static final String CHANGED_AT = "_changedAt";

  /** Beside them too: up to when consumption and place are in the fields. */
  private static final String COUNTED_AT = "_countedAt";

  /** What a subscription becomes in the course of time. */
  interface Aging {
    void age(ObjectNode subscription, Life life);
  }

  /** Hears of every change of a subscription, under the lock of the records. */
  interface Listener {
    void changed(ObjectNode before, ObjectNode after);
  }

  /** A request that was accepted. */
  public record Job(String id, String key, Instant due, ObjectNode set, Optional<String> refusal) {}

  private record Changed(Instant at, String key) {}

  private final Path folder;
  private final Clock clock;
  private final Duration delay;
  private final Map<String, ObjectNode> subscriptions = new HashMap<>();
  private final Sorted<String> keys = new Sorted<>(Comparator.naturalOrder());

  /** The longest unchanged first. */
  private final Sorted<Changed> changes =
      new Sorted<>(Comparator.comparing(Changed::at).thenComparing(Changed::key));

  private final Map<String, Job> jobs = new HashMap<>();

  /** Jobs that have still to be carried out. */
  private final PriorityQueue<Job> open = new PriorityQueue<>(Comparator.comparing(Job::due));

  private final Aging aging;
  private final Messages messages;
  private final BufferedWriter writer;
  private Listener listener = (_, _) -> {};
  private double pace;

  private Records(
      Path folder,
      Clock clock,
      Duration delay,
      double pace,
      Aging aging,
      Messages messages,
      BufferedWriter writer) {
    this.folder = folder;
    this.clock = clock;
    this.delay = delay;
    this.pace = pace;
    this.aging = aging;
    this.messages = messages;
    this.writer = writer;
  }

  /** Reads what the folder holds. Life went on while nobody looked, at the pace given. */
  static Records open(Path folder, Clock clock, Duration delay, double pace, Aging aging)
      throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    Map<String, String> last = new TreeMap<>();
    Map<String, ObjectNode> known = new TreeMap<>();
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      if (line.endsWith("}")) { // the last one may be torn
        ObjectNode entry = (ObjectNode) JSON.readTree(line);
        last.put(entry.path("key").asString(), line);
        known.put(entry.path("key").asString(), (ObjectNode) entry.path("fields"));
      }
    }
    // Each change adds a line: only what holds is kept over a restart.
    Path whole = folder.resolve(FILE + ".part");
    Files.write(whole, last.values());
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    BufferedWriter writer =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Records records =
        new Records(folder, clock, delay, pace, aging, Messages.open(folder, clock, delay), writer);
    known.forEach(records::hold);
    return records;
  }

  /** Another pace from now on; what came about so far stays. */
  synchronized void pace(double factor) {
    settle();
    for (String key : keys.all()) {
      ObjectNode fields = held(key);
      write(key, shown(fields), changedAt(fields));
    }
    pace = factor;
  }

  synchronized void listener(Listener heard) {
    listener = heard;
  }

  public Messages messages() {
    return messages;
  }

  synchronized boolean isEmpty() {
    return subscriptions.isEmpty();
  }

  /** A copy, without what is none of the wire's. */
  public synchronized Optional<ObjectNode> find(String key) {
    settle();
    return Optional.ofNullable(subscriptions.get(key)).map(this::shown);
  }

  /** A part of them in the order of their keys, as copies. */
  public synchronized List<ObjectNode> page(long from, int most) {
    settle();
    return behind(keys.all(), from).stream().limit(most).map(this::held).map(this::shown).toList();
  }

  /** Those behind a key that are wanted, in the order of their keys, as copies. */
  public synchronized List<ObjectNode> after(String key, Predicate<ObjectNode> wanted, int most) {
    settle();
    // No key lies between this and the given one.
    return keys.from(key + '\0').stream()
        .map(this::held)
        .filter(wanted)
        .limit(most)
        .map(this::shown)
        .toList();
  }

  /** All that are wanted, in the order of their keys, as copies. */
  public List<ObjectNode> all(Predicate<ObjectNode> wanted) {
    return after("", wanted, Integer.MAX_VALUE);
  }

  /**
   * A part of those that changed at or after a time, the longest unchanged first, as copies.
   *
   * @param wanted empty: all of them, of which the last are reached as quickly as the first
   */
  public synchronized List<ObjectNode> changedSince(
      Instant since, Optional<Predicate<ObjectNode>> wanted, long from, int most) {
    settle();
    List<Changed> changed = changes.from(new Changed(since, ""));
    Stream<ObjectNode> found =
        wanted.isEmpty()
            ? behind(changed, from).stream().map(Changed::key).map(this::held)
            : changed.stream().map(Changed::key).map(this::held).filter(wanted.get()).skip(from);
    return found.limit(most).map(this::shown).toList();
  }

  private static <T> List<T> behind(List<T> all, long from) {
    return all.subList((int) Math.min(from, all.size()), all.size());
  }

  private ObjectNode held(String key) {
    return Objects.requireNonNull(subscriptions.get(key));
  }

  public synchronized int size() {
    return subscriptions.size();
  }

  /** Changes a subscription at once; whether there is one. */
  public synchronized boolean change(String key, Consumer<ObjectNode> change) {
    settle();
    ObjectNode fields = subscriptions.get(key);
    if (fields == null) {
      return false;
    }
    ObjectNode changed = shown(fields);
    change.accept(changed);
    store(key, changed);
    return true;
  }

  /**
   * Takes a request that is carried out after the platform's delay.
   *
   * @param set fields that the subscription has then
   * @param refusal why it will come to nothing instead
   */
  public synchronized Job accept(String key, ObjectNode set, Optional<String> refusal) {
    Job job =
        new Job(
            UUID.randomUUID().toString(),
            key,
            clock.instant().plus(delay),
            set.deepCopy(),
            refusal);
    jobs.put(job.id(), job);
    open.add(job);
    return job;
  }

  /** A request, and whether it has been carried out by now. */
  public synchronized Optional<Job> job(String id) {
    settle();
    return Optional.ofNullable(jobs.get(id));
  }

  public boolean isDue(Job job) {
    return !job.due().isAfter(clock.instant());
  }

  /** Takes back a request that is not due yet; whether that was in time. */
  public synchronized boolean cancel(String id) {
    settle();
    Job job = jobs.get(id);
    return job != null && !isDue(job) && open.remove(job) && jobs.remove(id) != null;
  }

  public Instant now() {
    return clock.instant();
  }

  synchronized void put(String key, ObjectNode fields) {
    store(key, fields);
  }

  synchronized void clear() {
    subscriptions.clear();
    keys.clear();
    changes.clear();
    jobs.clear();
    open.clear();
    messages.clear();
    try {
      Files.writeString(folder.resolve(FILE), "", StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Carries out what is due: by time, not by a thread, so that a test's clock rules. */
  private void settle() {
    for (Job job = open.peek(); job != null && isDue(job); job = open.peek()) {
      open.remove();
      ObjectNode fields = subscriptions.get(job.key());
      if (fields != null && job.refusal().isEmpty() && !job.set().isEmpty()) {
        ObjectNode changed = shown(fields);
        changed.setAll(job.set());
        store(job.key(), changed);
      }
    }
  }

  private void store(String key, ObjectNode fields) {
    ObjectNode before = subscriptions.get(key);
    write(key, fields, clock.instant());
    if (before != null) {
      listener.changed(before, fields);
    }
  }

  private void write(String key, ObjectNode fields, Instant changedAt) {
    fields.put(CHANGED_AT, changedAt.toString()).put(COUNTED_AT, clock.instant().toString());
    hold(key, fields);
    ObjectNode entry = JSON.createObjectNode().put("key", key);
    entry.set("fields", fields);
    try {
      writer.write(entry.toString());
      writer.newLine();
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hold(String key, ObjectNode fields) {
    ObjectNode before = subscriptions.put(key, fields);
    if (before == null) {
      keys.add(key);
    } else {
      changes.remove(new Changed(changedAt(before), key));
    }
    changes.add(new Changed(changedAt(fields), key));
  }

  private static Instant changedAt(ObjectNode fields) {
    return Instant.parse(fields.path(CHANGED_AT).asString());
  }

  private ObjectNode shown(ObjectNode fields) {
    ObjectNode copy = fields.deepCopy();
    String countedAt = copy.path(COUNTED_AT).asString(copy.path(CHANGED_AT).asString());
    copy.remove(List.of(CHANGED_AT, COUNTED_AT));
    if (pace > 0) {
      aging.age(copy, new Life(Instant.parse(countedAt), clock.instant(), pace));
    }
    return copy;
  }

  @Override
  public void close() {
    messages.close();
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.simplane.Scope;
import org.simplane.db.Database;
import org.simplane.db.TestDatabase;
import org.simplane.notification.Outbox.Event;
import org.simplane.notification.Outbox.Position;
import org.simplane.notification.Outbox.StoredEvent;

final class OutboxTest {

  private static TestDatabase testDatabase;
  private static Database database;
  private static Outbox outbox;

  @BeforeAll
  static void start() {
    testDatabase = TestDatabase.create();
    database = testDatabase.database();
    outbox = new Outbox(database, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    testDatabase.close();
  }

  @Test
  void thousandsOfEventsAreOneStatementAndAreReadInOrder() {
    List<Event> events = IntStream.range(0, 5_000).mapToObj(i -> event(10, "n" + i)).toList();
    database.useTransaction(transaction -> outbox.publish(transaction, events));

    List<StoredEvent> read = new ArrayList<>();
    Position position = Position.START;
    List<StoredEvent> page;
    do {
      page = outbox.read(Scope.of(10), position, Optional.empty(), 1_000);
      read.addAll(page);
      position = page.isEmpty() ? position : page.getLast().position();
    } while (!page.isEmpty());

    assertThat(read)
        .extracting(StoredEvent::subjectName)
        .containsExactlyElementsOf(events.stream().map(Event::subjectName).toList());
    assertThat(read.getFirst().body().get("label").asString()).isEqualTo("Größe");
  }

  @Test
  void anEventCommittedLateIsNotMissedByAReaderThatIsAhead() throws InterruptedException {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    Thread slow =
        Thread.startVirtualThread(() ->
            database.useTransaction(transaction -> {
              outbox.publish(transaction, List.of(event(20, "slow")));
              written.countDown();
              try {
                mayCommit.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
    written.await();
    database.useTransaction(transaction -> outbox.publish(transaction, List.of(event(20, "fast"))));

    // The fast one has the higher id. Were it given out now, the slow one would be passed by.
    List<StoredEvent> early = outbox.read(Scope.of(20), Position.START, Optional.empty(), 10);
    mayCommit.countDown();
    slow.join();
    Position from = early.isEmpty() ? Position.START : early.getLast().position();
    List<StoredEvent> late = outbox.read(Scope.of(20), from, Optional.empty(), 10);

    List<String> all = new ArrayList<>();
    early.forEach(event -> all.add(event.subjectName()));
    late.forEach(event -> all.add(event.subjectName()));
    assertThat(all).containsExactly("slow", "fast");
  }

  @Test
  void aStrangersEventsAreNotSeenAndKindsCanBeChosen() {
    database.useTransaction(transaction ->
        outbox.publish(
            transaction,
            List.of(
                event(30, "mine"),
                event(31, "theirs"),
                new Event(30, "other.kind", "subscription", 1, "other", Map.of()))));
    assertThat(outbox.read(Scope.of(30), Position.START, Optional.of("test.happened"), 10))
        .extracting(StoredEvent::subjectName)
        .containsExactly("mine");
  }

  @Test
  void whatIsRolledBackDidNotHappen() {
    try {
      database.useTransaction(transaction -> {
        outbox.publish(transaction, List.of(event(40, "undone")));
        throw new IllegalStateException("undo");
      });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("undo");
    }
    assertThat(outbox.read(Scope.of(40), Position.START, Optional.empty(), 10)).isEmpty();
  }

  private static Event event(long organisation, String name) {
    return new Event(
        organisation, "test.happened", "subscription", 1, name, Map.of("label", "Größe"));
  }
}

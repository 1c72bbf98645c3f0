// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.simplane.Failure;
import org.simplane.account.Accounts;
import org.simplane.account.Capabilities;
import org.simplane.db.Database;
import org.simplane.job.Claim;
import org.simplane.job.ItemState;
import org.simplane.job.WorkItem;
import org.simplane.operator.Change;
import org.simplane.operator.Changes;
import org.simplane.operator.CharacteristicControl.Characteristic;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorException;
import org.simplane.operator.Outcome;
import org.simplane.operator.Reset;
import org.simplane.operator.StatusTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a claim's items to the operator and comes back with what became of each. */
final class Errand {

  private static final Logger LOG = LoggerFactory.getLogger(Errand.class);

  private final Database database;
  private final Accounts accounts;
  private final Caretaker caretaker;

  Errand(Database database, Accounts accounts, Caretaker caretaker) {
    this.database = database;
    this.accounts = accounts;
    this.caretaker = caretaker;
  }

  /** A finding for each item, in no particular order. */
  List<Finding> run(Claim claim, Operator operator) {
    Map<Long, Present> presents =
        database.read(handle ->
            ChangeStore.withCharacteristics(
                handle,
                ChangeStore.readForWork(
                    handle, claim.items().stream().map(WorkItem::subscription).toList()),
                claim.items().stream().anyMatch(Errand::isOfCharacteristic)));
    List<Finding> findings = new ArrayList<>();
    List<Task> checks = new ArrayList<>();
    Map<Wish.Kind, List<Task>> sends = new EnumMap<>(Wish.Kind.class);
    for (WorkItem item : claim.items()) {
      Wish wish = Wish.of(Wish.Kind.of(item.kind()), item.target());
      Present present = presents.get(item.subscription());
      if (present == null) {
        findings.add(
            new Finding.Failed(item, wish, "GONE", "The subscription does not exist any more"));
      } else if (item.state() == ItemState.RUNNING) {
        sends
            .computeIfAbsent(wish.kind(), _ -> new ArrayList<>())
            .add(new Task(item, wish, present));
      } else {
        checks.add(new Task(item, wish, present));
      }
    }
    sends.forEach((kind, tasks) -> findings.addAll(send(kind, tasks, claim, operator)));
    findings.addAll(check(checks, operator));
    return findings;
  }

  private record Task(WorkItem item, Wish wish, Present present) {}

  private List<Finding> send(Wish.Kind kind, List<Task> tasks, Claim claim, Operator operator) {
    List<Finding> findings = new ArrayList<>();
    List<Task> sent = new ArrayList<>();
    Capabilities capabilities = accounts.capabilities(claim.account());
    for (Task task : tasks) {
      // Judged again, since what was under way before it may have come out otherwise than expected.
      switch (Verdict.of(task.present().values(), task.wish(), capabilities)) {
        case Verdict.Already(), Verdict.OursAlone(_) ->
            findings.add(
                new Finding.Reached(
                    task.item(),
                    task.wish(),
                    task.present().values().with(task.wish()),
                    Optional.empty()));
        case Verdict.Impossible(String code, Failure failure) ->
            findings.add(new Finding.Failed(task.item(), task.wish(), code, failure.message()));
        case Verdict.Send(Wish wish) -> sent.add(new Task(task.item(), wish, task.present()));
      }
    }
    switch (kind) {
      case STATUS ->
          operator
              .statusControl()
              .ifPresent(changes -> findings.addAll(send(sent, changes, Errand::status, operator)));
      case LABEL ->
          operator
              .labels()
              .ifPresent(changes -> findings.addAll(send(sent, changes, Errand::label, operator)));
      case IMEI_LOCK ->
          operator
              .imeiLocks()
              .ifPresent(changes -> findings.addAll(send(sent, changes, Errand::lock, operator)));
      case RESET ->
          operator
              .resets()
              .ifPresent(changes -> findings.addAll(send(sent, changes, Errand::reset, operator)));
      case CHARACTERISTIC ->
          operator
              .characteristicControl()
              .ifPresent(changes ->
                  findings.addAll(send(sent, changes, Errand::characteristic, operator)));
    }
    return findings;
  }

  private interface Value<T> {
    T of(Wish wish);
  }

  private <T> List<Finding> send(
      List<Task> tasks, Changes<T> changes, Value<T> value, Operator operator) {
    List<Finding> findings = new ArrayList<>();
    int most = Math.max(1, changes.maximumBatch());
    for (int from = 0; from < tasks.size(); from += most) {
      List<Task> batch = tasks.subList(from, Math.min(tasks.size(), from + most));
      List<Change<T>> asked =
          batch.stream()
              .map(task ->
                  new Change<>(task.item().id(), task.present().ref(), value.of(task.wish())))
              .toList();
      List<Outcome<T>> outcomes = outcomes(changes, asked);
      for (int i = 0; i < batch.size(); i++) {
        Task task = batch.get(i);
        findings.add(
            caretaker.judge(
                task.item(), task.wish(), task.present().values(), outcomes.get(i), operator));
      }
    }
    return findings;
  }

  private static <T> List<Outcome<T>> outcomes(Changes<T> changes, List<Change<T>> asked) {
    String wrong;
    try {
      List<Outcome<T>> outcomes = changes.change(asked);
      if (outcomes.size() == asked.size()) {
        return outcomes;
      }
      wrong = outcomes.size() + " outcomes for " + asked.size() + " changes";
    } catch (RuntimeException e) {
      // An adapter's fault after which nobody knows what was sent.
      LOG.error("An adapter threw instead of answering", e);
      wrong = String.valueOf(e.getMessage());
    }
    OperatorException unknown =
        new OperatorException(
            OperatorException.Kind.MALFORMED_REPLY, "The adapter failed: " + wrong);
    return asked.stream().<Outcome<T>>map(_ -> new Outcome.Unknown<>(unknown)).toList();
  }

  /**
   * Looks are single calls, so several are made at once; the account's limits hold them back where
   * they must be.
   */
  private List<Finding> check(List<Task> tasks, Operator operator) {
    if (tasks.size() == 1) {
      return List.of(check(tasks.getFirst(), operator));
    }
    ConcurrentLinkedQueue<Finding> findings = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Task> left = new ConcurrentLinkedQueue<>(tasks);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < Math.min(8, tasks.size()); i++) {
        executor.execute(() -> {
          for (Task task = left.poll(); task != null; task = left.poll()) {
            findings.add(check(task, operator));
          }
        });
      }
    }
    return List.copyOf(findings);
  }

  private Finding check(Task task, Operator operator) {
    WorkItem item = task.item();
    if (item.state() == ItemState.WAITING) {
      Values before = task.present().values();
      return caretaker.follow(item, task.wish(), before, follow(task, operator), operator);
    }
    Duration settling =
        changes(task, operator).<Duration>map(Changes::settling).orElse(Duration.ZERO);
    return caretaker.look(item, task.wish(), task.present(), operator.inventory(), settling);
  }

  private static Outcome<?> follow(Task task, Operator operator) {
    String request = task.item().operatorRequest().orElse("");
    return changes(task, operator)
        .<Outcome<?>>map(present -> present.follow(request))
        .orElseGet(Errand::noFeature);
  }

  private static Optional<? extends Changes<?>> changes(Task task, Operator operator) {
    return switch (task.wish().kind()) {
      case STATUS -> operator.statusControl();
      case LABEL -> operator.labels();
      case IMEI_LOCK -> operator.imeiLocks();
      case RESET -> operator.resets();
      case CHARACTERISTIC -> operator.characteristicControl();
    };
  }

  private static Outcome<?> noFeature() {
    return new Outcome.Unknown<>(
        new OperatorException(
            OperatorException.Kind.REJECTED, "The account cannot be asked for this any more"));
  }

  private static StatusTarget status(Wish wish) {
    if (wish instanceof Wish.ToStatus(StatusTarget target)) {
      return target;
    }
    throw new IllegalArgumentException(wish.toString());
  }

  private static String label(Wish wish) {
    if (wish instanceof Wish.ToLabel(String label)) {
      return label;
    }
    throw new IllegalArgumentException(wish.toString());
  }

  private static Reset reset(Wish wish) {
    if (wish instanceof Wish.ToReset(Reset reset)) {
      return reset;
    }
    throw new IllegalArgumentException(wish.toString());
  }

  private static Characteristic characteristic(Wish wish) {
    if (wish instanceof Wish.ToCharacteristic(Characteristic characteristic)) {
      return characteristic;
    }
    throw new IllegalArgumentException(wish.toString());
  }

  private static boolean isOfCharacteristic(WorkItem item) {
    return item.kind().equals(Wish.Kind.CHARACTERISTIC.text());
  }

  private static boolean lock(Wish wish) {
    if (wish instanceof Wish.ToImeiLock(boolean locked)) {
      return locked;
    }
    throw new IllegalArgumentException(wish.toString());
  }
}

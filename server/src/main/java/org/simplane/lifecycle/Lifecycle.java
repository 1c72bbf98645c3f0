// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.account.Accounts;
import org.simplane.db.Database;
import org.simplane.inventory.Subscriptions;
import org.simplane.inventory.ValueChange;
import org.simplane.job.ItemState;
import org.simplane.job.Job;
import org.simplane.job.Jobs;
import org.simplane.job.NewItem;
import org.simplane.job.NewJob;
import org.simplane.job.Reference;
import org.simplane.job.WorkQueue;
import org.simplane.notification.Outbox;
import org.simplane.operator.StatusTarget;
import tools.jackson.databind.node.JsonNodeFactory;

/** Takes change requests, and sees to it that they come about. */
public final class Lifecycle {

  /** What a job of changes says it is. */
  public static final String CHANGE = "change";

  private static final int MOST = 1_000_000;
  private static final int REFUSALS_SHOWN = 1_000;

  /** Of more subscriptions than these, what is intended is noted after the request is answered. */
  private static final int NOTED_AT_ONCE = 1_000;

  private final Database database;
  private final Accounts accounts;
  private final Subscriptions subscriptions;
  private final Jobs jobs;
  private final WorkQueue queue;
  private final Audit audit;
  private final Outbox outbox;
  private final Intentions intentions;

  public Lifecycle(
      Database database,
      Accounts accounts,
      Subscriptions subscriptions,
      Jobs jobs,
      WorkQueue queue,
      Audit audit,
      Outbox outbox,
      Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.subscriptions = subscriptions;
    this.jobs = jobs;
    this.queue = queue;
    this.audit = audit;
    this.outbox = outbox;
    this.intentions = new Intentions(database, subscriptions, clock);
    jobs.tellWhenCancelled(this::cancelled);
  }

  /**
   * Takes a request and returns at once; the job tells what becomes of it. A subscription that
   * stands there already is done without a call. Where one subscription is asked for and the change
   * is not possible, the request fails; where many are, the item does.
   *
   * @throws FailureException {@code NotFound} for a subscription out of the caller's sight; for a
   *     single one also {@code Conflict} (not from its present status), {@code NotSupported} and
   *     {@code OperatorDown} (its account is broken)
   */
  public Job request(Caller caller, ChangeRequest request) {
    return database.inTransaction(transaction -> request(transaction, caller, request));
  }

  /** As {@link #request(Caller, ChangeRequest)}, within a transaction of the caller's. */
  public Job request(Transaction transaction, Caller caller, ChangeRequest request) {
    return request(transaction, caller, request, true);
  }

  /**
   * @param strict whether what is impossible for the only subscription fails the request; else it
   *     fails its item
   */
  private Job request(
      Transaction transaction, Caller caller, ChangeRequest request, boolean strict) {
    check(caller, request);
    Set<Long> ids = ChangePlan.subscriptions(request.target());
    // The lock keeps the order of items the order of commits, which the queue relies on.
    Map<Long, Present> presents =
        ChangeStore.withCharacteristics(
            transaction.handle(),
            ChangeStore.lock(caller.scope(), transaction, ids),
            request.target().isOf(Wish.Kind.CHARACTERISTIC));
    ChangePlan plan =
        ChangePlan.of(
            request.target(), presents, ChangeStore.open(transaction.handle(), ids), accounts);
    if (strict && ids.size() == 1 && plan.first().isPresent()) {
      throw new FailureException(plan.first().get());
    }
    Job job =
        queue.submit(
            transaction,
            new NewJob(
                caller.scope().organisation(), CHANGE, request.title(), caller, request.reason()),
            plan.items());
    request
        .reference()
        .ifPresent(reference ->
            jobs.refer(
                transaction,
                new Reference(
                    reference.dialect(),
                    reference.reference(),
                    job.organisation(),
                    job.id(),
                    OptionalLong.empty())));
    if (plan.intended().size() <= NOTED_AT_ONCE) {
      intentions.note(transaction, plan.intended(), request.reason());
    } else {
      transaction.afterCommit(() -> intentions.noteLater(plan.intended(), request.reason()));
    }
    doOursAlone(transaction, caller, plan.oursAlone(), job, request.reason());
    return job;
  }

  /** What a request would do. */
  public DryRun preview(Caller caller, ChangeRequest request) {
    check(caller, request);
    Set<Long> ids = ChangePlan.subscriptions(request.target());
    ChangePlan plan =
        database.read(handle ->
            ChangePlan.of(
                request.target(),
                ChangeStore.withCharacteristics(
                    handle,
                    ChangeStore.read(caller.scope(), handle, ids),
                    request.target().isOf(Wish.Kind.CHARACTERISTIC)),
                ChangeStore.open(handle, ids),
                accounts));
    List<DryRun.Refusal> refused =
        plan.items().stream()
            .filter(item -> item.state() == ItemState.FAILED)
            .limit(REFUSALS_SHOWN)
            .map(item ->
                new DryRun.Refusal(item.subscription(), text(item.errorCode()), text(item.error())))
            .toList();
    int sent = count(plan.items(), ItemState.QUEUED) + plan.oursAlone().size();
    return new DryRun(
        plan.items().size(),
        sent,
        count(plan.items(), ItemState.DONE) - plan.oursAlone().size(),
        count(plan.items(), ItemState.FAILED),
        refused);
  }

  /** Waits for a job; gives it as it stands when it is over or when the time runs out. */
  public Job await(Scope scope, long job, Duration limit) {
    return jobs.await(scope, job, limit);
  }

  /**
   * To be called when usage of these subscriptions came in: sleeping ones whose account wakes on
   * first usage become productive. Cheap for those that are not asleep.
   */
  public void firstUsage(Transaction transaction, Collection<Long> subscriptions) {
    if (!subscriptions.isEmpty()) {
      ask(transaction, RuleStore.dueByUsage(transaction, subscriptions), "First usage");
    }
  }

  /**
   * Asks for what rules want, a job for each organisation and status. Nobody waits for the answer:
   * what is not possible fails its item, and not what the rule was about, such as a file of usage.
   */
  int ask(Transaction transaction, List<RuleStore.Due> due, String title) {
    record Group(long organisation, StatusTarget to) {}
    Map<Group, List<Long>> groups = new LinkedHashMap<>();
    for (RuleStore.Due one : due) {
      groups
          .computeIfAbsent(new Group(one.organisation(), one.to()), _ -> new ArrayList<>())
          .add(one.subscription());
    }
    groups.forEach((group, ids) ->
        request(
            transaction,
            Caller.system("lifecycle rules", Scope.of(group.organisation())),
            new ChangeRequest(
                title,
                new Target.Same(ids, new Wish.ToStatus(group.to())),
                Optional.of(title),
                Optional.empty()),
            false));
    return due.size();
  }

  private void cancelled(
      Transaction transaction, Caller caller, Job job, Collection<Long> calledOff) {
    intentions.noteWhatIsLeft(transaction, calledOff);
    record(
        transaction,
        caller,
        new Audit.Entry(
            job.organisation(),
            "job.cancel",
            "job",
            job.id(),
            job.title(),
            null,
            JsonNodeFactory.instance.objectNode().put("calledOff", calledOff.size())));
  }

  /** For what this package changes beside subscriptions. */
  void record(Transaction transaction, Caller caller, Audit.Entry entry) {
    audit.record(transaction, caller, List.of(entry));
  }

  private static void check(Caller caller, ChangeRequest request) {
    caller.require(Permission.CHANGE_SUBSCRIPTIONS);
    if (request.target().size() == 0 || request.target().size() > MOST) {
      throw new FailureException(
          Failure.Invalid.field(
              "",
              "A change is for 1 to " + MOST + " subscriptions, not " + request.target().size()));
    }
  }

  private void doOursAlone(
      Transaction transaction,
      Caller caller,
      List<ChangePlan.Ours> ours,
      Job job,
      Optional<String> reason) {
    if (ours.isEmpty()) {
      return;
    }
    Changelog changelog = new Changelog();
    List<ValueChange> changes = new ArrayList<>();
    for (ChangePlan.Ours one : ours) {
      Values before = one.present().values();
      changelog.changed(
          caller,
          one.present(),
          before,
          before.with(one.wish()),
          one.wish().kind(),
          reason,
          Optional.of(job.id()));
      changes.add(Recorder.valueChange(one.present().id(), one.wish()));
    }
    subscriptions.applyValues(transaction, changes);
    changelog.write(transaction, audit, outbox);
  }

  private static int count(List<NewItem> items, ItemState state) {
    return (int) items.stream().filter(item -> item.state() == state).count();
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.easyconnect;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.simplane.Caller;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.ItemState;
import org.simplane.job.Job;
import org.simplane.job.JobItem;
import org.simplane.job.Jobs;
import org.simplane.lifecycle.ChangeRequest;
import org.simplane.lifecycle.DryRun;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.lifecycle.Target;
import org.simplane.lifecycle.Target.Wanted;
import org.simplane.lifecycle.Wish;
import org.simplane.operator.Iccid;
import tools.jackson.databind.JsonNode;

/**
 * {@code PUT /v1/sims/{iccid}}, which waits for its effect, and {@code POST /v1/sims}, which does
 * not.
 */
final class ChangeRoutes {

  private static final int LARGEST_BODY = 64 * 1024;
  private static final int STEP = 1_000;
  private static final int LARGEST_LIST_BODY = 32 * 1024 * 1024;
  private static final int LONGEST_LIST = 100_000;
  private static final int NAMED_AT_MOST = 10;

  private final SimRoutes sims;
  private final Subscriptions subscriptions;
  private final Lifecycle lifecycle;
  private final Jobs jobs;
  private final Duration limit;
  private final Clock clock;

  ChangeRoutes(
      SimRoutes sims,
      Subscriptions subscriptions,
      Lifecycle lifecycle,
      Jobs jobs,
      Duration limit,
      Clock clock) {
    this.sims = sims;
    this.subscriptions = subscriptions;
    this.lifecycle = lifecycle;
    this.jobs = jobs;
    this.limit = limit;
    this.clock = clock;
  }

  void one(Context context, Caller caller) {
    caller.require(Permission.CHANGE_SUBSCRIPTIONS);
    Subscription sim = sims.find(context, caller);
    SimUpdate update = SimUpdate.of(Body.json(context, LARGEST_BODY), "");
    Iccid named = update.iccid();
    if (named != null && !sim.identity().iccid().orElseThrow().isSameCardAs(named)) {
      throw new FailureException(Failure.Invalid.field("iccid", "another SIM than in the path"));
    }
    SimList.refuseExpired(List.of(sim), clock.instant());
    List<Wish> wishes = update.wishes();
    if (!wishes.isEmpty()) {
      change(caller, sim, wishes);
    }
    Answer.empty(context, 200);
  }

  private void change(Caller caller, Subscription sim, List<Wish> wishes) {
    List<Wanted> wanted = wishes.stream().map(wish -> new Wanted(sim.id(), wish)).toList();
    ChangeRequest request =
        ChangeRequest.of("Change of SIM " + sim.businessId(), new Target.Each(wanted));
    if (wanted.size() > 1) {
      DryRun preview = lifecycle.preview(caller, request);
      if (preview.failed() > 0) {
        // One of them is not possible, so none of them is asked for.
        throw new FailureException(
            new Failure.Conflict(
                preview.refused().isEmpty()
                    ? "Not possible"
                    : preview.refused().getFirst().error()));
      }
    }
    Job job = lifecycle.request(caller, request);
    Job end = lifecycle.await(caller.scope(), job.id(), limit);
    if (end.isOver() && end.done() == end.total()) {
      return;
    }
    List<JobItem> items = jobs.items(caller.scope(), job.id(), 0, wanted.size());
    if (end.isOver()) {
      boolean unreachable =
          items.stream().anyMatch(item -> item.errorCode().filter("NOT_SENT"::equals).isPresent());
      throw new Refusal(unreachable ? 503 : 409, told(items));
    }
    Optional<String> trouble = trouble(items);
    if (trouble.isPresent()) {
      throw new FailureException(
          new Failure.OperatorDown(
              trouble.get()
                  + ". The change stands and is tried again; read the SIM to learn what becomes of it"));
    }
    throw new FailureException(
        new Failure.TimedOut(
            "The change is accepted and still at work; read the SIM to learn what becomes of it"));
  }

  /** Why the operator was not reached so far; empty when it was, or was not yet tried. */
  private static Optional<String> trouble(List<JobItem> items) {
    return items.stream()
        .filter(item -> item.state() == ItemState.QUEUED && item.attempts() > 0)
        .flatMap(item -> item.error().stream())
        .findFirst();
  }

  /** What did not take effect and why, and what did nevertheless. */
  private static String told(List<JobItem> items) {
    String failed =
        items.stream()
            .filter(item -> item.state() != ItemState.DONE)
            .map(item -> item.kind() + ": " + item.error().orElse("called off"))
            .collect(Collectors.joining("; "));
    String done =
        items.stream()
            .filter(item -> item.state() == ItemState.DONE)
            .map(JobItem::kind)
            .collect(Collectors.joining(", "));
    return "Not changed: " + failed + (done.isEmpty() ? "" : ". Changed: " + done);
  }

  /** The answer means that the list is accepted as a whole and stands in the queue. */
  void many(Context context, Caller caller) {
    caller.require(Permission.CHANGE_SUBSCRIPTIONS);
    List<SimUpdate> updates = updates(Body.json(context, LARGEST_LIST_BODY));
    List<Wanted> wanted = new ArrayList<>();
    // Step by step: whole subscriptions of the longest list would not fit into a small server.
    for (int from = 0; from < updates.size(); from += STEP) {
      wanted.addAll(wanted(caller, updates.subList(from, Math.min(updates.size(), from + STEP))));
    }
    if (!wanted.isEmpty()) {
      lifecycle.request(
          caller,
          ChangeRequest.of("Change of " + updates.size() + " SIMs", new Target.Each(wanted)));
    }
    Answer.empty(context, 201);
  }

  private List<Wanted> wanted(Caller caller, List<SimUpdate> updates) {
    Map<String, Subscription> known =
        subscriptions.findByIccids(
            caller.scope(), updates.stream().map(SimUpdate::iccidOrThrow).toList());
    refuseUnknown(updates, known);
    SimList.refuseExpired(known.values(), clock.instant());
    List<Wanted> wanted = new ArrayList<>();
    for (SimUpdate update : updates) {
      long id = Objects.requireNonNull(known.get(update.iccidOrThrow().digits())).id();
      update.wishes().forEach(wish -> wanted.add(new Wanted(id, wish)));
    }
    return wanted;
  }

  private static List<SimUpdate> updates(JsonNode body) {
    if (!body.isArray()) {
      throw new FailureException(Failure.Invalid.field("", "a JSON list is expected"));
    }
    if (body.size() > LONGEST_LIST) {
      throw new FailureException(
          Failure.Invalid.field("", "a list holds at most " + LONGEST_LIST + " SIMs"));
    }
    List<SimUpdate> updates = new ArrayList<>(body.size());
    for (JsonNode entry : body) {
      String where = "[" + updates.size() + "].";
      SimUpdate update = SimUpdate.of(entry, where);
      if (update.iccid() == null) {
        throw new FailureException(Failure.Invalid.field(where + "iccid", "is missing"));
      }
      updates.add(update);
    }
    return updates;
  }

  private static void refuseUnknown(List<SimUpdate> updates, Map<String, Subscription> known) {
    List<String> unknown =
        updates.stream()
            .map(update -> update.iccidOrThrow().digits())
            .filter(iccid -> !known.containsKey(iccid))
            .distinct()
            .toList();
    if (!unknown.isEmpty()) {
      throw SimRoutes.unknown(named(unknown));
    }
  }

  private static String named(List<String> iccids) {
    String first = iccids.stream().limit(NAMED_AT_MOST).collect(Collectors.joining(", "));
    int more = iccids.size() - NAMED_AT_MOST;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}

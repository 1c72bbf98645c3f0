// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.simplane.Permission;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.ItemState;
import org.simplane.job.Job;
import org.simplane.job.JobItem;
import org.simplane.job.JobPage;
import org.simplane.job.JobState;
import org.simplane.job.Jobs;

/** {@code /jobs}: how far asynchronous work is, SIM by SIM. */
final class JobRoutes {

  private final Jobs jobs;
  private final Subscriptions subscriptions;

  JobRoutes(Jobs jobs, Subscriptions subscriptions) {
    this.jobs = jobs;
    this.subscriptions = subscriptions;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/jobs", Permission.READ_SUBSCRIPTIONS, this::list).paged(),
        Route.get("/jobs/{id}", Permission.READ_SUBSCRIPTIONS, this::find),
        Route.get("/jobs/{id}/items", Permission.READ_SUBSCRIPTIONS, this::items).paged(),
        Route.post("/jobs/{id}/cancel", Permission.CHANGE_SUBSCRIPTIONS, this::cancel));
  }

  /**
   * A job on the wire.
   *
   * @param progress the share of the items that are over, 0 to 1
   */
  record Wire(
      String id,
      String organisation,
      String kind,
      String title,
      JobState state,
      int total,
      int done,
      int failed,
      int cancelled,
      double progress,
      String requestedBy,
      Optional<String> reason,
      Instant createdAt,
      Optional<Instant> startedAt,
      Optional<Instant> finishedAt) {

    static Wire of(Job job, Ids ids) {
      return new Wire(
          ids.show(Ids.Kind.JOB, job.id()),
          ids.show(Ids.Kind.ORGANISATION, job.organisation()),
          job.kind(),
          job.title(),
          job.state(),
          job.total(),
          job.done(),
          job.failed(),
          job.cancelled(),
          job.total() == 0 ? (job.isOver() ? 1 : 0) : (double) job.over() / job.total(),
          job.requestedBy(),
          job.reason(),
          job.createdAt(),
          job.startedAt(),
          job.finishedAt());
    }
  }

  /** An item on the wire. */
  record ItemWire(
      String id,
      String sim,
      Optional<String> iccid,
      String account,
      String kind,
      String target,
      ItemState state,
      int attempts,
      Optional<ErrorWire> error,
      Instant createdAt,
      Optional<Instant> finishedAt) {

    static ItemWire of(JobItem item, Optional<String> iccid, Ids ids) {
      return new ItemWire(
          ids.show(Ids.Kind.ITEM, item.id()),
          ids.show(Ids.Kind.SIM, item.subscription()),
          iccid,
          ids.show(Ids.Kind.ACCOUNT, item.account()),
          item.kind(),
          item.target(),
          item.state(),
          item.attempts(),
          item.errorCode().map(code -> new ErrorWire(code, item.error().orElse(code))),
          item.createdAt(),
          item.finishedAt());
    }
  }

  /** Why an item failed. */
  record ErrorWire(String code, String message) {}

  private Answer list(Request request) {
    JobPage page = jobs.page(request.caller().scope(), request.cursor(), request.limit());
    return Answer.ok(
        ListWire.of(page.jobs(), page.next(), request.ids(), job -> Wire.of(job, request.ids())));
  }

  private Answer find(Request request) {
    return Answer.ok(Wire.of(known(request), request.ids()));
  }

  private Answer items(Request request) {
    Job job = known(request);
    int limit = request.limit();
    List<JobItem> rows =
        jobs.items(request.caller().scope(), job.id(), request.cursor().orElse(0), limit + 1);
    List<JobItem> items = rows.size() > limit ? rows.subList(0, limit) : rows;
    OptionalLong next =
        rows.size() > limit ? OptionalLong.of(items.getLast().id()) : OptionalLong.empty();
    Map<Long, String> iccids = iccids(request, items);
    return Answer.ok(
        ListWire.of(
            items,
            next,
            request.ids(),
            item ->
                ItemWire.of(
                    item, Optional.ofNullable(iccids.get(item.subscription())), request.ids())));
  }

  private Answer cancel(Request request) {
    request.optionalFields();
    long id = known(request).id();
    if (request.dryRun()) {
      return Answer.ok(Wire.of(known(request), request.ids()));
    }
    return Answer.ok(Wire.of(jobs.cancel(request.caller(), id), request.ids()));
  }

  private Map<Long, String> iccids(Request request, List<JobItem> items) {
    Map<Long, String> iccids = new HashMap<>();
    List<Long> wanted = items.stream().map(JobItem::subscription).distinct().toList();
    for (Subscription found : subscriptions.findAll(request.caller().scope(), wanted)) {
      found.identity().iccid().ifPresent(iccid -> iccids.put(found.id(), iccid.digits()));
    }
    return iccids;
  }

  private Job known(Request request) {
    return jobs.find(request.caller().scope(), request.id(Ids.Kind.JOB))
        .orElseThrow(() -> request.unknown(Ids.Kind.JOB));
  }
}

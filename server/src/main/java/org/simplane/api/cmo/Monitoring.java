// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Job;
import org.simplane.job.JobItem;
import org.simplane.job.Jobs;
import org.simplane.job.Reference;

/** {@code GET} and {@code DELETE /monitor/{id}}. */
final class Monitoring {

  private static final int FEW = 100;

  /** What an item for a status says it is. */
  private static final String STATUS = "status";

  private final Products products;
  private final Subscriptions subscriptions;
  private final Jobs jobs;

  Monitoring(Products products, Subscriptions subscriptions, Jobs jobs) {
    this.products = products;
    this.subscriptions = subscriptions;
    this.jobs = jobs;
  }

  void single(Request request) {
    String id = request.parameter("id");
    Answer.json(request, 200, wire(request, id, job(request, id)));
  }

  /** Takes back what is certainly not sent yet; this path is assumed, no public text has it. */
  void cancel(Request request) {
    request.caller().require(Permission.CHANGE_SUBSCRIPTIONS);
    String id = request.parameter("id");
    Job before = job(request, id);
    if (before.isOver()) {
      throw new Refusal(409, "It is over, and cannot be cancelled");
    }
    Job after = jobs.cancel(request.caller(), before.id());
    if (after.cancelled() == before.cancelled()) {
      throw new Refusal(409, "It has been sent, and cannot be cancelled");
    }
    if (after.isOver()) {
      Answer.empty(request, 204);
    } else {
      Answer.json(request, 202, wire(request, id, after));
    }
  }

  private Job job(Request request, String id) {
    return jobs.byReference(request.caller().scope(), Cmo.DIALECT, id)
        .map(Reference::job)
        .flatMap(job -> jobs.find(request.caller().scope(), job))
        .orElseThrow(() -> new FailureException(new Failure.NotFound("monitor", id)));
  }

  MonitorWire wire(Request request, String id, Job job) {
    return id.startsWith(MonitorIds.TASK + "-")
        ? ofTask(request, id, job)
        : ofOne(request, id, job);
  }

  private MonitorWire ofOne(Request request, String id, Job job) {
    List<JobItem> items = jobs.items(request.caller().scope(), job.id(), 0, FEW);
    Map<Long, Product> known = products(request, items);
    Optional<JobItem> first = items.stream().findFirst();
    Optional<Product> product =
        first.flatMap(item -> Optional.ofNullable(known.get(item.subscription())));
    Part part =
        first
            .filter(item -> item.kind().equals(STATUS))
            .flatMap(_ -> product.map(Product::carrier))
            .orElse(Part.BUNDLE);
    String source = product.map(one -> request.product(one.id(part))).orElse(request.tenant());
    return MonitorWire.of(id, job, source, body(request, job, items, product, part), request);
  }

  /** The product when it is done; the problem when it failed; else a sentence. */
  private static Object body(
      Request request, Job job, List<JobItem> items, Optional<Product> product, Part part) {
    return switch (MonitorWire.State.of(job)) {
      case IN_PROGRESS -> Map.of("detail", "The request is accepted and at work");
      case CANCELLED -> Map.of("detail", "Cancelled before it was sent");
      case COMPLETED ->
          product.isPresent() && part != Part.BUNDLE
              ? PartWire.of(product.get(), part, request)
              : Map.of("detail", "Done");
      case IN_ERROR -> {
        List<ProblemWire.Outside> errors =
            items.stream().flatMap(item -> MonitorWire.ItemWire.error(item).stream()).toList();
        yield ProblemWire.of(
                400,
                errors.isEmpty() ? "It failed" : errors.getFirst().message(),
                request.tenant(),
                request.caller().correlation())
            .withOutside(errors);
      }
    };
  }

  private MonitorWire ofTask(Request request, String id, Job job) {
    int number = request.pageNumber();
    int size = request.pageSize();
    long skipped = (long) (number - 1) * size;
    List<JobItem> read =
        skipped < job.total()
            ? jobs.itemsFrom(request.caller().scope(), job.id(), skipped, size)
            : List.of();
    Map<Long, Product> known = products(request, read);
    MonitorWire.TaskWire task =
        new MonitorWire.TaskWire(
            job.total(),
            job.done(),
            job.failed(),
            job.cancelled(),
            read.stream()
                .map(item ->
                    MonitorWire.ItemWire.of(
                        item, Optional.ofNullable(known.get(item.subscription())), request))
                .toList(),
            new ListWire.StatisticsWire(number, size),
            ListWire.LinkWire.of(request.monitor(id), number, size, skipped + size < job.total()));
    return MonitorWire.of(id, job, request.tenant() + "/task", task, request);
  }

  private Map<Long, Product> products(Request request, List<JobItem> items) {
    Map<Long, Product> known = new HashMap<>();
    products
        .of(
            request.caller().scope(),
            subscriptions.findAll(
                request.caller().scope(),
                items.stream().map(JobItem::subscription).distinct().toList()))
        .forEach(product -> known.put(product.subscription().id(), product));
    return known;
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.account.Accounts;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.Subscriptions;
import org.simplane.job.Job;
import org.simplane.job.Jobs;
import org.simplane.lifecycle.ChangeRequest;
import org.simplane.lifecycle.DryRun;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.lifecycle.Target;
import org.simplane.lifecycle.Wish;

/** {@code PATCH /product/{id}}: status, characteristics, custom properties. */
final class Changing {

  static final String JSON_PATCH = "application/json-patch+json";
  static final String JSON_PATCH_QUERY = "application/json-patch-query+json";

  private static final int LARGEST_BODY = 64 * 1024;
  private static final int RACES = 3;
  private static final int FEW = 100;

  private final Products products;
  private final Reading reading;
  private final Monitoring monitoring;
  private final Subscriptions subscriptions;
  private final Accounts accounts;
  private final Lifecycle lifecycle;
  private final Jobs jobs;
  private final MonitorIds ids;
  private final Duration limit;

  Changing(Cmo.Features features, Reading reading, Monitoring monitoring, Tools tools) {
    this.products = tools.products();
    this.reading = reading;
    this.monitoring = monitoring;
    this.subscriptions = features.subscriptions();
    this.accounts = features.accounts();
    this.lifecycle = features.lifecycle();
    this.jobs = features.jobs();
    this.ids = tools.ids();
    this.limit = tools.limit();
  }

  /** What several of the dialect's parts work with. */
  record Tools(Products products, MonitorIds ids, Duration limit) {}

  void patch(Request request) {
    request.caller().require(Permission.CHANGE_SUBSCRIPTIONS);
    checkType(request);
    Products.Named named = products.named(request.caller().scope(), request.parameter("id"));
    Patch patch = Patch.of(request.json(LARGEST_BODY), "");
    if (Properties.isMeant(patch.operations().getFirst())) {
      properties(request, named, patch);
    } else {
      change(request, named, Wishes.of(patch, named.part(), false));
    }
  }

  private static void checkType(Request request) {
    String type = request.mediaType();
    if (!type.equals(JSON_PATCH) && !type.equals(JSON_PATCH_QUERY)) {
      throw new Refusal(
          415,
          "The body must be " + JSON_PATCH + " or " + JSON_PATCH_QUERY + ", not '" + type + "'");
    }
  }

  /** Done at once, whoever the operator is: nobody but us knows of them. */
  private void properties(Request request, Products.Named named, Patch patch) {
    if (named.part() != Part.SIM_CARD && named.part() != Part.TERMINAL) {
      throw Request.invalid("[0].path", "custom properties are those of the SIM card or terminal");
    }
    Subscription subscription = named.product().subscription();
    for (int tries = 1; true; tries++) {
      try {
        var _ =
            subscriptions.update(
                request.caller(),
                subscription.id(),
                Properties.change(subscription.attributes(), patch),
                OptionalLong.of(subscription.version()),
                false);
        break;
      } catch (FailureException raced) {
        if (!(raced.failure() instanceof Failure.Stale) || tries == RACES) {
          throw raced;
        }
        subscription = again(request, subscription);
      }
    }
    Answer.json(request, 200, PartWire.of(read(request, subscription), named.part(), request));
  }

  private Subscription again(Request request, Subscription subscription) {
    return subscriptions
        .find(request.caller().scope(), subscription.id())
        .orElseThrow(() -> Products.unknown(request.parameter("id")));
  }

  private Product read(Request request, Subscription subscription) {
    return products.of(request.caller().scope(), List.of(again(request, subscription))).getFirst();
  }

  private void change(Request request, Products.Named named, List<Wish> wishes) {
    Product product = named.product();
    Subscription subscription = product.subscription();
    ChangeRequest change =
        ChangeRequest.of(
            "Change of " + product.id(named.part()),
            new Target.Each(
                wishes.stream().map(wish -> new Target.Wanted(subscription.id(), wish)).toList()));
    refuseHalves(request, change);
    MonitorIds.Monitored monitored =
        ids.begin(
            subscription.businessId(),
            id -> lifecycle.request(request.caller(), change.under(Cmo.DIALECT, id)));
    Job job = monitored.job();
    if (!accounts.capabilities(subscription.account()).doesLater()) {
      job = lifecycle.await(request.caller().scope(), job.id(), limit);
      if (job.isOver()) {
        refuseFailed(request, job);
        Answer.json(
            request,
            200,
            reading.wire(request, new Products.Named(read(request, subscription), named.part())));
        return;
      }
    }
    request.context().header("Location", request.monitor(monitored.id()));
    Answer.json(request, 202, monitoring.wire(request, monitored.id(), job));
  }

  /** Where one of several is not possible, none of them is asked for. */
  private void refuseHalves(Request request, ChangeRequest change) {
    if (change.target().size() < 2) {
      return;
    }
    DryRun preview = lifecycle.preview(request.caller(), change);
    if (preview.failed() > 0) {
      throw new Refusal(
          400, preview.refused().isEmpty() ? "Not possible" : preview.refused().getFirst().error());
    }
  }

  private void refuseFailed(Request request, Job job) {
    if (job.done() == job.total()) {
      return;
    }
    List<ProblemWire.Outside> errors =
        jobs.items(request.caller().scope(), job.id(), 0, FEW).stream()
            .flatMap(item -> MonitorWire.ItemWire.error(item).stream())
            .toList();
    boolean unreachable = errors.stream().anyMatch(error -> error.code().equals("NOT_SENT"));
    throw new Refusal(
        unreachable ? 503 : 400,
        errors.isEmpty() ? "It was cancelled" : errors.getFirst().message(),
        errors);
  }
}

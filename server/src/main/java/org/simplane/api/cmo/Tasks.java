// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.cmo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.account.Account;
import org.simplane.account.Accounts;
import org.simplane.inventory.Subscription;
import org.simplane.lifecycle.ChangeRequest;
import org.simplane.lifecycle.Lifecycle;
import org.simplane.lifecycle.Target;
import org.simplane.lifecycle.Wish;

/**
 * {@code POST /task}: one patch for many products of one operator account. Path and body are
 * assumed: no public text has them.
 */
final class Tasks {

  private static final int MOST_CHANGES = 300_000;
  private static final int STEP = 1000;
  private static final int NAMED_AT_MOST = 100;

  private final Products products;
  private final Accounts accounts;
  private final Lifecycle lifecycle;
  private final Monitoring monitoring;
  private final MonitorIds ids;

  Tasks(Cmo.Features features, Monitoring monitoring, Changing.Tools tools) {
    this.products = tools.products();
    this.accounts = features.accounts();
    this.lifecycle = features.lifecycle();
    this.monitoring = monitoring;
    this.ids = tools.ids();
  }

  /** Answers with a monitor, whoever the operator is. */
  void create(Request request) {
    request.caller().require(Permission.CHANGE_SUBSCRIPTIONS);
    TaskBody body = TaskBody.read(request);
    Patch patch = body.patch();
    if (patch.operations().stream().anyMatch(Properties::isMeant)) {
      throw Request.invalid(TaskBody.PATCH, "custom properties are changed product by product");
    }
    Set<String> named = body.products();
    if ((long) named.size() * patch.operations().size() > MOST_CHANGES) {
      throw Request.invalid(
          TaskBody.PATCH, "asks for more than " + MOST_CHANGES + " changes of all products");
    }
    Map<Long, List<Wish>> wanted = wanted(request, List.copyOf(named), patch);
    List<Target.Wanted> each = new ArrayList<>();
    wanted.forEach((id, wishes) -> wishes.forEach(wish -> each.add(new Target.Wanted(id, wish))));
    ChangeRequest change =
        ChangeRequest.of("Change of " + wanted.size() + " products", new Target.Each(each));
    MonitorIds.Monitored monitored =
        ids.begin(
            MonitorIds.TASK,
            id -> lifecycle.request(request.caller(), change.under(Cmo.DIALECT, id)));
    request.context().header("Location", request.monitor(monitored.id()));
    Answer.json(request, 202, monitoring.wire(request, monitored.id(), monitored.job()));
  }

  /** By subscription; step by step, since a hundred thousand whole ones would not fit. */
  private Map<Long, List<Wish>> wanted(Request request, List<String> named, Patch patch) {
    Map<Part, List<Wish>> byPart = new EnumMap<>(Part.class);
    Map<Long, List<Wish>> wanted = new LinkedHashMap<>();
    Map<Long, Integer> ofAccount = new HashMap<>();
    List<Failure.Invalid.Problem> unknown = new ArrayList<>();
    for (int from = 0; from < named.size(); from += STEP) {
      List<String> some = named.subList(from, Math.min(named.size(), from + STEP));
      Map<String, Subscription> found = products.find(request.caller().scope(), some);
      for (String id : some) {
        Subscription subscription = found.get(id);
        if (subscription == null) {
          unknown.add(new Failure.Invalid.Problem(TaskBody.LIST, "No product '" + id + "'"));
          continue;
        }
        Part part = Part.of(id);
        wanted.put(
            subscription.id(), byPart.computeIfAbsent(part, of -> Wishes.of(patch, of, true)));
        ofAccount.merge(subscription.account(), 1, Integer::sum);
      }
    }
    if (!unknown.isEmpty()) {
      throw new FailureException(
          new Failure.Invalid(unknown.subList(0, Math.min(unknown.size(), NAMED_AT_MOST))));
    }
    refuseSeveral(request, ofAccount.keySet());
    return wanted;
  }

  private void refuseSeveral(Request request, Set<Long> of) {
    if (of.size() < 2) {
      return;
    }
    Map<Long, Account> all = accounts.all(request.caller().scope());
    Set<String> systems = new TreeSet<>();
    of.forEach(id ->
        Optional.ofNullable(all.get(id)).ifPresent(account -> systems.add(account.operatorName())));
    throw Request.invalid(
        TaskBody.LIST,
        "must be products of one operator account; these are of "
            + of.size()
            + " ("
            + String.join(", ", systems)
            + ")");
  }
}

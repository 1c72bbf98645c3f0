// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.simplane.Failure;
import org.simplane.FailureException;
import org.simplane.account.Accounts;
import org.simplane.account.Capabilities;
import org.simplane.job.NewItem;
import org.simplane.operator.Status;

/**
 * What a change request comes to: an item for each wish, judged against the subscription as it will
 * stand once what is under way for it is done.
 *
 * @param oursAlone what is done without an operator, in the same transaction
 * @param intended the status that each subscription is on its way to
 */
record ChangePlan(
    List<NewItem> items,
    List<Ours> oursAlone,
    Map<Long, Status> intended,
    Optional<Failure> first) {

  /** A value that only Simplane keeps. */
  record Ours(Present present, Wish wish) {}

  /** The ids meant, each once. */
  static Set<Long> subscriptions(Target target) {
    return switch (target) {
      case Target.Each(List<Target.Wanted> wanted) -> {
        Set<Long> ids = LinkedHashSet.newLinkedHashSet(wanted.size());
        wanted.forEach(one -> ids.add(one.subscription()));
        yield ids;
      }
      case Target.Same(List<Long> ids, Wish _) -> new LinkedHashSet<>(ids);
    };
  }

  static ChangePlan of(
      Target target,
      Map<Long, Present> presents,
      Map<Long, List<ChangeStore.Open>> open,
      Accounts accounts) {
    Planner planner = new Planner(presents, open, accounts);
    switch (target) {
      case Target.Each(List<Target.Wanted> wanted) ->
          wanted.forEach(one -> planner.plan(one.subscription(), one.wish()));
      case Target.Same(List<Long> ids, Wish wish) -> {
        // The same wish twice for one subscription is one wish.
        Collection<Long> once = new LinkedHashSet<>(ids);
        once.forEach(id -> planner.plan(id, wish));
      }
    }
    return new ChangePlan(
        planner.items,
        planner.oursAlone,
        planner.intended,
        Optional.ofNullable(planner.firstFailure));
  }

  private static final class Planner {

    private final Map<Long, Present> presents;
    private final Map<Long, List<ChangeStore.Open>> open;
    private final Accounts accounts;
    private final Map<Long, Values> expected = new HashMap<>();
    private final Map<Long, Known> known = new HashMap<>();
    private final Map<Wish.Kind, Set<Long>> underWay = new EnumMap<>(Wish.Kind.class);
    private final List<NewItem> items = new ArrayList<>();
    private final List<Ours> oursAlone = new ArrayList<>();
    private final Map<Long, Status> intended = new LinkedHashMap<>();
    private @Nullable Failure firstFailure;

    private Planner(
        Map<Long, Present> presents, Map<Long, List<ChangeStore.Open>> open, Accounts accounts) {
      this.presents = presents;
      this.open = open;
      this.accounts = accounts;
    }

    private void plan(long id, Wish wish) {
      Present present = presents.get(id);
      if (present == null) {
        throw new FailureException(new Failure.NotFound("subscription", Long.toString(id)));
      }
      Values values = expected.computeIfAbsent(id, _ -> afterWhatIsOpen(present));
      NewItem item =
          NewItem.queued(
              present.account(), present.organisation(), id, wish.kind().text(), wish.text());
      switch (verdict(present.account(), values, wish)) {
        // What it will only have reached once something under way is done waits for that.
        case Verdict.Already() -> items.add(isUnderWay(wish, id) ? item : item.done());
        case Verdict.Impossible(String code, Failure failure) -> {
          firstFailure = firstFailure == null ? failure : firstFailure;
          items.add(item.failed(code, failure.message()));
        }
        case Verdict.OursAlone(Wish ours) -> {
          items.add(item.done());
          oursAlone.add(new Ours(present, ours));
          expected.put(id, values.with(ours));
        }
        case Verdict.Send(Wish sent) -> {
          items.add(
              NewItem.queued(
                  present.account(), present.organisation(), id, sent.kind().text(), sent.text()));
          expected.put(id, values.with(sent));
          noteUnderWay(sent, id);
          if (sent instanceof Wish.ToStatus(var target)) {
            intended.put(id, target.status());
          }
        }
      }
    }

    private Values afterWhatIsOpen(Present present) {
      Values values = present.values();
      for (ChangeStore.Open under : open.getOrDefault(present.id(), List.of())) {
        values = values.with(under.wish());
        noteUnderWay(under.wish(), present.id());
      }
      return values;
    }

    private void noteUnderWay(Wish wish, long id) {
      underWay.computeIfAbsent(wish.kind(), _ -> new HashSet<>()).add(id);
    }

    private boolean isUnderWay(Wish wish, long id) {
      return underWay.getOrDefault(wish.kind(), Set.of()).contains(id);
    }

    private Verdict verdict(long account, Values values, Wish wish) {
      Known found = known.computeIfAbsent(account, id -> Known.of(accounts, id));
      return found.capabilities() == null
          ? new Verdict.Impossible("ACCOUNT_BROKEN", found.broken())
          : Verdict.of(values, wish, found.capabilities());
    }
  }

  /** What an account can do, or why it can do nothing. */
  private record Known(@Nullable Capabilities capabilities, Failure broken) {

    private static final Failure NOT_BROKEN = new Failure.OperatorDown("");

    private static Known of(Accounts accounts, long account) {
      try {
        return new Known(accounts.capabilities(account), NOT_BROKEN);
      } catch (FailureException e) {
        return new Known(null, e.failure());
      }
    }
  }
}

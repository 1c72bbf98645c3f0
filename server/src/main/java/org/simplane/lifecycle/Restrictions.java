// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.lifecycle;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.simplane.Caller;
import org.simplane.Scope;
import org.simplane.Transaction;
import org.simplane.access.Audit;
import org.simplane.db.Database;
import org.simplane.notification.Outbox;

/** What is barred, and why. */
public final class Restrictions {

  private final Database database;
  private final RestrictionListener listener;
  private final Audit audit;
  private final Outbox outbox;
  private final Clock clock;

  public Restrictions(
      Database database, RestrictionListener listener, Audit audit, Outbox outbox, Clock clock) {
    this.database = database;
    this.listener = listener;
    this.audit = audit;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Those already there, and those of subscriptions out of the caller's sight, are passed over. */
  public void add(Transaction transaction, Caller caller, Collection<Restriction> restrictions) {
    if (restrictions.isEmpty()) {
      return;
    }
    List<Restriction> added =
        RestrictionStore.insert(caller.scope(), transaction, restrictions, clock.instant());
    note(transaction, caller, added, true);
    if (!added.isEmpty()) {
      listener.restricted(transaction, added);
    }
  }

  /** Those not there are passed over. */
  public void lift(Transaction transaction, Caller caller, Collection<Restriction> restrictions) {
    if (restrictions.isEmpty()) {
      return;
    }
    List<Restriction> lifted = RestrictionStore.delete(caller.scope(), transaction, restrictions);
    note(transaction, caller, lifted, false);
    if (!lifted.isEmpty()) {
      listener.lifted(transaction, lifted);
    }
  }

  /** By subscription; one without restrictions has no entry. */
  public Map<Long, Set<Restriction>> of(Scope scope, Collection<Long> subscriptions) {
    return subscriptions.isEmpty()
        ? Map.of()
        : database.read(handle -> RestrictionStore.of(scope, handle, subscriptions));
  }

  /** To be called when subscriptions went to another organisation: what bars them goes along. */
  public void follow(Transaction transaction, Collection<Long> subscriptions) {
    if (!subscriptions.isEmpty()) {
      RestrictionStore.follow(transaction, subscriptions);
    }
  }

  private void note(
      Transaction transaction, Caller caller, List<Restriction> restrictions, boolean added) {
    if (restrictions.isEmpty()) {
      return;
    }
    Map<Long, Present> presents =
        ChangeStore.read(
            caller.scope(),
            transaction.handle(),
            restrictions.stream().map(Restriction::subscription).distinct().toList());
    Changelog changelog = new Changelog();
    for (Restriction restriction : restrictions) {
      Present present = presents.get(restriction.subscription());
      if (present != null) {
        changelog.restricted(caller, present, restriction, added);
      }
    }
    changelog.write(transaction, audit, outbox);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.usage;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.simplane.Transaction;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionListener;
import org.simplane.operator.Service;

/** Gives new SIMs of the own network their quotas. */
public final class DefaultQuotas implements SubscriptionListener {

  private final QuotaPlan plan;
  private final Allowances allowances;
  private final Clock clock;

  public DefaultQuotas(QuotaPlan plan, Allowances allowances, Clock clock) {
    this.plan = plan;
    this.allowances = allowances;
    this.clock = clock;
  }

  @Override
  public void added(Transaction transaction, List<Subscription> added) {
    List<Long> ids = added.stream().map(Subscription::id).toList();
    Instant now = clock.instant();
    List<Quota> quotas = new ArrayList<>();
    if (plan.dataBytes() > 0) {
      quotas.addAll(QuotaStore.assign(transaction, ids, Service.DATA, plan.dataBytes(), plan, now));
    }
    if (plan.messages() > 0) {
      quotas.addAll(QuotaStore.assign(transaction, ids, Service.SMS, plan.messages(), plan, now));
    }
    QuotaKeeper.show(transaction, allowances, quotas);
  }
}

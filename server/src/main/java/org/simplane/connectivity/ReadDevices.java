// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.connectivity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.Transaction;
import org.simplane.connectivity.DeviceStore.ImeiChange;
import org.simplane.inventory.Subscription;
import org.simplane.inventory.SubscriptionListener;
import org.simplane.inventory.SyncReport;
import org.simplane.notification.Outbox;
import org.simplane.operator.Imei;

/**
 * Notes in the history of devices that an operator shows a SIM in another one. The first device
 * that becomes known of a SIM is no change.
 */
public final class ReadDevices implements SubscriptionListener {

  private final Outbox outbox;

  public ReadDevices(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void added(Transaction transaction, List<Subscription> added) {}

  @Override
  public void changed(Transaction transaction, List<SyncReport.Changed> changed, Instant asOf) {
    List<ImeiChange> history = new ArrayList<>();
    List<Outbox.Event> events = new ArrayList<>();
    for (SyncReport.Changed one : changed) {
      Optional<Imei> before = one.before().identity().imei();
      Optional<Imei> after = one.after().identity().imei();
      if (before.isPresent() && after.isPresent() && !before.get().isSameDeviceAs(after.get())) {
        Subscription sim = one.after();
        history.add(
            new ImeiChange(asOf, sim.id(), sim.organisation(), "CHANGED", after.get(), before));
        events.add(
            new Outbox.Event(
                sim.organisation(),
                "subscription.imei-changed",
                "subscription",
                sim.id(),
                sim.businessId(),
                Map.of(
                    "before",
                    before.get().digits(),
                    "imei",
                    after.get().digits(),
                    "at",
                    asOf.toString())));
      }
    }
    DeviceStore.remember(transaction, history);
    if (!events.isEmpty()) {
      outbox.publish(transaction, events);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import org.simplane.simulator.network.FleetState.Field;
import org.simplane.simulator.network.FleetState.Total;
import org.simplane.simulator.network.UsageRecord.Cause;

/**
 * What a card did before the server knew it: a modest amount of sessions of the last days, handed
 * over when it is first put on the air, so that usage pages are not empty on the first day.
 */
final class Past {

  private static final int DAY_SECONDS = 86_400;
  private static final int MOST_SESSIONS_A_DAY = 3;

  /** Many times smaller than life's, so that the past does not use up what a SIM may use. */
  private static final double VOLUME = 0.2;

  private final FleetState state;
  private final Handover handover;
  private final int days;
  private final int sims;

  /**
   * @param days how far back; 0 for no past
   * @param sims the first so many cards of the fleet have one
   */
  Past(FleetState state, Handover handover, int days, int sims) {
    this.state = state;
    this.handover = handover;
    this.days = days;
    this.sims = sims;
  }

  /** Hands over the past of one card, up to a minute before {@code now} (seconds since 1970). */
  void tell(int sim, long now) {
    if (sim >= sims) {
      return;
    }
    Device device = Device.of(state, sim);
    for (int day = days; day > 0; day--) {
      int sessions =
          device.isSilent() ? 0 : 1 + (int) (Chance.unit(state.draw(sim)) * MOST_SESSIONS_A_DAY);
      long slot = DAY_SECONDS / Math.max(1, sessions);
      for (int session = 0; session < sessions; session++) {
        int seconds =
            2
                + (int)
                    Math.min(
                        slot / 2.0,
                        Chance.waiting(state.draw(sim), device.profile.sessionSeconds()));
        long start =
            now
                - 60
                - (long) day * DAY_SECONDS
                + session * slot
                + (long) (Chance.unit(state.draw(sim)) * (slot / 2.0));
        if (start + seconds < now) {
          tell(device, start, seconds);
        }
      }
    }
  }

  private void tell(Device device, long start, int seconds) {
    int sim = device.sim;
    state.set(sim, Field.SESSIONS, state.get(sim, Field.SESSIONS) + 1);
    double volume = VOLUME * (0.5 + Chance.unit(state.draw(sim)));
    handover.record(
        new UsageRecord(
            device.recordId(1),
            UsageRecord.Type.DATA,
            sim,
            device.imei(),
            start,
            start + seconds,
            1 + (long) (device.profile.bytesUp() * volume),
            1 + (long) (device.profile.bytesDown() * volume),
            device.profile.apn(),
            Numbers.ip(sim),
            device.network(),
            device.rat(),
            device.area(),
            device.cell(),
            device.chargingId(),
            1,
            Cause.NORMAL_RELEASE));
    state.count(Total.RECORDS);
  }
}

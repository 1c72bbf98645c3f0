// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.network;

import org.simplane.operator.Plmn;
import org.simplane.simulator.network.FleetState.Field;
import org.simplane.simulator.network.FleetState.Small;
import org.simplane.simulator.network.FleetState.Total;

/**
 * A device and its SIM as they stand, read from the fleet's state; what never changes follows from
 * the seed.
 */
final class Device {

  /** What is drawn once for a SIM; the numbers keep the draws apart. */
  private static final int PROFILE = 1;

  private static final int ODDITY = 2;
  private static final int PLACE = 3;

  private static final int CHATTY_PER = 400;

  /** The cards before it behave. */
  private static final int FIRST_ODD = 5;

  private static final int SILENT_PER = 300;
  private static final int SESSIONS_IN_ONE_PLACE = 4;
  private static final int MOST_SESSIONS = 1_000_000;

  private final FleetState state;
  private final long seed;
  final int sim;
  final Profile profile;

  private Device(FleetState state, long seed, int sim) {
    this.state = state;
    this.seed = seed;
    this.sim = sim;
    this.profile = Profile.of(sim, Chance.of(seed, sim, PROFILE));
  }

  static Device of(FleetState state, int sim) {
    return new Device(state, state.total(Total.SEED), sim);
  }

  /** Misbehaves by talking twenty times as often as its kind should. */
  boolean isChatty() {
    return sim >= FIRST_ODD
        && Long.remainderUnsigned(Chance.of(seed, sim, ODDITY), CHATTY_PER) == 7;
  }

  /** Misbehaves by attaching and then saying nothing. */
  boolean isSilent() {
    return sim >= FIRST_ODD
        && !isChatty()
        && Long.remainderUnsigned(Chance.of(seed, sim, ODDITY), SILENT_PER) == 9;
  }

  String imei() {
    return Numbers.imei(sim, profile, state.get(sim, Small.DEVICE));
  }

  Plmn network() {
    return Roaming.network(state.get(sim, Small.NETWORK));
  }

  String rat() {
    return profile.rats().get(state.get(sim, Small.RAT) % profile.rats().size());
  }

  /** Location or tracking area code. */
  int area() {
    return 1 + (int) Long.remainderUnsigned(place(), 65_000);
  }

  int cell() {
    return 1 + (int) Long.remainderUnsigned(Chance.mix(place()), 200_000_000);
  }

  private long place() {
    int moved = profile.roams() ? state.get(sim, Field.SESSIONS) / SESSIONS_IN_ONE_PLACE : 0;
    return Chance.of(seed, sim, PLACE + 16 * (state.get(sim, Small.NETWORK) + 16 * moved));
  }

  /** The gateway's number for the present session; no other SIM of the fleet has it. */
  long chargingId() {
    return (long) sim * MOST_SESSIONS + state.get(sim, Field.SESSIONS) % MOST_SESSIONS;
  }

  /**
   * Unique over fleets too, so that a new fleet against an old store is not taken for a repetition.
   */
  String recordId(int sequence) {
    return fleet()
        + '.'
        + Integer.toString(sim, 36)
        + '.'
        + state.get(sim, Field.SESSIONS)
        + '.'
        + sequence;
  }

  String eventId() {
    int number = state.get(sim, Field.EVENTS);
    state.set(sim, Field.EVENTS, number + 1);
    return fleet() + '-' + Integer.toString(sim, 36) + '-' + number;
  }

  private String fleet() {
    return Long.toString(state.total(Total.BASE), 36) + Long.toString(seed & 0xffff, 36);
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.simplane.operator.Sim;
import org.simplane.operator.Status;
import org.simplane.operator.SubscriptionRef;
import org.simplane.simulator.control.Fault;
import org.simplane.simulator.control.LedgerEntry;

/**
 * A simulated platform as the contracts see it: it holds the {@link Fleet} and at least 200 SIMs
 * more.
 */
public interface Simulator {

  /** What {@code OperatorPlatform.open} is to be given. */
  Map<String, String> settings();

  /** The same with credentials that are not accepted. */
  Map<String, String> badSettings();

  /** How the operator knows a SIM. */
  SubscriptionRef ref(FleetSim sim);

  /**
   * What an adapter is to return for a SIM of the fleet: as far as this operator shows it.
   *
   * @param operatorStatus the operator's own word, which is the adapter's to know
   */
  default Sim expected(FleetSim sim, String operatorStatus) {
    return sim.expected(ref(sim), operatorStatus);
  }

  /** The fleet as it was, no faults, no requests, the clock at {@link Fleet#NOW}. */
  void reset();

  void failNext(Fault fault, int times);

  default void failNext(Fault fault) {
    failNext(fault, 1);
  }

  /** The end of all faults; the port is open again. */
  void heal();

  /** Since the reset, log-ins included, oldest first. */
  List<LedgerEntry> requests();

  /** Puts a SIM in a state, behind the adapter's back. */
  void put(FleetSim sim, Status status);

  /** Has the SIM's device come onto the network, or leave it. */
  default void onAir(FleetSim sim, boolean there) {
    throw new UnsupportedOperationException("This platform has no devices");
  }

  /** Has the SIM's device send a message. */
  default void sends(FleetSim sim, String text) {
    throw new UnsupportedOperationException("This platform has no messages");
  }

  /** Submits a message to the SIM behind the adapter's back, as another client would; its id. */
  default String submits(FleetSim sim, String text) {
    throw new UnsupportedOperationException("This platform has no messages");
  }

  /** Where the platform pushes to. */
  default void pushTo(Optional<URI> address) {
    throw new UnsupportedOperationException("This platform does not push");
  }

  /** Has the platform see how its SIMs stand, so that it can tell what changes from now on. */
  default void look() {}

  int size();

  /** The time of the platform and of the adapter. */
  Clock clock();

  void pass(Duration time);
}

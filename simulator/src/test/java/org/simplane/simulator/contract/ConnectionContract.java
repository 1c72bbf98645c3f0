// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.simplane.operator.ConnectivityReports;
import org.simplane.operator.ConnectivityReports.ConnectivityReport;
import org.simplane.operator.Feature;
import org.simplane.operator.OnlineState;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;

/** Whether a SIM is on the network. */
@Covers(Feature.CONNECTIVITY_REPORTS)
public interface ConnectionContract extends OperatorContract {

  @Test
  @Simulated
  default void saysWhetherASimIsOnTheNetworkAndWhere() throws OperatorException {
    assertThat(report().state()).isEqualTo(OnlineState.OFFLINE);
    simulator().onAir(Fleet.ACTIVE, true);
    ConnectivityReport report = report();
    assertThat(report.state()).isNotEqualTo(OnlineState.OFFLINE);
    assertThat(report.locatedAt()).isPresent();
  }

  @Test
  default void saysThatThereIsNoSuchSim() {
    OperatorException e =
        catchThrowableOfType(OperatorException.class, () -> reports().report(ref(Fleet.MISSING)));
    assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND);
  }

  private ConnectivityReport report() throws OperatorException {
    return reports().report(ref(Fleet.ACTIVE));
  }

  private ConnectivityReports reports() {
    return operator().connectivityReports().orElseThrow();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.simplane.operator.EventReports;
import org.simplane.operator.Feature;
import org.simplane.operator.OperatorEvent;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.Status;

/** What happened to a SIM. */
@Covers(Feature.EVENT_REPORTS)
public interface EventContract extends OperatorContract {

  @Test
  @Simulated
  default void tellsThatADeviceCameAndWent() throws OperatorException {
    var _ = events(Fleet.NOW);
    simulator().onAir(Fleet.ACTIVE, true);
    account().pass(Duration.ofSeconds(5));
    var _ = events(Fleet.NOW);
    simulator().onAir(Fleet.ACTIVE, false);
    account().pass(Duration.ofSeconds(5));
    assertThat(events(Fleet.NOW))
        .filteredOn(OperatorEvent.NetworkEvent.class::isInstance)
        .extracting(event -> ((OperatorEvent.NetworkEvent) event).kind())
        .containsSubsequence("ATTACH", "DETACH");
  }

  @Test
  @Simulated
  default void tellsThatTheStatusChanged() throws OperatorException {
    var _ = events(Fleet.NOW);
    simulator().put(Fleet.ACTIVE, Status.SUSPENDED);
    assertThat(events(Fleet.NOW))
        .filteredOn(OperatorEvent.StatusChanged.class::isInstance)
        .singleElement()
        .satisfies(event ->
            assertThat(((OperatorEvent.StatusChanged) event).status()).isEqualTo(Status.SUSPENDED));
  }

  @Test
  @Simulated
  default void leavesOutWhatWasBefore() throws OperatorException {
    var _ = events(Fleet.NOW);
    simulator().onAir(Fleet.ACTIVE, true);
    assertThat(events(Fleet.NOW)).isNotEmpty();
    assertThat(events(Fleet.NOW.plus(Duration.ofHours(1)))).isEmpty();
  }

  @Test
  default void saysThatTheSimIsNoneOfIts() {
    OperatorException e =
        catchThrowableOfType(
            OperatorException.class, () -> reports().events(ref(Fleet.MISSING), Fleet.NOW));
    assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND);
  }

  private List<OperatorEvent> events(Instant from) throws OperatorException {
    return reports().events(ref(Fleet.ACTIVE), from);
  }

  private EventReports reports() {
    return operator().eventReports().orElseThrow();
  }
}

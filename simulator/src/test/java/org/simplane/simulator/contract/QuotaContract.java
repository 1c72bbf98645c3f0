// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.simplane.operator.Feature;
import org.simplane.operator.OperatorException;
import org.simplane.operator.OperatorException.Kind;
import org.simplane.operator.QuotaReports;
import org.simplane.operator.QuotaReports.QuotaReport;
import org.simplane.operator.Service;
import org.simplane.operator.Status;

/** Reading what is left. */
@Covers(Feature.QUOTA_REPORTS)
public interface QuotaContract extends OperatorContract {

  @Test
  @Simulated
  default void saysWhatIsBookedAndWhatIsLeft() throws OperatorException {
    QuotaReport data = quota(Fleet.ACTIVE, Service.DATA);
    assertThat(data.total()).isEqualTo(Fleet.DATA_BOOKED);
    assertThat(data.remaining()).isEqualTo(Fleet.DATA_LEFT);
    QuotaReport sms = quota(Fleet.ACTIVE, Service.SMS);
    assertThat(sms.total()).isEqualTo(Fleet.SMS_BOOKED);
    assertThat(sms.remaining()).isEqualTo(Fleet.SMS_LEFT);
  }

  @Test
  @Simulated
  default void saysThatNothingIsLeftOfASimThatIsStillActive() throws OperatorException {
    assertThat(quota(Fleet.EXHAUSTED, Service.DATA).remaining()).isNotPositive();
    assertThat(operator().inventory().find(ref(Fleet.EXHAUSTED)).orElseThrow().status())
        .isEqualTo(Status.ACTIVE);
  }

  @Test
  @Simulated
  default void saysWhenTheVolumeIsLost() throws OperatorException {
    assertThat(quota(Fleet.ACTIVE, Service.DATA).expiresAt())
        .hasValueSatisfying(end -> assertThat(end).isAfter(Fleet.NOW));
  }

  @Test
  default void hasAtMostOneForEachService() throws OperatorException {
    assertThat(quotas().quotas(ref(Fleet.ACTIVE)))
        .extracting(QuotaReport::service)
        .doesNotHaveDuplicates();
  }

  @Test
  default void saysThatTheSimIsNotThere() {
    OperatorException e =
        catchThrowableOfType(OperatorException.class, () -> quotas().quotas(ref(Fleet.MISSING)));
    assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND);
  }

  private QuotaReport quota(FleetSim sim, Service service) throws OperatorException {
    return quotas().quotas(ref(sim)).stream()
        .filter(quota -> quota.service() == service)
        .findFirst()
        .orElseThrow();
  }

  private QuotaReports quotas() {
    return operator().quotaReports().orElseThrow();
  }
}

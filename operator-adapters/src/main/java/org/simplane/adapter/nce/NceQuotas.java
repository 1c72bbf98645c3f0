// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.adapter.nce;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.simplane.adapter.rest.RestClient;
import org.simplane.operator.OperatorException;
import org.simplane.operator.QuotaReports;
import org.simplane.operator.Service;
import org.simplane.operator.SubscriptionRef;

/** Reads what is left: {@code GET /v1/sims/{iccid}/quota/data} and {@code /quota/sms}. */
final class NceQuotas implements QuotaReports {

  private final NceClient client;

  NceQuotas(NceClient client) {
    this.client = client;
  }

  @Override
  public List<QuotaReport> quotas(SubscriptionRef ref) throws OperatorException {
    String path = "/v1/sims/" + RestClient.encoded(ref.operatorKey()) + "/quota/";
    QuotaWire data = client.get(path + "data", QuotaWire.class);
    QuotaWire sms = client.get(path + "sms", QuotaWire.class);
    return Stream.of(data.report(Service.DATA), sms.report(Service.SMS))
        .flatMap(Optional::stream)
        .toList();
  }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.operator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the operator whether a subscription is on its network, and where. */
public interface ConnectivityReports {

  /**
   * What the operator knows now. May have the network look for the device, and so take seconds.
   *
   * @throws OperatorException {@code NOT_FOUND} if the operator does not know the subscription
   */
  ConnectivityReport report(SubscriptionRef ref) throws OperatorException;

  /**
   * How a subscription stands.
   *
   * @param word the operator's own for it, such as {@code assumed_idle}; empty where it has none
   * @param locatedAt when it was where it is said to be; empty where that is not told
   * @param radio as in {@link OperatorEvent.NetworkEvent#rat}
   * @param session the data session that is open, where the operator tells
   * @param services what it is attached for, such as {@code GPRS}
   * @param detail under the names of {@link EventDetail}, and others of the operator's
   */
  record ConnectivityReport(
      OnlineState state,
      String word,
      Optional<Instant> locatedAt,
      Optional<Plmn> network,
      Optional<String> radio,
      Optional<Imei> imei,
      Optional<OpenSession> session,
      List<String> services,
      Map<String, String> detail) {

    public ConnectivityReport {
      services = List.copyOf(services);
      detail = Map.copyOf(detail);
    }

    /** Nothing but the state. */
    public static ConnectivityReport of(OnlineState state, String word) {
      return new ConnectivityReport(
          state,
          word,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Map.of());
    }
  }

  /** A data session that is open; {@code startedAt} is empty where the operator does not tell. */
  record OpenSession(
      Optional<Instant> startedAt, Optional<String> apn, Optional<String> ipAddress) {}
}
